"""A site whose feed brings some of the news, and which the bot looks at again and again.

Its answers come from here and are read here: neither the network nor another process has a clock to jump.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from index.model import SourceId, SourceKind
from index.sources import fetch, sandbox
from index.sources.fetch import Fetched
from index.sources.sandbox.jobs import JOBS
from index.store.corpus import webs
from index.store.corpus.tables import documents
from tests.simulation import corpus, people
from tests.simulation.clock import BEGINNING
from tests.simulation.isolation import Surroundings, replace
from tests.simulation.troubles import Trouble

if TYPE_CHECKING:
    from tests.simulation.story import Story

FEED: Final = "https://town.test/feed.json"
LOOKS_SECONDS: Final = 15.0


@dataclass
class DeathAtRefresh(Trouble):
    """kill -9 when news has come from the site: before it is read, or around the commit that keeps it."""

    points: list[str]
    next_commit: str = ""

    def strikes(self) -> bool:
        """News has come: whether the process dies at once."""
        self.next_commit = self.points.pop() if self.points else ""
        return self.next_commit == "at once"

    def dies_at_commit(self, _story: "Story", *, before: bool) -> bool:
        dies = self.next_commit == ("before" if before else "after")
        if dies or not before:
            self.next_commit = ""
        return dies


class Site:
    """`published` are the keys of its news, the oldest first; `served` how many the bot has been told of."""

    def __init__(self, story: "Story", chance: Random, *, in_peace: bool) -> None:
        self._story, self._chance = story, chance
        self._out_of_order = 0.0 if in_peace else 0.1
        self.keys = frozenset(chance.sample(sorted(corpus.NEWS), chance.randint(1, 4)))
        points = [chance.choice(("at once", "before", "after", "")) for _ in range(chance.randint(0, 3))]
        self.death = DeathAtRefresh([] if in_peace else points)
        self.published: list[str] = []
        self.served = 0
        self.kept_too_early: list[str] = []

    def open(self) -> None:
        """The bot knows the feed, in which there is nothing yet."""
        source = webs.WebSource(
            SourceId("town"), SourceKind.FEED, FEED, "The Town", None, None, "en", {}, BEGINNING
        )
        self._story.disk.read(lambda c: webs.put(c, source, [], BEGINNING))

    def get(self, url: str, validators: Mapping[str, str]) -> Fetched:
        """What the site answers: its feed, that nothing has changed, or that it is out of order."""
        story = self._story
        known = int(validators.get("If-None-Match", '"0"').strip('"'))
        stored = self.stored()
        self.kept_too_early += [each for each in self.published[:known] if not stored.count(each)]
        if self._chance.random() < self._out_of_order:
            return Fetched(url, 503)
        newest = len(self.published)
        headers = {"etag": f'"{newest}"'}
        if known == newest and validators:
            return Fetched(url, 304, headers)
        for key in self.published[self.served :]:
            people.hear(story, key)
        self.served = newest
        story.note(f"the site tells of {newest}, {known} of them known")
        if newest > known and self.death.strikes():
            story.kill_process("after it was told of news")
        items = [_item(key) for key in reversed(self.published)]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Town", "items": items}
        return Fetched(url, 200, headers, json.dumps(feed).encode())

    def stored(self) -> list[str]:
        """The keys of the news that the database holds, as often as it holds them."""
        titles = self._story.disk.read(lambda c: list(c.scalars(select(documents.c.title))))
        return [key for key, title in corpus.TITLES.items() for _ in range(titles.count(title))]

    def audit(self) -> Iterator[str]:
        """Nothing that was published is lost or there twice; what is asked for tells of what is there."""
        stored = self.stored()
        for key in self.published:
            if stored.count(key) != 1:
                yield f"{key}, which the site has published, is there {stored.count(key)} times"
        for key in self.kept_too_early:
            yield f"the site was told that {key} is known before it was there"
        state = self._story.disk.read(lambda c: webs.find(c, FEED))
        tag = f'"{len(self.published)}"'
        if self.published and (state is None or state.validators.get("etag") != tag):
            yield f"the feed of {tag} is kept as {state and state.validators}"


def let_in(undo: ExitStack, around: Surroundings) -> None:
    """From now on the way out leads to the site of the story that is being told."""

    class Fetcher:
        def __init__(self, _allowed: object) -> None: ...

        def get(self, url: str, *, validators: Mapping[str, str] | None = None, **_how: Any) -> Fetched:
            site: Site = around.site
            return site.get(url, validators or {})

        def close(self) -> None: ...

    class Sandbox:
        def do(self, job: str, content: bytes, name: str, **_how: Any) -> Any:
            return JOBS[job](content, name)

        def close(self) -> None: ...

    replace(undo, fetch, "Fetcher", Fetcher)
    replace(undo, sandbox, "Sandbox", Sandbox)


def _item(key: str) -> dict[str, Any]:
    head, _, text = corpus.NEWS[key].removeprefix("---\n").partition("\n---\n")
    _, is_tagged, tags = head.partition("tags: [")
    return {
        "id": key,
        "title": corpus.TITLES[key],
        "content_text": text.strip(),
        "tags": [tags.rstrip("]\n")] if is_tagged else [],
    }
