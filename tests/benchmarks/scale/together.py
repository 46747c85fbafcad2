"""How many answers and searches a second: one after another, and two at once."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from index.engines import Query
from index.engines.disk import DiskEngine
from tests.benchmarks.scale.contestants import TOP, NothingStored
from tests.benchmarks.scale.corpus import stored
from tests.benchmarks.scale.opening import opened
from tests.benchmarks.scale.questions import questions

_ASKED = 100
_WARMING = 20


def rates_of_answers(folder: Path, seconds: float) -> tuple[float, float]:
    """Answers a second of one process, and of two that answer at the same time."""
    one, two = (_answers_of(folder, seconds, processes) for processes in (1, 2))
    return one, two


def rates_of_searches(folder: Path, seconds: float) -> tuple[float, float]:
    """Searches a second of one thread, and of two that search at the same time."""
    engine = DiskEngine(folder / "engine", NothingStored())
    asked = [text.split() for text in _plain(folder)]
    search = [partial(engine.search, Query(terms), TOP) for terms in asked]
    one, two = (_searches_of(search, seconds, threads) for threads in (1, 2))
    return one, two


def _answers_of(folder: Path, seconds: float, processes: int) -> float:
    context = get_context("spawn")
    start, done = context.Barrier(processes), context.Queue()
    workers = [context.Process(target=_answer, args=(folder, seconds, start, done)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    rates = [done.get(timeout=600) for _ in workers]
    for worker in workers:
        worker.join()
    return float(sum(rates))


def _answer(folder: Path, seconds: float, start: Barrier, done: Any) -> None:
    with ExitStack() as on:
        library, _ = opened(folder, on)
        asked = [partial(library.answer, text) for text in _plain(folder)]
        done.put(_rate(asked, seconds, start))


def _searches_of(search: Sequence[Callable[[], object]], seconds: float, threads: int) -> float:
    start = threading.Barrier(threads)
    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(lambda _: _rate(search, seconds, start), range(threads)))


def _rate(asked: Sequence[Callable[[], object]], seconds: float, start: Any) -> float:
    """How many a second are done, from when all are ready."""
    for ask in asked[:_WARMING]:
        ask()
    start.wait()
    number, began = 0, time.monotonic()
    for ask in cycle(asked):
        ask()
        number += 1
        if (took := time.monotonic() - began) >= seconds:
            break
    return number / took


def _plain(folder: Path) -> Sequence[str]:
    with ExitStack() as on:
        return questions(stored(opened(folder, on)[1], _ASKED))["plain"]
