"""Telegram's HTML: escaped, cut and measured. Whatever text comes in, what goes out is valid."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import Final
from unicodedata import combining
from urllib.parse import urlsplit

TEXT_LIMIT: Final = 4096  # after parsing; counted here in UTF-16 units, the strictest reading
ENTITY_LIMIT: Final = 100
ENTITY_BYTES_LIMIT: Final = 9500
_ENTITY_BYTES: Final = 12  # what an entity takes beside its link
_LINK_BYTES_LIMIT: Final = 2048

_BIDI_CONTROLS: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS: Final = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_UNWANTED: Final = dict.fromkeys((*_BIDI_CONTROLS, *_CONTROLS), "") | dict.fromkeys(
    range(0xD800, 0xE000), "\ufffd"
)
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_OPENING_TAG: Final = re.compile(r'<([a-z]+)(?: href="([^"]*)")?[^>]*>')
_TAG: Final = re.compile(r"<[^>]*>")
_JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f\u20e3") | {chr(tone) for tone in range(0x1F3FB, 0x1F400)}
_LONGEST_CLUSTER: Final = 32


class Html(str):
    """Telegram HTML: a string whose markup is meant."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> "Html":
        """Any text as HTML that shows it; what is HTML already stays as it is."""
        return text if isinstance(text, Html) else cls(escape(text.translate(_UNWANTED)))


def join(separator: str, parts: Iterable[str]) -> Html:
    """The parts that are not empty, with the separator between them."""
    return Html(Html.of(separator).join(Html.of(part) for part in parts if part))


def bold(text: str) -> Html:
    """The text in bold."""
    return _tagged(Html.of(text), "<b>", "</b>")


def link(text: str, url: str | None) -> Html:
    """The text, as a link when the address is one that may be linked to."""
    return (
        Html(f'<a href="{Html.of(url)}">{Html.of(text)}</a>') if url and is_linkable(url) else Html.of(text)
    )


def quotation(text: str, *, expandable: bool = False) -> Html:
    """The text as a quotation; an expandable one shows its first lines until it is tapped."""
    return _tagged(Html.of(text), f"<blockquote{' expandable' if expandable else ''}>", "</blockquote>")


def isolated(text: str) -> Html:
    """The text in one line, kept from turning the direction of what stands beside it."""
    html = Html(" ".join(Html.of(text).split()))
    return Html(f"\u2068{html}\u2069") if _RIGHT_TO_LEFT.search(html) else html


def is_linkable(url: str) -> bool:
    """Whether the address is a web address of a length that Telegram takes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return web and url.isprintable() and " " not in url and len(url.encode()) <= _LINK_BYTES_LIMIT


def clip(text: str, limit: int) -> str:
    """The beginning of the text in at most `limit` characters, cut after a word and then ending with `…`."""
    if len(text) <= limit:
        return text
    end = max(0, limit - 1)
    space = max(text.rfind(character, end // 2, end + 1) for character in " \n\u00a0")
    end = space if space > 0 else _cluster_start(text, end)
    return text[:end].rstrip(" \n\t\u00a0,;:.—–-") + "…"


def plain(html: str) -> str:
    """The text of Telegram HTML without its tags."""
    return unescape(_TAG.sub("", html))


def text_units(text: str) -> int:
    """The length of plain text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(html: str) -> bool:
    """Whether Telegram takes it as one message."""
    links = [url for _, url in _OPENING_TAG.findall(html)]
    entity_bytes = sum(_ENTITY_BYTES + len(unescape(url).encode()) for url in links)
    shown = text_units(unescape(_TAG.sub("", html)))
    return shown <= TEXT_LIMIT and len(links) <= ENTITY_LIMIT and entity_bytes <= ENTITY_BYTES_LIMIT


def fitting(draw: Callable[[float], Html]) -> Html:
    """What `draw` makes of the largest share (1 and below) of its full lengths that fits in one message."""
    share = 1.0
    while share > 0.02:
        html = draw(share)
        if fits(html):
            return html
        share *= 0.9
    raise ValueError("this text does not get short enough for a message")


def _tagged(html: Html, start: str, end: str) -> Html:
    """The text between its tags, or nothing where it has nothing to show."""
    return Html(start + html + end) if _TAG.sub("", html).strip() else Html()


def _is_border(text: str, position: int) -> bool:
    """Whether a cut here parts no letter from its accents and no emoji from its parts."""
    if position in {0, len(text)}:
        return True
    joined = combining(text[position]) != 0 or text[position] in _JOINERS or text[position - 1] == "\u200d"
    return not joined


def _cluster_start(text: str, position: int) -> int:
    nearest = range(position, max(0, position - _LONGEST_CLUSTER) - 1, -1)
    return next((start for start in nearest if _is_border(text, start)), position)
