"""The YAML fields at the head of a file, read without trust. Pure."""

import re
from collections.abc import Callable
from typing import Any

from index.answering.links import is_web_address
from index.model import PartialDate
from index.sources.extract.blocks import Unreadable
from index.sources.extract.metadata import Metadata

LONGEST_BYTES = 8 * 1024
DEEPEST = 8
LONGEST_FIELD = 500
MOST_BRACKETS = 50
MOST_TAGS = 30

_BRACKET = re.compile(r"[\[{]")
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"(?:[ \t]*(?:#.*)?\n)*['\"]?[A-Za-z_][\w-]*['\"]?[ \t]*:(?:\s|$)")
_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_YES_OR_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """The fields at the head of a file and the text below them; no fields when the file begins otherwise.

    A wrong field is left out with a warning. Raise Unreadable for front matter that is broken or hostile: no
    end, over 8 KiB, no YAML, aliases, no mapping.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Metadata(), text
    looks_like_fields = _FIELD.match(text, opening.end()) is not None
    closing = _CLOSING.search(text, opening.end())
    head = text[opening.end() : closing.start()] if closing else ""
    if closing is None or len(head.encode()) > LONGEST_BYTES:
        if looks_like_fields:
            raise Unreadable("has front matter that does not end within 8 KiB")
        return Metadata(), text
    loaded = _load(head)
    if isinstance(loaded, str) and not looks_like_fields:  # two rulers with words between them
        return Metadata(), text
    if loaded is not None and not isinstance(loaded, dict):
        raise Unreadable("has front matter that is no list of fields")
    return _read_fields(loaded or {}), text[closing.end() :]


def _load(head: str) -> Any:
    """The YAML value, every scalar as it is written; refused is what could grow or nest without end."""
    if len(_BRACKET.findall(head)) > MOST_BRACKETS:  # the parser takes the square of their number
        raise Unreadable("has front matter that is nested too deep")
    import yaml  # 30 ms, and most files have no front matter

    try:
        depth = 0
        for event in yaml.parse(head, Loader=yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise Unreadable("has front matter that is nested too deep")
            if getattr(event, "anchor", None) is not None:
                raise Unreadable("has front matter with anchors or aliases")
        return yaml.BaseLoader(head).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise Unreadable(f"has front matter that is no YAML{where}") from error
    except RecursionError as error:
        raise Unreadable("has front matter that is nested too deep") from error


def _read_fields(fields: dict[Any, Any]) -> Metadata:
    values: dict[str, Any] = {}
    warnings: list[str] = []
    for name, read in _READERS.items():
        given = fields.get(name, "")
        if given == "":
            continue
        try:
            values[name] = read(given)
        except ValueError as error:
            warnings.append(f"{name}: {error}")
    return Metadata(**values, warnings=tuple(warnings))


def _read_text(given: Any) -> str:
    text = " ".join(given.split()) if isinstance(given, str) else ""
    if not text or len(text) > LONGEST_FIELD:
        raise ValueError(f"is no text of 1 to {LONGEST_FIELD} characters")
    return text


def _read_url(given: Any) -> str:
    text = _read_text(given)
    if not is_web_address(text) or " " in text:
        raise ValueError(f"{text!r} is no http or https address")
    return text


def _read_date(given: Any) -> PartialDate:
    match = _DATE.fullmatch(_read_text(given))
    if match is None:
        raise ValueError(f"{given!r} is no date like 2024, 2024-08 or 2024-08-08")
    return PartialDate.parse(match[1])


def _read_language(given: Any) -> str:
    match = _LANGUAGE.fullmatch(_read_text(given))
    if match is None:
        raise ValueError(f"{given!r} is no language code like en or ru")
    return match[1].lower()


def _read_tags(given: Any) -> tuple[str, ...]:
    tags = given.split(",") if isinstance(given, str) else given
    if not isinstance(tags, list) or len(tags) > MOST_TAGS:
        raise ValueError(f"is no list of up to {MOST_TAGS} tags")
    return tuple(dict.fromkeys(_read_text(tag).casefold() for tag in tags))


def _read_yes_or_no(given: Any) -> bool:
    answer = _YES_OR_NO.get(_read_text(given).lower())
    if answer is None:
        raise ValueError(f"{given!r} is neither true nor false")
    return answer


_READERS: dict[str, Callable[[Any], Any]] = {
    "title": _read_text,
    "url": _read_url,
    "publisher": _read_text,
    "published": _read_date,
    "language": _read_language,
    "tags": _read_tags,
    "retells": _read_yes_or_no,
}
