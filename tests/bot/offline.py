"""The bot without a network: real handlers, library and database, and a Telegram written by hand."""

import json
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot import inbox
from bot.announcements import Editor
from bot.answers.recent import RecentQuestions
from bot.chats.admins import Admins
from bot.chats.quota import Quota
from bot.context import Dependencies
from bot.inbox import Received
from bot.logs.meters import Meters
from bot.receiving.addressing import Me
from bot.receiving.sorting import sort_update
from bot.receiving.updates import Dispatcher
from bot.rendering.texts import Texts
from bot.routes import command_names
from bot.sending.limits import Limiter
from bot.sending.messenger import Messenger
from bot.settings import Settings
from index import open_library
from tests.databases import open_current
from tests.overheard import note_said

_TEXTS = Texts.load()

ME = {"id": 1, "is_bot": True, "first_name": "Footnote", "username": "FootnoteBot"}
Json = dict[str, Any]
FIRST_ID = 1001
"""Of the messages that the bot sends."""
ADMIN_RIGHTS = dict.fromkeys(
    (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
        "can_post_stories", "can_edit_stories", "can_delete_stories", "can_post_messages",
    ),
    True,
)  # fmt: skip


@dataclass
class Call:
    """A call of the Bot API: its method and parameters."""

    method: str
    parameters: Json

    @property
    def text(self) -> str:
        """The text sent, or the words of a toast."""
        return str(self.parameters.get("text", ""))

    @property
    def buttons(self) -> dict[str, str]:
        """The data of each button, or the address it opens, by its label."""
        rows = self.parameters.get("reply_markup", {}).get("inline_keyboard", [])
        return {
            button["text"]: button.get("callback_data", button.get("url")) for row in rows for button in row
        }


class FakeTelegram(BaseRequest):
    """Takes every call, and refuses those of `refusals` with their code and description.

    `statuses` are those of people in chats, `admin_rights` what admins may, `chats` what getChat finds.
    `files` are what people have sent, by id. `moved` are groups with another id, `closed_topics` topics (chat
    and thread) that take no message. With `missing_replies` no message that is replied to is there any more.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.refusals: dict[str, tuple[int, str]] = {}
        self.statuses: dict[tuple[int, int], str] = {}
        self.admin_rights = dict(ADMIN_RIGHTS)
        self.chats: dict[str, Json] = {}
        self.missing_replies = False
        self.webhook_url = ""
        self.files: dict[str, bytes] = {}
        self.moved: dict[int, int] = {}
        self.closed_topics: set[tuple[int, int]] = set()
        self._message_ids = count(FIRST_ID)

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,
        **named_timeouts: Any,
    ) -> tuple[int, bytes]:
        parameters: dict[str, Any] = dict(request_data.parameters) if request_data else {}
        files = (request_data.multipart_data if request_data else None) or {}
        parameters |= {name: file[1] for name, file in files.items()}
        if "/file/bot" in url:
            return 200, self.files[url.rpartition("/")[2]]
        call = Call(url.rpartition("/")[2], parameters)
        self.calls.append(call)
        refusal = self._refusal(call)
        if refusal is not None:
            return int(refusal["error_code"]), json.dumps({"ok": False, **refusal}).encode()
        try:
            return 200, json.dumps({"ok": True, "result": self._result(call)}).encode()
        except KeyError:
            return 400, b'{"ok": false, "error_code": 400, "description": "Bad Request: chat not found"}'

    def _refusal(self, call: Call) -> Json | None:
        if call.method in self.refusals:
            code, description = self.refusals[call.method]
            refusal: Json = {"error_code": code, "description": description}
            if (seconds := description.partition("retry after ")[2]).isdecimal():
                refusal["parameters"] = {"retry_after": int(seconds)}
            return refusal
        if call.method == "editMessageText" and call.parameters.get("message_id", FIRST_ID) < FIRST_ID:
            return {"error_code": 400, "description": "Bad Request: message to edit not found"}
        if call.method != "sendMessage":
            return None
        chat_id, thread_id = call.parameters["chat_id"], call.parameters.get("message_thread_id")
        refusal = {"error_code": 400}
        if chat_id in self.moved:
            parameters = {"migrate_to_chat_id": self.moved[chat_id]}
            return {
                **refusal,
                "description": "Bad Request: group chat was upgraded",
                "parameters": parameters,
            }
        if (chat_id, thread_id) in self.closed_topics:
            return {**refusal, "description": "Bad Request: TOPIC_CLOSED"}
        reply = call.parameters.get("reply_parameters", {})
        if self.missing_replies and not reply.get("allow_sending_without_reply", True):
            return {**refusal, "description": "Bad Request: message to be replied not found"}
        return None

    def _result(self, call: Call) -> object:
        if call.method == "getMe":
            return ME
        if call.method in {"sendMessage", "sendDocument", "sendPhoto", "editMessageText"}:
            chat = {"id": call.parameters["chat_id"], "type": "private"}
            message_id = call.parameters.get("message_id") or next(self._message_ids)
            return {"message_id": message_id, "date": 0, "chat": chat, "text": "…"}
        if call.method == "getFile":
            file_id = str(call.parameters["file_id"])
            size = len(self.files[file_id])
            return {"file_id": file_id, "file_unique_id": "u", "file_size": size, "file_path": file_id}
        if call.method == "getMyCommands":
            return []
        if call.method == "getWebhookInfo":
            return {"url": self.webhook_url, "has_custom_certificate": False, "pending_update_count": 3}
        if call.method == "answerGuestQuery":
            return {"inline_message_id": "x"}
        if call.method == "getChat":
            return self.chats[str(call.parameters["chat_id"])]
        if call.method == "getChatMember":
            return self._member(int(call.parameters["chat_id"]), int(call.parameters["user_id"]))
        return True

    def _member(self, chat_id: int, user_id: int) -> Json:
        status = self.statuses.get((chat_id, user_id), "member")
        rights = self.admin_rights if status == "administrator" else {}
        user = {"id": user_id, "is_bot": False, "first_name": "X"}
        return {"status": status, "user": user, **rights}


@dataclass
class Offline:
    """A bot to talk to; what it did is in `telegram.calls`."""

    bot: Bot
    telegram: FakeTelegram
    deps: Dependencies
    requeued: list[Received]
    _update_ids: Any = field(default_factory=lambda: count(1))

    async def receive(self, **content: Json) -> list[Call]:
        """Take an update in, handle it and finish it; return the calls that it led to."""
        received = await self.take_in(**content)
        return [] if received is None else await self.handle(received)

    async def take_in(self, **content: Json) -> Received | None:
        """Let an update arrive; return it as it waits in the inbox, None when it is not for us."""
        raw = {"update_id": next(self._update_ids), **content}
        owners = frozenset(self.deps.settings.admin_ids)
        me = Me(self.deps.bot_id, self.deps.username, command_names(), owners)
        received = sort_update(raw, me, datetime.now(UTC))
        if received is None:
            return None
        new = await self.deps.database.write_async(lambda connection: inbox.add(connection, [received]))
        return new[0] if new else None

    async def handle(self, received: Received, *, finish: bool = True) -> list[Call]:
        """Handle an update; return the calls that it led to. Without `finish` the process dies first."""
        before = len(self.telegram.calls)
        record = await Dispatcher(self.bot, self.deps).handle(received)
        if finish:

            def write(connection: Connection) -> None:
                record.write(connection)
                inbox.mark_done(connection, received.update_id)

            await self.deps.database.write_async(write)
            record.conclude()
        # Whether it takes so long that "typing…" is shown depends on the machine.
        return [call for call in self.telegram.calls[before:] if call.method != "sendChatAction"]

    def person(self, language: str | None = "en", *, id_: int = 7_000_000_001) -> "Person":
        """Somebody in a private chat with the bot."""
        return Person(self, {"id": id_, "is_bot": False, "first_name": "Ann", "language_code": language})

    def wait_no_longer(self) -> None:
        """Go to a moment at which Telegram wants no pause any more."""
        limiter = Limiter(self.deps.settings.sends_per_second)
        self.deps = replace(self.deps, messenger=Messenger(self.bot, limiter))

    async def close(self) -> None:
        """Let go of everything."""
        await self.bot.shutdown()
        self.deps.library.close()
        self.deps.database.close()


@dataclass
class Person:
    """Somebody who writes to the bot and presses its buttons."""

    bot: Offline
    user: Json
    chat: Json = field(default_factory=dict)
    asked: Json | None = None  # what the message replies to whose button is pressed
    _message_ids: Any = field(default_factory=lambda: count(101))

    def __post_init__(self) -> None:
        self.chat = self.chat or {"id": self.user["id"], "type": "private", "first_name": "Ann"}

    async def say(self, text: str, **details: Any) -> Call:
        """Send a text; return the one call of the bot, menus, typing and pictures aside."""
        calls = await self.send(text=text, **details)
        (call,) = (each for each in calls if not each.method.endswith(("MyCommands", "ChatAction", "Photo")))
        return call

    async def send(self, **content: Any) -> list[Call]:
        """Send any message; return the calls of the bot."""
        return await self.bot.receive(message=self.message(**content))

    async def edit(self, message_id: int, text: str, **details: Any) -> list[Call]:
        """Edit a message; return the calls of the bot."""
        edited = self.message(text=text, edit_date=_now(), **details) | {"message_id": message_id}
        return await self.bot.receive(edited_message=edited)

    async def press(self, call: Call, label: str) -> dict[str, Call]:
        """Press a button of what the bot has sent; return its calls by method."""
        markup = call.parameters.get("reply_markup", {})
        return await self.press_data(call.buttons[label], message_id=self.id_of(call), markup=markup)

    async def press_data(
        self, data: str, *, message_id: int = 1001, markup: Json | None = None
    ) -> dict[str, Call]:
        """Press a button that carries this data; return the bot's calls by method."""
        message = {"message_id": message_id, "date": 0, "chat": self.chat, "from": ME, "text": "…"}
        if self.asked is not None:
            message["reply_to_message"] = self.asked
        if markup:
            message["reply_markup"] = markup
        query = {"id": "1", "from": self.user, "message": message, "chat_instance": "1", "data": data}
        return {call.method: call for call in await self.bot.receive(callback_query=query)}

    def id_of(self, call: Call) -> int:
        """The id of the message that this call has sent or edited."""
        sends = [each for each in self.bot.telegram.calls if each.method == "sendMessage"]
        return call.parameters.get("message_id") or 1001 + sends.index(call)

    def message(self, **content: Any) -> Json:
        """A message of this person, as Telegram describes it."""
        text = content.get("text", "")
        note_said(text)
        if text.startswith("/"):
            length = len(text.split()[0])
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {
            "message_id": next(self._message_ids),
            "date": _now(),
            "chat": self.chat,
            "from": self.user,
            **content,
        }


async def open_offline(folder: Path, sources: dict[str, str], **settings: Any) -> Offline:
    """A bot over these sources (file name → text), with its database in the folder."""
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    for name, text in sources.items():
        (seeds / name).write_text(text)
    chosen = Settings(data_dir=folder, seeds_dir=seeds, sends_per_second=0, **settings)
    database = open_current(chosen.database_url)
    library = open_library(chosen, database)
    library.sync()
    telegram = FakeTelegram()
    bot = Bot("1:offline", request=telegram, get_updates_request=telegram)
    await bot.initialize()
    requeued: list[Received] = []
    began_at = datetime.fromtimestamp(_now(), UTC)
    deps = Dependencies(
        settings=chosen,
        library=library,
        database=database,
        editor=Editor(library, database, language=chosen.language, time_zone=chosen.timezone),
        texts=_TEXTS,
        messenger=Messenger(bot, Limiter(chosen.sends_per_second)),
        quota=Quota(chosen.questions_per_minute, time.monotonic),
        recent=RecentQuestions(time.monotonic),
        meters=Meters(),
        admins=Admins(time.monotonic),
        username=bot.username,
        bot_id=bot.id,
        requeue=requeued.extend,
        serves_since=lambda: began_at,
    )
    return Offline(bot, telegram, deps, requeued)


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
