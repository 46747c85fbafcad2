"""The engine, kept up with the log of changes. Nobody who asks waits for that, but for the first filling."""

import logging
import threading
import time
from functools import partial
from typing import Final, NamedTuple

from sqlalchemy import Connection

from index.engines import Batch, Engine
from index.engines.choice import Choice, Opener
from index.errors import DatabaseError, SearchUnavailableError
from index.store.corpus.following.news import holds_more, languages, since
from index.store.database import Database

logger = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
"""How often whoever asks makes the engine look for what other processes have changed."""

AWAY_SECONDS: Final = 2.0
"""So long nobody tries again to reach a search server that could not be reached."""

_MOST_WITHOUT_DISK: Final = 20_000
"""Passages that an engine in memory holds where that on disk cannot be opened: some seconds to fill."""


class Followed(NamedTuple):
    """An engine with what it holds, the languages of the corpus it is a copy of, and what has opened it."""

    engine: Engine
    languages: frozenset[str]
    opener: Opener
    cursor: int


class Follower:
    """Fills an engine when it is first needed, and lets it follow the log from then on.

    An engine that is a copy of another database, or has read of changes that never were, is filled anew. A
    corpus that has become too large or too small for its engine moves to another while the first one answers.
    """

    def __init__(self, database: Database, choice: Choice) -> None:
        self._database = database
        self._choice = choice
        self._followed: Followed | None = None
        self._looked_at = 0.0
        self._trouble = ""
        self._away = 0.0, ""
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
            self._followed = self._first() if self._followed is None else self._read_log(self._followed)
            self._followed = self._moved(self._followed)
            self._looked_at = time.monotonic()
            return self._followed

    def follow(self) -> None:
        """Do as `catch_up` does; where search is away, the engine catches up when it is back."""
        try:
            self.catch_up()
        except SearchUnavailableError as error:
            self._note(error)

    def close(self) -> None:
        """Let go of the engine, once it has caught up if it is at that."""
        if self._beside is not None:
            self._beside.join()
        with self._following:
            if self._followed is not None:
                self._followed.engine.close()
                self._followed = None

    def _first(self) -> Followed:
        until, why = self._away
        if time.monotonic() < until:  # those who ask at the same time need not all wait for the same
            raise SearchUnavailableError(why)
        most = self._choice.most_in_small
        opener = self._choice.suiting(most + self._database.read(partial(holds_more, most=most)))
        try:
            return self._filled(opener)
        except DatabaseError as error:
            is_much = self._database.read(partial(holds_more, most=_MOST_WITHOUT_DISK))
            if opener is self._choice.small or is_much:
                raise
            logger.warning("%s; the passages are held in memory", error)
            return self._filled(self._choice.small)

    def _filled(self, opener: Opener) -> Followed:
        try:
            followed = Followed(opener(), frozenset(), opener, -1)
        except SearchUnavailableError as error:
            self._away = time.monotonic() + AWAY_SECONDS, str(error)
            raise
        try:
            return self._read_log(followed)
        except SearchUnavailableError as error:
            if not followed.engine.size():
                followed.engine.close()
                raise
            self._note(error)  # what it holds can be asked although nothing can be written
            return followed._replace(languages=self._database.read(languages))

    def _moved(self, followed: Followed) -> Followed:
        """The corpus in the engine that suits its size, which may be the one it is in."""
        opener = self._choice.suiting(followed.engine.size(), followed.opener)
        if opener is followed.opener:
            return followed
        try:
            moved = self._filled(opener)
        except DatabaseError as error:
            logger.warning("%s; the passages stay where they are", error)
            return followed
        logger.info("%d passages have moved to the engine for their number", moved.engine.size())
        return moved  # the other one is not closed: questions asked before are still answered by it

    def _read_log(self, followed: Followed) -> Followed:
        engine = followed.engine
        cursor = engine.cursor() if engine.generation() == self._database.generation else None
        return self._database.read(partial(self._take_over, followed=followed, cursor=cursor))

    def _take_over(self, connection: Connection, followed: Followed, cursor: int | None) -> Followed:
        """Let the engine have what is new, and say what it holds then."""
        engine, news = followed.engine, since(connection, cursor)
        if news is None:  # another process may have let it have that
            if followed.cursor == cursor:
                return followed
            return followed._replace(languages=languages(connection), cursor=cursor or 0)
        whole_of = self._database.generation if news.is_whole else None
        engine.apply(Batch(news.added, news.removed, whole_of), news.cursor)
        return followed._replace(languages=news.languages, cursor=news.cursor)

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
            self._trouble = ""
        except DatabaseError as error:
            self._note(error)
        except Exception:
            logger.exception("The engine cannot follow the log of changes")

    def _note(self, error: DatabaseError) -> None:
        if str(error) != self._trouble:  # said once, not every second
            logger.error("The engine cannot follow the log of changes: %s", error)
        self._trouble = str(error)
