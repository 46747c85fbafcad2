"""JSON Feed 1.0 and 1.1. Pure."""

import html
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

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


def read_json(content: bytes, url: str) -> Feed:
    """The feed that was fetched from `url`; SourceError, with that, when it is none."""
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        raise SourceError(url, "is no feed") from None
    if not isinstance(given, dict) or "jsonfeed.org" not in str(given.get("version", "")):
        raise SourceError(url, "is no feed")
    items = [item for item in given.get("items") or [] if isinstance(item, dict)]
    return Feed(
        title=one_line(str(given.get("title") or "")) or host_of(url),
        url=web_address(given.get("home_page_url"), url),
        language=language_of(given.get("language")),
        keep_minutes=None,
        entries=tuple(_json_entry(item, url) for item in items[:MOST_ENTRIES]),
    )


def _json_entry(item: Mapping[str, Any], url: str) -> Entry:
    authors = [each.get("name") for each in item.get("authors") or [] if isinstance(each, dict)]
    plain = html.escape(str(item.get("content_text") or "")).replace("\n\n", "</p><p>")
    full = str(item.get("content_html") or "") or (f"<p>{plain}</p>" if plain else "")
    link = web_address(item.get("url") or item.get("external_url"), url)
    made = make_entry(
        key=str(item.get("id") or link or ""),
        title=str(item.get("title") or ""),
        markup=full or html.escape(str(item.get("summary") or "")),
        url=link,
        author=", ".join(one_line(str(name)) for name in authors if name) or None,
        published=_iso_day(item.get("date_published") or item.get("date_modified")),
        tags=tuple(one_line(str(tag)) for tag in item.get("tags") or [] if tag),
    )
    return replace(made, is_summary=not full)


def _iso_day(text: object) -> PartialDate | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    day = moment.astimezone(UTC) if moment.tzinfo else moment
    return PartialDate(day.year, day.month, day.day)
