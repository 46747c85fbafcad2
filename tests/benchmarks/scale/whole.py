"""Whole answers from a database: each step in a process of its own, so that its memory is its own."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from index.library import Library
from index.store.database import open_database
from tests.benchmarks.scale.corpus import PASSAGES, fill, invented, size, stored
from tests.benchmarks.scale.measures import anonymous_mb, disk_mb, peak_mb, timed
from tests.benchmarks.scale.opening import opened
from tests.benchmarks.scale.questions import questions
from tests.benchmarks.scale.together import rates_of_answers, rates_of_searches

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Whole:
    """What a library over a database took; `answers` are milliseconds by the kind of question.

    `together` is how many answers a second one process and two have given, and how many searches one thread
    and two have done.
    """

    answers: Mapping[str, list[float]]
    right: float
    fill_s: float
    fill_mb: float
    start_s: float
    ask_s: float
    change_ms: float
    anonymous_mb: float
    database_mb: float
    index_mb: float
    together: tuple[tuple[float, float], tuple[float, float]]


def whole(passages: int, folder: Path, *, asked: int, seconds: float = 4.0) -> Whole:
    """Ask a library of so many passages whole questions; a folder that is filled is used as it is."""
    passages -= passages % PASSAGES  # documents are whole
    apart(_fill, passages, folder)
    fill_s, fill_mb = apart(_make_index, folder)
    start_s, answers, right, used = apart(_ask, folder, asked)
    ask_s = _ask_once(folder)
    change_ms = apart(_change, folder)
    sizes = disk_mb(folder), disk_mb(folder / "engine")
    rates = rates_of_answers(folder, seconds), apart(rates_of_searches, folder, seconds)
    return Whole(answers, right, fill_s, fill_mb, start_s, ask_s, change_ms, used, *sizes, rates)


def apart(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What `work` returns, done in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *arguments, **named).result()


def _fill(passages: int, folder: Path) -> None:
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    with closing(open_database(f"sqlite:///{folder / 'footnote.db'}")) as database:
        if not size(database):
            fill(database, invented(passages))


def _make_index(folder: Path) -> tuple[float, float]:
    """The processor time for all passages, and the most memory that it took."""
    shutil.rmtree(folder / "engine", ignore_errors=True)
    with ExitStack() as on:
        _, seconds = timed(opened(folder, on)[0].cursor)
    return seconds, peak_mb()


def _ask(folder: Path, asked: int) -> tuple[float, dict[str, list[float]], float, float]:
    """How long the first answer took, all others by kind, how many are right, and the memory for that."""
    with ExitStack() as on:
        library, start_s = timed(lambda: _first_answer(folder, on))
        about = stored(opened(folder, on)[1], asked)
        answers: dict[str, list[float]] = {}
        right = 0
        for kind, texts in questions(about).items():
            for text, one in zip(texts, about, strict=True):
                unfinished = kind == "last word unfinished"
                started = time.thread_time()
                answer = library.answer(text, unfinished=unfinished)
                answers.setdefault(kind, []).append((time.thread_time() - started) * 1e3)
                right += kind == "plain" and [quote.passage_id for quote in answer.quotes[:1]] == [one.id]
        return start_s, answers, right / len(about), anonymous_mb()


def _first_answer(folder: Path, on: ExitStack) -> Library:
    library, _ = opened(folder, on)
    library.answer("baka")
    return library


def _ask_once(folder: Path) -> float:
    """The processor time of the command that asks one question, from its start to its end."""
    environment = {"DATA_DIR": str(folder), "SEEDS_DIR": str(folder / "seeds"), "ENGINE": "disk"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "index", "ask", "baka"]
    subprocess.run(command, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _change(folder: Path) -> float:
    """The milliseconds until twenty more documents can be asked about, once they are stored."""
    with ExitStack() as on:
        library, database = opened(folder, on)
        library.cursor()
        fill(database, invented(20 * PASSAGES, after=size(database)))
        return timed(library.cursor)[1] * 1e3
