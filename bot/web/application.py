"""The web application: health, figures, and the webhook where there is one."""

import asyncio
from collections.abc import Callable, Mapping

from starlette.applications import Starlette

from bot.context import Dependencies
from bot.receiving.polling import Poller
from bot.web.health import Health
from bot.web.metrics import State, metrics_route
from bot.web.webhook import Webhook


def web_application(
    dependencies: Dependencies,
    receiver: Poller | Webhook,
    heard_at: Callable[[], float | None],
    loops: Mapping[str, asyncio.Task[None]],
) -> Starlette:
    """What is answered over HTTP, of a bot that gets its updates from `receiver` and runs these loops.

    `heard_at` tells the monotonic second of the last word from Telegram, None before the first.
    """
    database, library = dependencies.database, dependencies.library
    health = Health(loops, heard_at, database, library)
    metrics = metrics_route(dependencies.meters, State(database))
    webhook = [receiver.route()] if isinstance(receiver, Webhook) else []
    return Starlette(routes=[*health.routes(), metrics, *webhook])
