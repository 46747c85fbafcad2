"""What can be done in the sandbox: the name of each job, and what it makes of bytes and an address."""

from collections.abc import Callable
from typing import Any, Final

from pydantic import TypeAdapter


def _page(content: bytes, name: str) -> Any:
    from index.sources.sandbox.page import read_page

    return read_page(content, name)


def _feed(content: bytes, url: str) -> Any:
    from index.sources.feeds.reading import read_feed

    return read_feed(content, url)


def _file(content: bytes, name: str) -> Any:
    from index.sources.extract import extract_all

    return extract_all(content, name)


def _words(content: bytes, url: str) -> Any:
    from index.sources.sandbox.page import words_of

    return words_of(content, url)


def _sitemap(content: bytes, url: str) -> Any:
    from index.sources.extract import read_sitemap

    return read_sitemap(content, url)


JOBS: Final[dict[str, Callable[[bytes, str], Any]]] = {
    "page": _page, "feed": _feed, "file": _file, "sitemap": _sitemap, "words": _words,
}  # fmt: skip


def adapter(job: str) -> TypeAdapter[Any]:
    """How the result of a job is written as JSON and read again."""
    if job == "page":
        from index.sources.sandbox.page import Page

        return TypeAdapter(Page)
    if job == "file":
        from index.sources.extract import Extracted

        return TypeAdapter(dict[str, Extracted])
    if job == "words":
        return TypeAdapter(str)
    if job == "sitemap":
        from index.sources.extract import Sitemap

        return TypeAdapter(Sitemap)
    from index.sources.feeds.entries import Feed

    return TypeAdapter(Feed)
