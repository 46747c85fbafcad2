"""The engine, kept up with the log of changes. Nobody who asks waits for that, but for the first filling."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from index.engines import Batch, Engine
from index.store.corpus import changes
from index.store.database import Database

logger = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
"""How often whoever asks makes the engine look for what other processes have changed."""


class Followed(NamedTuple):
    """An engine with what it holds, and the languages of the corpus it is a copy of."""

    engine: Engine
    languages: frozenset[str]


class Follower:
    """Fills an engine when it is first needed, and lets it follow the log from then on.

    An engine that is a copy of another database, or has read of changes that never were, is filled anew.
    """

    def __init__(
        self, database: Database, open_engine: Callable[[], Engine], *, many: int | None = None
    ) -> None:
        """Warn once of an engine that holds more than `many` passages."""
        self._database = database
        self._open_engine = open_engine
        self._many = many
        self._followed: Followed | None = None
        self._looked_at = 0.0
        self._following = threading.Lock()
        self._beside: threading.Thread | None = None

    def is_filled(self) -> bool:
        """Whether there is an engine that can be asked."""
        return self._followed is not None

    def current(self) -> Followed:
        """The engine as it is, at most about a second behind the log; it catches up beside the questions."""
        followed = self._followed
        if followed is None:
            return self.catch_up()
        if time.monotonic() - self._looked_at > LOOK_SECONDS:
            self._catch_up_beside()
        return followed

    def catch_up(self) -> Followed:
        """Wait until the engine is where the log was when this was called, or beyond."""
        with self._following:
            self._followed = followed = self._read_log(self._followed)
            self._looked_at = time.monotonic()
            return followed

    def close(self) -> None:
        """Let go of the engine, once it has caught up if it is at that."""
        if self._beside is not None:
            self._beside.join()
        with self._following:
            if self._followed is not None:
                self._followed.engine.close()
                self._followed = None

    def _read_log(self, followed: Followed | None) -> Followed:
        engine = followed.engine if followed is not None else self._open_engine()
        is_ours = engine.generation() == self._database.generation
        news = self._database.read(partial(changes.since, cursor=engine.cursor() if is_ours else None))
        if news is None and followed is not None:
            return followed
        if news is not None:
            whole_of = self._database.generation if news.is_whole else None
            engine.apply(Batch(news.added, news.removed, whole_of), news.cursor)
            self._warn_of_many(engine.size())
        languages = self._database.read(changes.languages) if news is None else news.languages
        return Followed(engine, languages)

    def _warn_of_many(self, size: int) -> None:
        if self._many is not None and size > self._many:
            logger.warning("%d passages are many for an engine in memory", size)
            self._many = None

    def _catch_up_beside(self) -> None:
        self._looked_at = time.monotonic()
        if self._beside is None or not self._beside.is_alive():
            self._beside = threading.Thread(
                target=self._catch_up_quietly, name="engine-follower", daemon=True
            )
            self._beside.start()

    def _catch_up_quietly(self) -> None:
        try:
            self.catch_up()
        except Exception:
            logger.exception("The engine cannot follow the log of changes")
