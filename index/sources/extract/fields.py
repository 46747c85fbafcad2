"""The fields at the head of a file, whatever tool's names they have, to what a file says of itself. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from index.answering.links import is_web_address
from index.model import PartialDate
from index.sources.extract.dates import read_date
from index.sources.extract.metadata import Metadata

LONGEST_FIELD: Final = 500
MOST_TAGS: Final = 30

_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_WIKI_LINK: Final = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_ADDRESS: Final = re.compile(r"\s*<[^<>]*@[^<>]*>\s*$")
_YES_OR_NO: Final = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def read_fields(fields: Mapping[Any, Any], site_url: str | None = None) -> Metadata:
    """The metadata that fields give, the first name of each that is not empty.

    A field that cannot be read or that nobody knows is left out with a warning, one of another tool that
    says nothing of the text without. `site_url` is what relative addresses are joined to.
    """
    given = {
        str(name).strip().casefold().replace("-", "_").replace(" ", "_"): fields[name] for name in fields
    }
    values: dict[str, Any] = {}
    warnings: list[str] = []
    for name, (keys, read) in _READERS.items():
        for key in keys:
            value = given.get(key)
            if value in ("", None, [], {}) or name in values:
                continue
            try:
                found = read(value) if name != "url" else _read_url(value, key, site_url)
            except ValueError as error:
                warnings.append(f"{key}: {error}")
                continue
            if found:
                values[name] = found
    warnings += [f"{key}: is no field that is read" for key in given if key not in _KNOWN]
    return Metadata(**values, warnings=tuple(warnings))


def _read_text(given: Any) -> str:
    text = " ".join(_WIKI_LINK.sub(r"\1", given).split()) if isinstance(given, str) else ""
    if not text or len(text) > LONGEST_FIELD:
        raise ValueError(f"is no text of 1 to {LONGEST_FIELD} characters")
    return text


def _read_url(given: Any, key: str, site_url: str | None) -> str | None:
    """An address; of a field that may hold something else, such as a path or a name, only if it is one."""
    if isinstance(given, list) and given:
        given = given[0]
    text = _read_text(given).strip("<>")
    if site_url is not None and key == "permalink" and not is_web_address(text):
        text = urljoin(f"{site_url.rstrip('/')}/", text.lstrip("/"))
    if is_web_address(text) and " " not in text:
        return text
    if key in _MAY_BE_NO_ADDRESS:
        return None
    raise ValueError(f"{text!r} is no http or https address")


def _read_names(given: Any) -> str | None:
    """A person or several, without their addresses; None for what is an address of a page."""
    if isinstance(given, dict):
        given = given.get("name", "")
    if isinstance(given, list):
        return ", ".join(filter(None, map(_read_names, given[:5]))) or None
    text = _ADDRESS.sub("", _read_text(given)).strip('"')
    return None if is_web_address(text) else text or None


def _read_day(given: Any) -> PartialDate:
    if isinstance(given, dict):
        given = given.get("date", "")
    text = _read_text(given).strip("<>[]")
    found = read_date(text)
    if found is None:
        raise ValueError(f"{text!r} is no date like 2024, 2024-08 or 2024-08-08")
    return found


def _read_language(given: Any) -> str:
    match = _LANGUAGE.fullmatch(_read_text(given))
    if match is None:
        raise ValueError(f"{given!r} is no language code like en or ru")
    return match[1].lower()


def _read_tags(given: Any) -> tuple[str, ...]:
    tags = given.split(",") if isinstance(given, str) else given
    if not isinstance(tags, list) or len(tags) > MOST_TAGS:
        raise ValueError(f"is no list of up to {MOST_TAGS} tags")
    named = (_read_text(tag).lstrip("#").casefold() for tag in tags if tag not in ("", None))
    return tuple(dict.fromkeys(filter(None, named)))


def _read_places(given: Any) -> tuple[str, ...]:
    """Ids, addresses or files, one or several."""
    places = [given] if isinstance(given, str) else given
    if not isinstance(places, list) or not 0 < len(places) <= MOST_TAGS:
        raise ValueError(f"is no list of up to {MOST_TAGS} ids, addresses or files")
    return tuple(_read_text(place).strip("<>") for place in places)


def _read_yes_or_no(given: Any) -> bool:
    answer = _YES_OR_NO.get(_read_text(given).lower())
    if answer is None:
        raise ValueError(f"{given!r} is neither true nor false")
    return answer


_MAY_BE_NO_ADDRESS: Final = {"link", "permalink", "source", "slug", "canonical"}
_URL = (
    "url canonical canonical_url canonicalurl original_url external_url link permalink"  # the likeliest first
    " source source_url"
)
_PUBLISHER = "publisher site_name site source author authors from creator"
_DAY = (
    "published publishdate publish_date published_at published_on pubdate date created created_at"
    " date_created creation_date updated lastmod last_modified last_modified_at last_update last_updated"
    " modified updated_at date_updated sent"
)
_READERS: Final[dict[str, tuple[list[str], Callable[[Any], Any]]]] = {
    "title": (["title", "subject"], _read_text),
    "url": (_URL.split(), _read_text),
    "publisher": (_PUBLISHER.split(), _read_names),
    "published": (_DAY.split(), _read_day),
    "language": (["language", "lang", "locale"], _read_language),
    "tags": (["tags", "tag", "categories", "category", "keywords", "topics"], _read_tags),
    "aliases": (["aliases", "alias"], _read_tags),
    "retells": (["retells"], _read_yes_or_no),
    "valid_until": (["valid_until", "expires", "expiry_date", "expirydate"], _read_day),
    "supersedes": (["supersedes", "replaces"], _read_places),
}
_OF_OTHER_TOOLS = (
    "abstract bcc cascade cc class content_transfer_encoding content_type copyright cover css cssclass"
    " cssclasses cover_image custom_edit_url description draft excerpt format hide_table_of_contents"
    " hide_title id image in_reply_to latex_input layout license math message_id mime_version nav_order"
    " outputs"
    " pagination_label params parent public received references reply_to return_path series sidebar"
    " sidebar_label sidebar_position slug status subtitle summary template thumbnail to toc type uid uuid"
    " version weight"
)
_KNOWN: Final = frozenset(_OF_OTHER_TOOLS.split()).union(*(keys for keys, _ in _READERS.values()))
