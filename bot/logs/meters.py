"""Figures of what the bot does, counted since its start, for Prometheus to read."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)


class Meters:
    """Counts and times; `registry` holds them. May be used from any thread."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # series that nobody looks at
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "footnote_questions", "Questions asked.", ["chat", "outcome"], registry=self.registry
        )
        self._updates = Counter(
            "footnote_updates", "Updates handled, or given up as dead.", ["outcome"], registry=self.registry
        )
        self._deliveries = Counter(
            "footnote_deliveries", "Attempts to deliver an announcement.", ["outcome"], registry=self.registry
        )
        self._stages = Histogram(
            "footnote_stage_seconds",
            "How long an update waits in the inbox, is handled, and how long the library takes to answer.",
            ["stage"],
            buckets=SECONDS,
            registry=self.registry,
        )

    def asked(self, chat: str, outcome: str) -> None:
        """Count a question by its chat (private, group, guest) and outcome (answered, refused, talk)."""
        self._questions.labels(chat, outcome).inc()

    def handled(self, outcome: str) -> None:
        """Count an update: `done`, `failed` (to be tried again), `dead`, `left out` because it is none,
        or with its reply `refused`."""
        self._updates.labels(outcome).inc()

    def delivered(self, outcome: str) -> None:
        """Count an attempt to deliver by what came of it, such as `sent` or `gone`."""
        self._deliveries.labels(outcome).inc()

    def took(self, stage: str, seconds: float) -> None:
        """Note how long a stage took: `waiting`, `handling` or `answering`."""
        self._stages.labels(stage).observe(seconds)
