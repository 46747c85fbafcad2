"""The text of a message as a call brings it: parsed, trimmed, within the limits. Pure."""

from typing import Any

from bot.playground.server.entities import Entity, checked_url, trimmed, utf16_length, with_found
from bot.playground.server.formatting import FormattingError, parse_html
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import bad_request

MOST_TEXT = 4096
MOST_CAPTION = 1024
_MOST_BYTES = 1 << 15


def text_content(given: Parameters) -> dict[str, Any]:
    """`text` and `entities` of a message that must have text."""
    if not given.text("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(
        given.text("text"), given.text("parse_mode"), given.array("entities"), most=MOST_TEXT, what="message"
    )
    if not text:
        raise bad_request("text must be non-empty")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_content(given: Parameters) -> dict[str, Any]:
    """`caption` and `caption_entities` of a message that may have a caption."""
    caption, entities = formatted(
        given.text("caption"),
        given.text("parse_mode"),
        given.array("caption_entities"),
        most=MOST_CAPTION,
        what="message caption",
    )
    if not caption:
        return {}
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def formatted(
    source: str, parse_mode: str, given: list[Entity], *, most: int, what: str
) -> tuple[str, list[Entity]]:
    """Plain text and entities; refused as Telegram refuses it. `most` counts characters after parsing."""
    if len(source.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        raise bad_request("text is too long")
    try:
        source.encode("utf-8")
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    text, entities = _parsed(source.replace("\x00", ""), parse_mode.lower(), given)
    text, entities = trimmed(text, entities)
    if len(text) > most:
        raise bad_request(f"{what} is too long")
    return text, with_found(text, entities)


def _parsed(source: str, parse_mode: str, given: list[Entity]) -> tuple[str, list[Entity]]:
    if parse_mode == "html":
        try:
            return parse_html(source)
        except FormattingError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    if parse_mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    return source, [entity for entity in (_checked_entity(source, entity) for entity in given) if entity]


def _checked_entity(text: str, entity: Any) -> Entity | None:
    """An entity that came beside the text; None for a link that Telegram would drop."""
    if not isinstance(entity, dict) or "type" not in entity:
        raise bad_request("can't parse entities: expected an Object with a type")
    checked = {**entity, "offset": int(entity.get("offset", 0)), "length": int(entity.get("length", 0))}
    if checked["offset"] < 0 or checked["offset"] + checked["length"] > utf16_length(text):
        raise bad_request(
            f"can't parse entities: Entity beginning at UTF-16 offset {checked['offset']} ends after "
            f"the end of the text at UTF-16 offset {utf16_length(text)}"
        )
    if checked["type"] == "text_link":
        checked["url"] = checked_url(str(entity.get("url", "")))
    return None if checked.get("url", "") is None or checked["length"] <= 0 else checked
