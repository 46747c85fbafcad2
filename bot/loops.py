"""What runs beside the answers: what every replica does, and what is done by the one that leads."""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from telegram import Bot

from bot import upkeep
from bot.announcements import Announcer
from bot.context import Dependencies
from bot.delivery.courier import Courier
from bot.delivery.notices import Notices
from bot.operations.owners import look_after, watch_itself
from bot.receiving.following import Following
from bot.receiving.polling import Poller
from bot.receiving.worker import Worker
from bot.replicas.claims import SharedClaims
from bot.replicas.heirs import Heirs
from bot.replicas.leading import while_leading
from bot.replicas.membership import Membership
from bot.replicas.replica import Replica, unfenced
from bot.sending.limits import Limiter
from bot.web.application import web_application
from bot.web.listening import serve
from bot.web.webhook import Webhook

Run = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Company:
    """The other replicas, as this one keeps in touch with them."""

    membership: Membership
    claims: SharedClaims
    limiter: Limiter


@dataclass(frozen=True, slots=True)
class Parts:
    """What the loops work with; `company` is None where this bot is alone on its database."""

    dependencies: Dependencies
    bot: Bot
    receiver: Poller | Webhook
    worker: Worker
    courier: Courier
    replica: Replica
    company: Company | None

    def heard_at(self) -> float | None:
        """The monotonic second of the last word from Telegram, which a follower gets through the leader."""
        standing = self.replica.standing
        follows = isinstance(self.receiver, Poller) and standing.is_present and not standing.leads
        return time.monotonic() if follows else self.receiver.heard_at


async def run_loops(parts: Parts, listening: socket.socket | None) -> None:
    """Receive updates, and beside that look at the sources, announce, deliver and forget, for ever."""
    runs = {name: partial(upkeep.for_ever, name, run) for name, run in _of_all(parts).items()}
    leading = {name: partial(upkeep.for_ever, name, run) for name, run in _of_the_leader(parts).items()}
    async with asyncio.TaskGroup() as group:
        loops = {name: group.create_task(run()) for name, run in runs.items()}
        for name, run in leading.items():
            loops[name] = group.create_task(while_leading(parts.replica, run))
        group.create_task(while_leading(parts.replica, lambda: _publish_menus(parts)))
        group.create_task(upkeep.forget_questions(parts.dependencies.recent))
        if listening is not None:
            application = web_application(parts.dependencies, parts.receiver, parts.heard_at, loops)
            group.create_task(serve(application, listening))


async def _publish_menus(parts: Parts) -> None:
    await upkeep.publish_menus(parts.bot, parts.dependencies.texts, parts.dependencies.settings)


def _of_all(parts: Parts) -> Mapping[str, Run]:
    runs: dict[str, Run] = {
        "delivering": parts.courier.run,
        "watching itself": lambda: watch_itself(parts.dependencies, parts.heard_at),
    }
    if isinstance(parts.receiver, Webhook):
        runs["receiving"] = parts.receiver.run
    if (company := parts.company) is not None:
        following = Following(parts.dependencies.database, parts.replica, company.membership, company.claims)
        runs["standing"] = lambda: following.stand(parts.worker, parts.courier, company.limiter)
        runs["hearing"] = lambda: following.hear(parts.worker, parts.courier)
    return runs


def _of_the_leader(parts: Parts) -> Mapping[str, Run]:
    dependencies, courier, company = parts.dependencies, parts.courier, parts.company
    settings, library, database = dependencies.settings, dependencies.library, dependencies.database
    announcer = Announcer(
        library,
        database,
        time_zone=settings.timezone,
        fence=company.membership.check_leads if company else unfenced,
    )
    notices = Notices(
        database,
        dependencies.messenger,
        dependencies.texts,
        owners=dependencies.owners,
        language=settings.language,
        kept=timedelta(hours=settings.queue_hours),
    )
    wake = company.membership.call_couriers if company else courier.wake
    runs: dict[str, Run] = {
        "sources": lambda: upkeep.watch_sources(library, settings.watch_seconds),
        "web": lambda: upkeep.watch_web(library),
        "pruning": lambda: upkeep.prune(database),
        "announcing": lambda: announcer.run(settings.watch_seconds, wake),
        "looking after": lambda: look_after(dependencies),
        "telling": notices.run,
    }
    if isinstance(parts.receiver, Poller):
        runs["receiving"] = parts.receiver.run
    if company is not None:
        runs["passing on"] = Heirs(database, parts.replica, company.claims).run
    return runs
