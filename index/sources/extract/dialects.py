"""What note programs and site builders add to Markdown, made plain: Obsidian, Logseq, MDX, Hugo. Pure."""

import re
from collections.abc import Iterator
from typing import Final

_FENCE: Final = re.compile(r"[ \t>]*(?P<sign>`{3,}|~{3,})")
_CODE: Final = re.compile(r"(?<!`)(`{1,3})(?!`)(?:[^`\n]|\n(?!\n)){1,400}?(?<!`)\1(?!`)")
_PUT_AWAY: Final = re.compile("\ue000(\\d{1,9})\ue001")
_WHOLE: Final = re.compile(
    r"(?<![\w%])%%(?!%)[^%]{0,20000}%%"  # Obsidian's comments
    r"|\{%-?\s*comment\s*-?%\}.{0,5000}?\{%-?\s*endcomment\s*-?%\}"
    r"|\{/\*.{0,2000}?\*/\}"
    r"|\{%[^{}]{0,500}?%\}|\{\{[<%][^{}]{0,500}?[%>]\}\}|\{\{[^{}<%\n][^{}\n]{0,300}\}\}",
    re.DOTALL,
)
_EMBED: Final = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]|\{\{(?:embed|query|renderer|video)\b[^\n]{0,300}?\}\}")
_WIKI_LINK: Final = re.compile(
    r"#?\[\[(?![\s\-!])(?P<target>[^\[\]|\n]{1,200}?)(?:\|(?P<alias>[^\[\]\n]{1,200}))?\]\]"
)
_REFERENCE: Final = re.compile(r"\(\([0-9a-f-]{36}\)\)")
_NOTE: Final = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
_NOTE_TEXT: Final = re.compile(r"^[ ]{0,3}\[\^[^\]\s]{1,60}\]:[ \t]+", re.MULTILINE)
_HIGHLIGHT: Final = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,300})(?<=[^\s=])==(?!=)")
_BLOCK_ID: Final = re.compile(r"[ \t]\^[\w-]{1,40}[ \t]*$", re.MULTILINE)
_CALLOUT: Final = re.compile(
    r"^(?P<quote>[ \t]*(?:>[ \t]?)+)\[![\w-]{1,30}\][+-]?[ \t]*(?P<title>.*)$", re.MULTILINE
)
_PROPERTY: Final = re.compile(
    r"^[ \t]*(?P<item>[-*][ \t]+)?[a-z][\w-]{0,40}::(?:[ \t][^\n]*)?\n?", re.MULTILINE
)
_STATE: Final = re.compile(
    r"^(?P<item>[ \t]*[-*][ \t]+)(?:TODO|DOING|DONE|NOW|LATER|WAITING)[ \t]+", re.MULTILINE
)
_ADMONITION: Final = re.compile(
    r"^[ \t]*:{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]*)[ \t]*(?P<title>[^\n]*)$", re.MULTILINE
)
_HEADING_ID: Final = re.compile(r"[ \t]*\{[#.:][^{}\n]{0,100}\}[ \t]*$", re.MULTILINE)
_IMPORT: Final = re.compile(r"^import\s[^\n;'\"]{0,300}['\"][^\n'\"]{1,200}['\"];?[ \t]*$", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export[ \t]+(?:const|let|var|default|function)\b(?:[^\n]+\n?)+", re.MULTILINE)
_JSX: Final = re.compile(
    r"</?[A-Z][\w.]*(?:\s[^<>]{0,1000})?/?>|<[a-z]\w*\s[^<>]{0,300}=\{[^<>]{0,300}\}[^<>]{0,300}>"
)
_MADE_PLAIN: Final = (
    (_EMBED, ""), (_REFERENCE, ""), (_NOTE, ""), (_NOTE_TEXT, ""), (_BLOCK_ID, ""), (_HEADING_ID, ""),
    (_JSX, ""), (_HIGHLIGHT, r"\1"), (_CALLOUT, r"\g<quote>\g<title>\n\g<quote>"), (_STATE, r"\g<item>"),
)  # fmt: skip


def plain_dialect(text: str) -> str:
    """The text in plain Markdown: code stays as it is, private comments go, links become their words."""
    return "".join(piece if is_code else _plain(piece) for is_code, piece in _parts(text))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text in fenced code and what stands between it."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if fence:
            lines.append(line)
            if match and match["sign"].startswith(fence) and not line[match.end() :].strip():
                yield True, "".join(lines)
                lines, fence = [], ""
        elif match:
            yield False, "".join(lines)
            lines, fence = [line], match["sign"]
        else:
            lines.append(line)
    yield bool(fence), "".join(lines)


def _plain(text: str) -> str:
    """Text without fenced code, made plain outside of code in its lines."""
    if not text.strip():
        return text
    codes: list[str] = []

    def put_away(code: re.Match[str]) -> str:
        codes.append(code[0])
        return f"\ue000{len(codes) - 1}\ue001"

    text = _CODE.sub(put_away, text)
    is_program = _IMPORT.search(text) is not None or _JSX.search(text) is not None
    text = _WHOLE.sub("", text) if "{" in text or "%%" in text else text
    if is_program:
        text = _EXPORT.sub("", _IMPORT.sub("", text))
    if "::" in text:
        text = _ADMONITION.sub(_admonition, _PROPERTY.sub(_property, text))
    for pattern, replacement in _MADE_PLAIN:
        text = pattern.sub(replacement, text)
    text = _WIKI_LINK.sub(lambda link: link["alias"] or link["target"].replace("#", " › ").strip(" ›"), text)
    return _PUT_AWAY.sub(lambda place: codes[int(place[1])] if int(place[1]) < len(codes) else "", text)


def _property(match: re.Match[str]) -> str:
    return f"{match['item']}\n" if match["item"] else ""


def _admonition(match: re.Match[str]) -> str:
    return f"\n{match['title']}\n" if match["title"] else "\n"
