"""How long two hundred feeds of fifty entries take: a first look, one of 304s, and questions meanwhile.

.venv/bin/python -m tests.benchmarks.feeds [FEEDS] [ENTRIES]
"""

import resource
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from index.library import Library, open_library
from index.settings import Settings
from index.sources.fetch import Fetcher
from index.sources.sandbox import Sandbox
from index.sources.web.refreshing import WebSources
from index.store.database import open_database
from tests.index.sources.web.site import Site, resolve_test_hosts, running_site

WORDS = ("harbour", "ferry", "crane", "bridge", "island", "winter", "ticket", "morning", "keeper", "lamp")
DEAD = "/dead.xml"


def entry(feed: int, number: int) -> str:
    words = [WORDS[(feed * 7 + number * 3 + place) % len(WORDS)] for place in range(120)]
    text = ". ".join(" ".join(words[start : start + 12]).capitalize() for start in range(0, 120, 12))
    body = f"<p>Number {feed}x{number}. {text}.</p>"
    return (
        f"<title>Entry {number} of {feed}</title><guid>{feed}-{number}</guid>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
    )


def ask(library: Library, stopping: threading.Event, took: list[float]) -> None:
    number = 0
    while not stopping.is_set():
        began = time.perf_counter()
        library.answer(
            f"What is said of the {WORDS[number % len(WORDS)]} and the {WORDS[(number + 3) % 10]}?"
        )
        took.append(time.perf_counter() - began)
        number += 1
        stopping.wait(0.25)


def timed(web: WebSources, what: str) -> None:
    began, used = time.perf_counter(), time.process_time()
    report = web.refresh(everything=True)
    print(
        f"{what}: {time.perf_counter() - began:.1f} s ({time.process_time() - used:.1f} s of this process), "
        f"{len(report.changed)} changed, {len(report.failed)} failed"
    )


def measure(site: Site, place: Path, feeds: int, entries: int) -> None:
    (place / "seeds").mkdir()
    settings = Settings(data_dir=place, seeds_dir=place / "seeds")
    database = open_database(settings.database_url)
    fetcher = Fetcher(["site.test"], resolve=resolve_test_hosts)
    for feed in range(feeds):
        site.feed(f"/{feed}.xml", f"<title>First</title><guid>{feed}-first</guid>", ETag=f'"{feed}-0"')
    site.feed(DEAD, "<title>First</title>")
    with closing(Sandbox()) as sandbox, closing(open_library(settings, database)) as library:
        web = WebSources(database, fetcher, sandbox, timedelta(minutes=15))
        web.add([site.url(f"/{feed}.xml") for feed in range(feeds)])
        web.add([site.url(DEAD)])
        del site.answers[DEAD]
        for feed in range(feeds):
            site.feed(f"/{feed}.xml", *(entry(feed, each) for each in range(entries)), ETag=f'"{feed}-1"')
        stopping, took = threading.Event(), list[float]()
        asker = threading.Thread(target=ask, args=(library, stopping, took))
        asker.start()
        timed(web, f"{feeds} feeds of {entries} entries, one dead")
        stopping.set()
        asker.join()
        documents = sum(source.documents for source in library.sources())
        timed(web, "the second look")
        slow = quantiles(took or [0.0] * 2, n=20)[-1] * 1e3
        print(f"{documents} documents, {len(took)} questions meanwhile, p95 {slow:.0f} ms")
        print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    database.close()


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    with running_site() as running, TemporaryDirectory() as folder:
        measure(running, Path(folder), *(given or (200, 50)))
