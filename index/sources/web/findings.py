"""What was seen at an address as a source with its documents, whatever it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from index.model import Document, DocumentId, SourceId
from index.sources.feeds.entries import host_of
from index.sources.ingest import Progress
from index.sources.web.documents import feed_documents, page_document
from index.sources.web.looking import Seen, Web
from index.sources.web.sitemaps import visit

OF_PAGES: Final = "pages"
"""The name under which a sitemap's validators keep what its pages said of their last change."""

_SITEMAP_MINUTES: Final = int(timedelta(hours=24).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Found:
    """The source that was seen, and its documents.

    Where `listed` is told, documents that are not among these are gone. `validators` are kept beside the
    answer's own, which count only if the look `is_whole`. `keep_minutes` is how long it may be kept.
    """

    title: str
    url: str | None
    publisher: str | None
    language: str | None
    documents: Collection[Document]
    listed: Collection[DocumentId] | None = None
    keep_minutes: int | None = None
    validators: Mapping[str, Any] = field(default_factory=dict)
    is_whole: bool = True
    notices: tuple[str, ...] = ()


def interpret(
    web: Web,
    source_id: SourceId,
    seen: Seen,
    *,
    known: Collection[DocumentId] = (),
    validators: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Found:
    """The source with its documents; `known` are those it has, `validators` what the last look has kept."""
    if seen.page is not None:
        document = page_document(source_id, seen.page)
        page = seen.page
        return Found(page.title, page.url, page.publisher, document.language, [document])
    if seen.feed is not None:
        feed = seen.feed
        documents = feed_documents(web, source_id, feed, known)
        return Found(
            feed.title, feed.url, feed.title, feed.language, documents, keep_minutes=feed.keep_minutes
        )
    assert seen.sitemap is not None
    url = seen.answer.url
    changed = (validators or {}).get(OF_PAGES, {})
    visited = visit(web, source_id, seen.sitemap, url, known=known, changed=changed, progress=progress)
    return Found(
        title=host_of(url),
        url=url,
        publisher=host_of(url),
        language=next((document.language for document in visited.documents), None),
        documents=visited.documents,
        listed=visited.listed,
        keep_minutes=_SITEMAP_MINUTES,
        validators={OF_PAGES: dict(visited.changed)},
        is_whole=visited.is_whole,
        notices=visited.notices,
    )
