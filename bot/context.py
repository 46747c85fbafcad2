"""What every handler gets beside the update."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection
from telegram import Bot

from bot import inbox
from bot.announcements import Editor
from bot.answers.recent import RecentQuestions
from bot.chats import owners
from bot.chats.admins import Admins
from bot.chats.allowances import SharedQuota
from bot.chats.quota import Quota
from bot.inbox import Received, Record
from bot.logs.meters import Meters
from bot.rendering.texts import Texts
from bot.sending.messenger import Messenger
from bot.settings import Settings
from index import Answer, Database, Library


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The parts a handler works with, chosen once at start.

    `username` is the bot's own without `@`, `bot_id` its user id. `requeue` has updates handled that wait in
    the inbox again. `serves_since` tells from when on no other process has sent anything to the chats served.
    """

    settings: Settings
    library: Library
    database: Database
    editor: Editor
    texts: Texts
    messenger: Messenger
    quota: Quota | SharedQuota
    recent: RecentQuestions
    meters: Meters
    admins: Admins
    username: str
    bot_id: int
    requeue: Callable[[Iterable[Received]], None]
    serves_since: Callable[[], datetime]

    async def owners(self) -> frozenset[int]:
        """The user ids of all who own the bot: those of ADMIN_IDS, and whoever has claimed it."""
        return self.settings.admin_ids | await self.database.read_async(owners.find)

    async def is_owner(self, person_id: int) -> bool:
        """Whether this person owns the bot."""
        return person_id in self.settings.admin_ids or person_id in await self.owners()


@dataclass(frozen=True, slots=True)
class Context:
    """One try to handle the update `received`; `args` are the words after its command.

    An update may be handled again, after a failure or when the process has died: what must not happen twice
    goes by `once`, and what is remembered of it goes into the `record`, which is written with its end.
    """

    deps: Dependencies
    bot: Bot
    received: Received
    args: tuple[str, ...] = ()
    record: Record = field(default_factory=Record)

    async def answered(self, look_up: Callable[[], Answer], chat: str) -> Answer:
        """The library's answer, looked up off the event loop; counted as a question in that kind of chat."""
        begun = time.monotonic()
        answer = await asyncio.to_thread(look_up)
        self.deps.meters.took("answering", time.monotonic() - begun)
        otherwise = "talk" if answer.talk is not None else "refused"
        self.deps.meters.asked(chat, "answered" if answer.answered else otherwise)
        return answer

    async def once(self, change: Callable[[Connection], str]) -> str:
        """Make a change and return what came of it; when it was made before, only return what came of it."""

        def make(connection: Connection) -> str:
            result = inbox.find_result(connection, self.received.update_id)
            if result is None:
                result = change(connection)
                inbox.note_result(connection, self.received.update_id, result)
            return result

        return await self.deps.database.write_async(make)
