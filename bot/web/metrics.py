"""The bot's figures for Prometheus: what was counted since the start, and how things stand now."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import inbox
from bot.announcements import MISHAPS
from bot.delivery import ledger
from bot.logs.meters import Meters
from index import Database, count_sources


class State(Collector):
    """How things stand, read from the database whenever somebody asks. It blocks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._started_at = time.time()

    def collect(self) -> Iterator[Metric]:
        """The depth and age of inbox and outbox, and the size and health of the library."""
        now = datetime.now(UTC)
        waiting, dead, oldest = self._database.read(inbox.backlog)
        updates = GaugeMetricFamily("footnote_inbox_updates", "Updates in the inbox.", labels=["state"])
        updates.add_metric(["waiting"], waiting)
        updates.add_metric(["dead"], dead)
        yield updates
        yield _age("footnote_inbox_oldest_seconds", "How long the oldest update has waited.", oldest, now)
        outbox = GaugeMetricFamily("footnote_outbox_deliveries", "Deliveries by state.", labels=["state"])
        for state, count in self._database.read(ledger.count_by_state).items():
            outbox.add_metric([state], count)
        yield outbox
        planned = self._database.read(ledger.oldest_waiting)
        yield _age("footnote_outbox_oldest_seconds", "How long the oldest delivery is due.", planned, now)
        yield from self._library_figures()
        yield _mishaps()
        started = GaugeMetricFamily("footnote_started_seconds", "When the bot was started, in Unix time.")
        started.add_metric([], self._started_at)
        yield started

    def _library_figures(self) -> Iterator[Metric]:
        counts = self._database.read(count_sources)
        health = GaugeMetricFamily("footnote_sources", "Sources by health.", labels=["health"])
        health.add_metric(["ok"], counts.sources - counts.failing)
        health.add_metric(["failing"], counts.failing)
        yield health
        passages = GaugeMetricFamily("footnote_passages", "Passages that can be asked about.")
        passages.add_metric([], counts.passages)
        yield passages


def _mishaps() -> Metric:
    left_out = CounterMetricFamily(
        "footnote_mishaps", "What could not be dealt with and was left out of announcing.", labels=["what"]
    )
    for what, count in sorted(MISHAPS.items()):
        left_out.add_metric([what], count)
    return left_out


def _age(name: str, meaning: str, since: datetime | None, now: datetime) -> Metric:
    age = GaugeMetricFamily(name, meaning)
    age.add_metric([], max(0.0, (now - since).total_seconds()) if since else 0.0)
    return age


def metrics_route(meters: Meters, state: State) -> Route:
    """`/metrics` in the text format of Prometheus."""
    standing = CollectorRegistry()
    standing.register(state)

    def tell() -> bytes:
        return generate_latest(meters.registry) + generate_latest(standing)

    async def metrics(_request: Request) -> Response:
        return Response(await asyncio.to_thread(tell), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
