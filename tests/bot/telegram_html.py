"""A strict reader of Telegram's HTML, written from its documentation, to judge what the bot would send."""

import re
from dataclasses import dataclass
from html import unescape

_ALLOWED = {"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
_TOKEN = re.compile(
    r"<(?P<close>/)?(?P<name>[a-z-]+)(?P<attributes>[^<>]*)>|(?P<text>[^<>]+)|(?P<stray>[<>])"
)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);")


class BadHtmlError(AssertionError):
    """Telegram would refuse the message, or not show it as meant."""


@dataclass(frozen=True)
class Entity:
    """A piece of marked text: its tag, what it shows, and where a link leads."""

    tag: str
    text: str
    url: str = ""


def read_html(html: str) -> tuple[str, list[Entity]]:
    """The text that is shown and its entities, in the order they end; raise BadHtmlError for any mistake."""
    text = ""
    entities: list[Entity] = []
    open_tags: list[tuple[str, int, str]] = []
    for token in _TOKEN.finditer(html):
        if token["text"] is not None:
            text += _plain(token["text"])
        elif token["stray"]:
            raise BadHtmlError(f"an unescaped {token['stray']} in {html!r}")
        elif token["close"]:
            if not open_tags or open_tags[-1][0] != token["name"]:
                raise BadHtmlError(f"</{token['name']}> closes nothing in {html!r}")
            name, start, url = open_tags.pop()
            if not text[start:].strip():
                raise BadHtmlError(f"<{name}> shows nothing in {html!r}")
            entities.append(Entity(name, text[start:], url))
        else:
            open_tags.append((token["name"], len(text), _url(token["name"], token["attributes"])))
    if open_tags:
        raise BadHtmlError(f"<{open_tags[-1][0]}> stays open in {html!r}")
    return text, entities


def check_message(html: str) -> str:
    """Raise BadHtmlError when Telegram would refuse or cut this message; return the text it shows."""
    text, entities = read_html(html)
    if not text.strip():
        raise BadHtmlError("nothing to show")
    if len(text.encode("utf-16-le")) // 2 > 4096 or len(text) > 4096:
        raise BadHtmlError("too long")
    if len(entities) > 100 or sum(12 + len(entity.url.encode()) for entity in entities) > 9500:
        raise BadHtmlError("too many entities")
    return text


def _url(name: str, attributes: str) -> str:
    if name not in _ALLOWED:
        raise BadHtmlError(f"<{name}> is no tag of Telegram")
    if name == "a":
        href = re.fullmatch(r' href="([^"<>]*)"', attributes)
        if href is None:
            raise BadHtmlError(f"a link without an address: {attributes!r}")
        url = _plain(href[1])
        if not url.startswith(("http://", "https://")):
            raise BadHtmlError(f"a link to {url!r}")
        return url
    if attributes and (name, attributes) != ("blockquote", " expandable"):
        raise BadHtmlError(f"<{name}> with {attributes!r}")
    return ""


def _plain(escaped: str) -> str:
    if "&" in _ENTITY.sub("", escaped):
        raise BadHtmlError(f"an unescaped & in {escaped!r}")
    return unescape(escaped)
