"""The pages of a sitemap as the documents of one source: those that changed are fetched, politely."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from index.errors import SourceError
from index.model import Document, DocumentId, SourceId
from index.sources.extract import Listed, Sitemap
from index.sources.ingest import Progress, short_id
from index.sources.web.documents import page_document
from index.sources.web.looking import RefusedError, Web, fetch, read_page, read_sitemap

logger = logging.getLogger(__name__)

MOST_PAGES: Final = 500
MOST_SITEMAPS: Final = 20
_ROBOT: Final = "Footnote"


@dataclass(frozen=True, slots=True)
class Visited:
    """What a look at a sitemap's pages has found.

    `listed` are the ids of all documents that the site still lists, `changed` what it says of the last change
    of each page that was read, `notices` sentences about what was left out; it is not whole when a page that
    is listed could not be read.
    """

    documents: tuple[Document, ...]
    listed: frozenset[DocumentId]
    changed: Mapping[str, str]
    notices: tuple[str, ...] = ()
    is_whole: bool = True


def visit(
    web: Web,
    source_id: SourceId,
    sitemap: Sitemap,
    url: str,
    *,
    known: Collection[DocumentId] = (),
    changed: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Visited:
    """Read the pages that are new or say that they have changed; one that fails stays as it was.

    `changed` is what the pages said when they were read last. Raises SourceError when robots.txt cannot be
    had, since then nothing may be asked for, and when no page can be read.
    """
    before = changed or {}
    pages = _all_pages(web, sitemap)
    rules = _rules(web, url)
    allowed = [each for each in pages if rules.can_fetch(_ROBOT, each.url)]
    chosen = allowed[:MOST_PAGES]
    ids = {each.url: DocumentId(short_id(source_id, each.url)) for each in chosen}
    due = [each for each in chosen if not _is_known(each, ids[each.url], known, before)]
    read: dict[str, Document] = {}
    reasons: list[str] = []
    for number, each in enumerate(due, 1):
        try:
            page = read_page(web, fetch(web, each.url)).extracted
            read[each.url] = replace(page_document(source_id, page), id=ids[each.url], url=each.url)
        except SourceError as error:
            logger.info("The page %s of a sitemap is left out: it %s", each.url, error.reason)
            reasons.append(error.reason)
        if progress is not None:
            progress(number, len(due))
    if not read and not known:
        raise SourceError(
            url, f"lists no page that can be read: the first {reasons[0]}" if reasons else _EMPTY
        )
    kept = {each.url: each.changed for each in chosen if each.url in read or each.url in before}
    over = len(allowed) - len(chosen)
    notices = _notices(url, refused=len(pages) - len(allowed), over=over, failed=len(reasons))
    return Visited(tuple(read.values()), frozenset(ids.values()), kept, notices, is_whole=not reasons)


_EMPTY: Final = "lists no page of its own site that robots.txt allows to read"


def _all_pages(web: Web, sitemap: Sitemap) -> list[Listed]:
    """The pages of a sitemap and of those that it names, as many as are read at most and some more."""
    pages = list(sitemap.pages)
    for each in sitemap.sitemaps[:MOST_SITEMAPS]:
        if len(pages) > MOST_PAGES:
            break
        try:
            inner = read_sitemap(web, fetch(web, each.url))
        except SourceError as error:
            logger.info("The sitemap %s is left out: it %s", each.url, error.reason)
            continue
        pages += inner.pages
    return list({each.url: each for each in pages}.values())


def _rules(web: Web, url: str) -> RobotFileParser:
    """What robots.txt allows; a site without one allows all."""
    place = urlunsplit(urlsplit(url)._replace(path="/robots.txt", query="", fragment=""))
    rules = RobotFileParser()
    try:
        lines = fetch(web, place).body.decode("utf-8", errors="replace").splitlines()
    except RefusedError as error:
        if error.answer.status >= 500 or error.answer.status == 429:
            raise SourceError(url, "cannot be read now: its robots.txt cannot be had") from error
        lines = []
    rules.parse(lines)
    return rules


def _is_known(
    each: Listed, document_id: DocumentId, known: Collection[DocumentId], before: Mapping[str, str]
) -> bool:
    """Whether a page was read, and says that it has not changed since."""
    return document_id in known and bool(each.changed) and before.get(each.url) == each.changed


def _notices(url: str, *, refused: int, over: int, failed: int) -> tuple[str, ...]:
    told = {
        f"{refused} pages are closed to programs by robots.txt": refused,
        f"{over} pages are beyond the {MOST_PAGES} that are read": over,
        f"{failed} pages could not be read": failed,
    }
    found = [sentence for sentence, number in told.items() if number]
    return (f"{url}: {'; '.join(found)}.",) if found else ()
