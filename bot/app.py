"""The composition root: which parts the bot is made of, what runs beside its answers, and how it ends."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from typing import Final

from telegram import Bot
from telegram.request import BaseRequest

from bot import upkeep
from bot.announcements import Editor, for_admitted
from bot.answers.recent import RecentQuestions
from bot.chats.admins import Admins
from bot.chats.allowances import SharedQuota
from bot.chats.quota import Quota
from bot.context import Dependencies
from bot.delivery.courier import Courier
from bot.delivery.digest import Compose
from bot.inbox import Received
from bot.logs.meters import Meters
from bot.loops import Company, Parts, run_loops
from bot.migrations import HEAD
from bot.operations.starting import log_start
from bot.receiving.addressing import Me
from bot.receiving.connecting import build_bot, connect
from bot.receiving.polling import Poller, TokenRefusedError
from bot.receiving.updates import Dispatcher, Intake
from bot.receiving.worker import Worker
from bot.rendering.texts import Texts
from bot.replicas.claims import SharedClaims, SoleClaims
from bot.replicas.membership import Membership, new_replica
from bot.replicas.replica import Replica, unfenced
from bot.routes import command_names
from bot.sending.limits import Limiter
from bot.sending.messenger import Messenger
from bot.sending.requests import DirectRequest, QuietRequest
from bot.settings import Settings
from bot.web.listening import listen
from bot.web.webhook import Webhook, secret_from
from index import Database, FootnoteError, Library, open_database, open_library, sole_user_of

logger = logging.getLogger(__name__)

STOP_WITHIN_SECONDS: Final = 20.0
LIBRARY_THREADS: Final = 3

Requests = Callable[[], tuple[BaseRequest, BaseRequest]]
"""Opens the ways to Telegram: one for what is sent, one for polling."""


def http_requests() -> tuple[BaseRequest, BaseRequest]:
    """Over HTTP, with patience."""
    # A send cut short may have arrived all the same: better to wait long for Telegram's word.
    sending = DirectRequest(8, seconds=20, connect_seconds=10)
    return sending, QuietRequest(1, connect_timeout=10)


async def run(settings: Settings, open_requests: Requests = http_requests) -> int:
    """Answer until SIGTERM or SIGINT, then finish what is under way; return the exit code.

    0: asked to stop. 1: Telegram has refused the token for long while running, or a bug. Raises SettingsError
    when it refuses the token from the start, and FootnoteError when the database cannot be used
    or another bot uses DATA_DIR.
    """
    # Python computes one answer at a time anyway: more threads would only wait for each other.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(LIBRARY_THREADS, "library"))
    stop = asyncio.Event()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_, stop.set)  # a second one changes nothing
    serving = asyncio.create_task(_serve(settings, open_requests))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        logger.info("Stopping: finishing what is under way")
        serving.cancel()
    return await _exit_code(serving)


async def _exit_code(serving: asyncio.Task[None]) -> int:
    try:
        await serving
    except asyncio.CancelledError:
        return 0
    except FootnoteError:
        raise
    except Exception as error:  # logged, since a traceback printed by Python may show the token
        if isinstance(error, ExceptionGroup) and error.subgroup(TokenRefusedError):
            logger.critical("TELEGRAM_TOKEN: Telegram has refused it for five minutes; was it revoked?")
        else:
            logger.critical("Stopped by an error nobody expected", exc_info=error)
        return 1
    return 0


async def _serve(settings: Settings, open_requests: Requests) -> None:
    """Open what the bot needs, run its loops for ever, and let go of everything in the reverse order."""
    async with AsyncExitStack() as stack:
        stack.enter_context(sole_user_of(settings.data_dir))
        listening = listen(settings.http_host, settings.http_port) if settings.http_port else None
        if listening is not None:
            stack.callback(listening.close)
        database = open_database(settings.database_url, heads={"bot": HEAD}, migrate_apart=True)
        stack.callback(database.close)
        replica = new_replica(database)
        membership = await _join(database, replica, stack)
        library = open_library(settings, database, leads=lambda: replica.standing.leads)
        stack.callback(library.close)
        await asyncio.to_thread(_fill, library, settings, database, reads=replica.standing.leads)

        sending, polling = open_requests()
        stack.push_async_callback(sending.shutdown)
        stack.push_async_callback(polling.shutdown)
        bot = build_bot(settings, sending, polling)
        await connect(bot, polling=settings.webhook_url is None)
        stack.push_async_callback(bot.shutdown)

        def requeue(received: Iterable[Received]) -> None:
            if replica.is_alone:  # otherwise the leader finds them, and who handles them
                worker.add(received)

        limiter = Limiter(settings.sends_per_second)
        dependencies = _dependencies(settings, database, library, bot, limiter, requeue, replica)
        dispatcher = Dispatcher(bot, dependencies)
        claims = SharedClaims(database, replica) if membership else SoleClaims()
        worker = Worker(
            database, dispatcher.handle, dispatcher.apologise, wait=dispatcher.wait, claims=claims
        )
        courier = _courier(dependencies)
        stack.push_async_callback(_stop, worker, courier)
        me = Me(dependencies.bot_id, dependencies.username, command_names(), await dependencies.owners())
        intake = Intake(database, worker, me, dependencies.meters, claims)
        if membership:
            await membership.serve()
        await intake.resume()
        logger.info("Listening as @%s", dependencies.username)
        receiver = _receiver(settings, bot, polling, intake, membership)
        company = (
            Company(membership, claims, limiter) if isinstance(claims, SharedClaims) and membership else None
        )
        await run_loops(Parts(dependencies, bot, receiver, worker, courier, replica, company), listening)


async def _join(database: Database, replica: Replica, stack: AsyncExitStack) -> Membership | None:
    """Be one of the replicas until the end; None where this bot is alone on its database."""
    if replica.is_alone:
        return None
    membership = Membership(database, replica)
    stack.push_async_callback(membership.end)
    await membership.connected()
    logger.info("One of the replicas on this database, number %d", replica.number)
    return membership


async def _stop(worker: Worker, courier: Courier) -> None:
    """Begin no answer and no delivery any more, and let those under way end."""
    await asyncio.gather(worker.stop(STOP_WITHIN_SECONDS), courier.stop(STOP_WITHIN_SECONDS))


def _receiver(
    settings: Settings, bot: Bot, polling: BaseRequest, intake: Intake, membership: Membership | None
) -> Poller | Webhook:
    if settings.webhook_url is None:
        fence = membership.check_leads if membership else unfenced
        return Poller(polling, bot.base_url, partial(intake.receive, fence=fence))
    given = settings.webhook_secret
    secret = given.get_secret_value() if given else secret_from(settings.token())
    return Webhook(bot, settings.webhook_url, secret, intake.receive)


def _fill(library: Library, settings: Settings, database: Database, *, reads: bool) -> None:
    """Read the folder, unless another one does, and fill the engine: no first question waits for that."""
    try:
        if reads:
            upkeep.read_at_start(library, settings.seeds_dir)
        log_start(settings, database)
    except FootnoteError as error:  # a folder away, a database locked: they are looked at again soon
        logger.error("The sources cannot be read: %s", error)
    upkeep.fill_engine(library)
    gc.collect()
    gc.freeze()  # what is loaded by now stays: looking through all of it again would hold up a question


def _dependencies(
    settings: Settings,
    database: Database,
    library: Library,
    bot: Bot,
    limiter: Limiter,
    requeue: Callable[[Iterable[Received]], None],
    replica: Replica,
) -> Dependencies:
    return Dependencies(
        settings=settings,
        library=library,
        database=database,
        editor=Editor(library, database, language=settings.language, time_zone=settings.timezone),
        texts=Texts.load(),
        messenger=Messenger(bot, limiter),
        quota=_quota(settings.questions_per_minute, database),
        recent=RecentQuestions(time.monotonic),
        meters=Meters(),
        admins=Admins(time.monotonic),
        username=bot.username,
        bot_id=bot.id,
        requeue=requeue,
        serves_since=replica.serves_since,
    )


def _quota(per_minute: int, database: Database) -> Quota | SharedQuota:
    return SharedQuota(per_minute, database) if database.is_shared else Quota(per_minute, time.monotonic)


def _composer(dependencies: Dependencies) -> Compose:
    digest, settings = dependencies.editor.digest, dependencies.settings
    if settings.open_access:
        return digest
    return for_admitted(digest, dependencies.database, settings.admin_ids)


def _courier(dependencies: Dependencies) -> Courier:
    settings = dependencies.settings
    return Courier(
        dependencies.database,
        _composer(dependencies),
        dependencies.messenger,
        dependencies.texts,
        username=dependencies.username,
        per_second=settings.sends_per_second,
        meters=dependencies.meters,
        kept=timedelta(hours=settings.queue_hours),
    )
