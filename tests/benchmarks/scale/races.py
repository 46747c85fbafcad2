"""Runs: engines side by side on the same terms, and whole answers from a database."""

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from index.library import open_library
from index.settings import Settings
from index.store.database import open_database
from tests.benchmarks.scale import contestants
from tests.benchmarks.scale.corpus import PASSAGES, Invented, fill, invented
from tests.benchmarks.scale.measures import anonymous_mb, centile, disk_mb, timed
from tests.benchmarks.scale.questions import questions, terms_of


@dataclass(frozen=True)
class Lane:
    """What one engine took: seconds to invent the corpus and build, MB on disk, milliseconds a search."""

    build_s: float
    disk_mb: float
    milliseconds: list[float] = field(default_factory=list)
    shared: list[float] = field(default_factory=list)


def race(passages: int, folder: Path, *, searches: int) -> dict[str, Lane]:
    """Let each engine take the corpus and answer the same searches, by turns.

    `shared` is the part of raw tantivy's best ten that the engine has among its own.
    """
    chance = random.Random(1)
    asked = [terms_of(one, chance) for one in sampled(passages, searches)]
    lanes, searching = {}, {}
    for name, build in contestants.ALL.items():
        if passages <= contestants.LARGEST.get(name, passages):
            own = folder / name.replace(" ", "-").replace(",", "")
            searching[name], seconds = timed(partial(build, invented(passages), own))
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


def sampled(passages: int, count: int) -> list[Invented]:
    """Passages from all over the corpus."""
    step = max(1, passages // count)
    return list(islice(invented(passages), 0, None, step))[:count]


@dataclass(frozen=True)
class Whole:
    """What a library over a database took; `answers` are milliseconds by the kind of question."""

    answers: Mapping[str, list[float]]
    right: float
    fill_s: float
    start_s: float
    change_ms: float
    anonymous_mb: float
    database_mb: float
    index_mb: float


def whole(passages: int, folder: Path, *, asked: int, engine: str = "disk") -> Whole:
    """Ask a library of so many passages whole questions, from a database filled for it."""
    passages -= passages % PASSAGES  # documents are whole
    database = open_database(f"sqlite:///{folder / 'footnote.db'}")
    fill(database, invented(passages))
    (folder / "seeds").mkdir()
    settings = Settings(data_dir=folder, seeds_dir=folder / "seeds", engine=engine)  # type: ignore[arg-type]
    library = open_library(settings, database)
    _, fill_s = timed(library.cursor)
    library.close()

    def first_answer() -> None:
        nonlocal library
        library = open_library(settings, database)
        library.answer("baka")

    _, start_s = timed(first_answer)
    about = sampled(passages, asked)
    answers: dict[str, list[float]] = {}
    right = 0
    for kind, texts in questions(about).items():
        for text, one in zip(texts, about, strict=True):
            unfinished = kind == "last word unfinished"
            started = time.thread_time()
            answer = library.answer(text, unfinished=unfinished)
            answers.setdefault(kind, []).append((time.thread_time() - started) * 1e3)
            right += kind == "plain" and [quote.passage_id for quote in answer.quotes[:1]] == [one.id]
    used = anonymous_mb()
    fill(database, islice(invented(passages + 120), passages, None, None))
    _, change_s = timed(library.cursor)
    library.close()
    database.close()
    sizes = disk_mb(folder), disk_mb(folder / "engine")
    return Whole(answers, right / len(about), fill_s, start_s, change_s * 1e3, used, *sizes)


def slowest(milliseconds: list[float]) -> Iterator[float]:
    """p50 and p99."""
    return (centile(milliseconds, share) for share in (0.5, 0.99))
