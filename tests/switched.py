"""A library whose search can be switched off, as when the server that searches is away."""

from collections.abc import Iterable

from index.engines import Batch, Query
from index.engines.choice import Choice
from index.engines.memory import MemoryEngine
from index.errors import SearchUnavailableError
from index.following import Follower
from index.library import Library
from index.model import Filter, Hit
from index.questions.glossary import read_glossary
from index.questions.talk import read_talk
from index.settings import Settings
from index.sources.watch.watched import Watched
from index.sources.web.opening import Web
from index.store.database import Database

WHY = "OpenSearch at search.example.org cannot be reached"


class Switch:
    """Whether search is away, and whether it can only be read."""

    def __init__(self) -> None:
        self.is_away = False
        self.is_read_only = False


class SwitchedEngine(MemoryEngine):
    """An engine that is there as long as the switch says so."""

    def __init__(self, switch: Switch) -> None:
        super().__init__()
        self._switch = switch
        self._check()

    def apply(self, batch: Batch, cursor: int) -> None:
        self._check()
        if self._switch.is_read_only:
            raise SearchUnavailableError("OpenSearch lets nothing be written")
        super().apply(batch, cursor)

    def search(self, query: Query, limit: int, within: Filter = Filter()) -> list[Hit]:
        self._check()
        return super().search(query, limit, within)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        self._check()
        return super().frequencies(terms)

    def cursor(self) -> int:
        self._check()
        return super().cursor()

    def generation(self) -> str:
        self._check()
        return super().generation()

    def _check(self) -> None:
        if self._switch.is_away:
            raise SearchUnavailableError(WHY)


def open_switched(settings: Settings, database: Database) -> tuple[Library, Switch]:
    """The library of the settings over an engine with a switch."""
    switch = Switch()
    follower = Follower(database, Choice(lambda: SwitchedEngine(switch)))
    web = Web(database, settings.refresh_seconds, settings.fetch_allow_private)
    watched = Watched(database, settings.seeds_dir, settings.site_url)
    return Library(watched, database, read_glossary(), read_talk(), follower, web), switch
