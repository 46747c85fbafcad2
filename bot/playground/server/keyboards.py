"""Inline keyboards: what Telegram takes of them, and its reasons for refusing. Pure.

Left out on purpose: reply keyboards, web apps, payments, games, logins.
"""

from typing import Any

from bot.playground.server.entities import checked_url
from bot.playground.server.refusals import bad_request

MOST_BUTTONS = 100
CALLBACK_BYTES = 64
_SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")
_CANNOT_PARSE = "can't parse inline keyboard button: "
_STYLES = ("primary", "success", "danger")


def checked_markup(markup: dict[str, Any]) -> dict[str, Any]:
    """What a message that is sent has below it: a keyboard, or a reply for the page to begin, or nothing.

    Telegram tells nobody but the client of that reply; so do we, in a field of the message of our own.
    """
    if markup.get("force_reply") is True:
        return {"force_reply": True}
    keyboard = checked_keyboard(markup)
    return {"reply_markup": keyboard} if keyboard else {}


def checked_keyboard(markup: dict[str, Any]) -> dict[str, Any] | None:
    """The keyboard as the server would show it; None when there is no button."""
    if "inline_keyboard" not in markup:
        if markup:
            raise bad_request("inline keyboard expected")
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    checked = [[_checked_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in checked) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _checked_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request(_CANNOT_PARSE + "InlineKeyboardButton must be an Object")
    label = button.get("text")
    if not isinstance(label, str):
        raise bad_request(_CANNOT_PARSE + 'Can\'t find field "text"')
    if not label.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    shown = {"text": label}
    if button.get("style"):
        if button["style"] not in _STYLES:
            raise bad_request(_CANNOT_PARSE + "invalid button style specified")
        shown["style"] = button["style"]
    return shown | _checked_action(button)


def _checked_action(button: dict[str, Any]) -> dict[str, Any]:
    if button.get("url"):
        url = checked_url(str(button["url"]))
        if url is None:
            raise bad_request(_wrong_address(str(button["url"])))
        return {"url": url}
    if button.get("callback_data"):
        if len(str(button["callback_data"]).encode()) > CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": str(button["callback_data"])}
    if isinstance(button.get("copy_text"), dict):
        if not 1 <= len(str(button["copy_text"].get("text", ""))) <= 256:
            raise bad_request("COPY_TEXT_INVALID")
        return {"copy_text": {"text": button["copy_text"]["text"]}}
    for switch in _SWITCHES:
        if switch in button:
            return {switch: button[switch]}
    raise bad_request(_CANNOT_PARSE + "Text buttons are unallowed in the inline keyboard")


def _wrong_address(url: str) -> str:
    scheme, colon, _ = url.partition(":")
    supported = not colon or scheme.lower() in ("http", "https", "tg", "ftp")
    why = "Wrong HTTP URL" if supported else "Unsupported URL protocol"
    return f"inline keyboard button URL '{url}' is invalid: {why}"
