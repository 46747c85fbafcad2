"""The head of a file as the tools that people use write it: YAML, TOML, `%` lines, header lines. Pure."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from index.sources.extract.fields import read_fields
from index.sources.extract.header_lines import header_fields, loose_fields
from index.sources.extract.metadata import Metadata

LONGEST_BYTES: Final = 16 * 1024
DEEPEST: Final = 8
MOST_BRACKETS: Final = 200

_BRACKET: Final = re.compile(r"[\[{]")
_OPENING: Final = re.compile(r"\s{0,100}(?P<ruler>---|\+\+\+)[ \t]*\n")
_CLOSING: Final = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_FIELD: Final = {
    "---": re.compile(r"(?:[ \t]*(?:#.*)?\n)*['\"]?[A-Za-z_][\w -]{0,40}['\"]?[ \t]*:(?:\s|$)"),
    "+++": re.compile(r"(?:[ \t]*(?:#.*)?\n)*['\"]?[A-Za-z_][\w-]*['\"]?[ \t]*=|\s*\[[\w.-]+\]"),
}


class _Head(NamedTuple):
    fields: Mapping[Any, Any]
    body: str
    warnings: tuple[str, ...] = ()


def split_front_matter(text: str, site_url: str | None = None) -> tuple[Metadata, str]:
    """The fields at the head of a file and the text below them; no fields when the file begins otherwise.

    A wrong field is left out with a warning. Of front matter that is broken the lines that can be understood
    are read; when it does not end, it ends with its last field. No text is lost.
    """
    opening = _OPENING.match(text)
    head = _between_rulers(text, opening) if opening else None
    if head is None:
        found = header_fields(text)
        if found is None:
            return Metadata(), text
        head = _Head(*found)
    metadata = read_fields(head.fields, site_url)
    return metadata.with_warnings(head.warnings), head.body


def _between_rulers(text: str, opening: re.Match[str]) -> _Head | None:
    ruler, start = opening["ruler"], opening.end()
    looks_like_fields = _FIELD[ruler].match(text, start) is not None
    closing = _CLOSING[ruler].search(text, start, start + LONGEST_BYTES)
    if closing is None:
        if not looks_like_fields:
            return None
        fields, end = loose_fields(text, start)
        return _Head(
            fields, text[end:], ("its front matter does not end; its fields were read up to the text",)
        )
    head, body = text[start : closing.start()], text[closing.end() :]
    if not head.strip():
        return _Head({}, body)
    try:
        loaded = tomllib.loads(head) if ruler == "+++" else _load_yaml(head)
    except _BrokenError as error:
        return _read_loosely(head, body, str(error)) if looks_like_fields else None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _read_loosely(head, body, f"is no TOML ({error})") if looks_like_fields else None
    if not isinstance(loaded, dict):
        return None  # two rulers with words between them
    return _Head(_as_written(loaded), body) if looks_like_fields or _FIELD[ruler].search(head) else None


def _read_loosely(head: str, body: str, reason: str) -> _Head:
    """What single lines of broken front matter say."""
    fields, _ = loose_fields(head, 0, skip_others=True)
    return _Head(fields, body, (f"its front matter {reason}; only what single lines say was read",))


class _BrokenError(Exception):
    """Front matter that is not read as a whole; the text says why."""


def _load_yaml(head: str) -> Any:
    """The YAML value, every scalar as it is written; refused is what could grow or nest without end."""
    if len(_BRACKET.findall(head)) > MOST_BRACKETS:  # the parser takes the square of their number
        raise _BrokenError("is nested too deep")
    import yaml  # 30 ms, and most files have no front matter

    try:
        depth = 0
        for event in yaml.parse(head, Loader=yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise _BrokenError("is nested too deep")
            if getattr(event, "anchor", None) is not None:
                raise _BrokenError("has anchors or aliases")
        return yaml.BaseLoader(head).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise _BrokenError(f"is no YAML{where}") from error
    except (RecursionError, ValueError, TypeError) as error:
        raise _BrokenError("is no YAML") from error


def _as_written(fields: Mapping[Any, Any]) -> dict[Any, Any]:
    """The fields with days, numbers and truth as words; those of TOML's tables stay in them."""
    return {name: _word(value) for name, value in fields.items()}


def _word(value: Any) -> Any:
    if isinstance(value, list):
        return [_word(one) for one in value]
    if isinstance(value, (str, dict)) or value is None:
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
