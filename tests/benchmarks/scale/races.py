"""Engines side by side on the same terms."""

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from index.store.corpus.following.news import since
from index.store.database import open_database
from tests.benchmarks.scale import contestants
from tests.benchmarks.scale.corpus import Invented, invented, size, stored
from tests.benchmarks.scale.measures import centile, disk_mb, timed
from tests.benchmarks.scale.questions import terms_of


@dataclass(frozen=True)
class Lane:
    """What one engine took: seconds to read the corpus and build, MB on disk, milliseconds a search."""

    build_s: float
    disk_mb: float
    milliseconds: list[float] = field(default_factory=list)
    shared: list[float] = field(default_factory=list)


def race(folder: Path, *, searches: int) -> dict[str, Lane]:
    """Let each engine take the corpus of the folder's database and answer the same searches, by turns.

    `shared` is the part of raw tantivy's best ten that the engine has among its own.
    """
    chance = random.Random(1)
    with closing(open_database(f"sqlite:///{folder / 'footnote.db'}")) as database:
        passages = size(database)
        asked = [terms_of(one, chance) for one in stored(database, searches)]
        lanes, searching = {}, {}
        for name, build in contestants.ALL.items():
            if passages <= contestants.LARGEST.get(name, passages):
                own = folder / "engines" / name.replace(" ", "-").replace(",", "")
                shutil.rmtree(own, ignore_errors=True)
                searching[name], seconds = timed(partial(database.read, partial(_taken, build, own)))
                lanes[name] = Lane(seconds, disk_mb(own))
    for number, terms in enumerate(asked):
        best: set[str] = set()
        for name in sorted(searching, key=lambda name: name != "tantivy, raw"):
            if name in contestants.SLOW and passages > 20_000 and number >= 10:
                continue
            found, seconds = timed(partial(searching[name], terms))
            lanes[name].milliseconds.append(seconds * 1e3)
            best = best or set(found[:10])
            lanes[name].shared.append(len(best & set(found[:10])) / max(1, len(best)))
    return lanes


def _taken(build: contestants.Build, own: Path, connection: Connection) -> contestants.Search:
    """The engine, once it has taken all that is stored."""
    news = since(connection, None)
    assert news is not None
    return build(news.added, own)


def sampled(passages: int, count: int) -> list[Invented]:
    """Passages from all over the corpus."""
    step = max(1, passages // count)
    return list(islice(invented(passages), 0, None, step))[:count]


def slowest(milliseconds: list[float]) -> Iterator[float]:
    """p50 and p99."""
    return (centile(milliseconds, share) for share in (0.5, 0.99))
