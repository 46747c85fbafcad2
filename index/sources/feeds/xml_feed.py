"""RSS and Atom, read by feedparser."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import feedparser

from index.errors import SourceError
from index.model import PartialDate
from index.sources.feeds.entries import (
    MOST_ENTRIES,
    Entry,
    Feed,
    host_of,
    language_of,
    make_entry,
    one_line,
    web_address,
)


def read_xml(content: bytes, url: str) -> Feed:
    """The feed that was fetched from `url`; SourceError, with that, when it is none."""
    try:
        given = feedparser.parse(
            BytesIO(content),  # never a string: that would be opened as a file or an address
            response_headers={"content-location": url},
            sanitize_html=False,
            resolve_relative_uris=True,
        )
    except Exception as error:  # it reads nearly everything, and falls over the rest
        raise SourceError(url, "is a feed that is broken") from error
    if not given.get("version"):
        raise SourceError(url, "is no feed")
    about = given.get("feed", {})
    entries = tuple(_xml_entry(entry, url) for entry in given.get("entries", [])[:MOST_ENTRIES])
    return Feed(
        title=one_line(about.get("title", "")) or host_of(url),
        url=web_address(about.get("link"), url),
        language=language_of(about.get("language")),
        keep_minutes=_number(about.get("ttl")),
        entries=entries,
    )


def _xml_entry(entry: Mapping[str, Any], url: str) -> Entry:
    full = max((each.get("value", "") for each in entry.get("content", [])), key=len, default="")
    summary = entry.get("summary", "")
    link = web_address(entry.get("link"), url)
    guid = entry.get("id") or ""
    # Not by `get`, which takes one for the other and warns of it.
    moment = next((entry[name] for name in ("published_parsed", "updated_parsed") if name in entry), None)
    made = make_entry(
        key=guid or link or "",
        title=entry.get("title", ""),
        markup=full if len(full) >= len(summary) else summary,
        url=link,
        author=one_line(entry.get("author", "")) or None,
        published=_day(moment),
        tags=tuple(filter(None, (one_line(tag.get("term") or "") for tag in entry.get("tags", [])))),
    )
    return replace(made, is_summary=not full)


def _number(text: object) -> int | None:
    digits = str(text or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 7 else None


def _day(moment: Any) -> PartialDate | None:
    try:
        return PartialDate(moment.tm_year, moment.tm_mon, moment.tm_mday) if moment else None
    except (AttributeError, ValueError):
        return None
