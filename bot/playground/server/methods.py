"""The Bot API's methods by name, and the record of each call.

Known are the methods in the table; every other name is answered as Telegram answers one it has never heard.
Left out on purpose: webhooks (setWebhook is refused), and whatever the modules named here leave out.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.server import editing, membership, profile, queries, sending
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import RefusedError, bad_request
from bot.playground.server.state import State

Method = Callable[[State, Parameters], Any]


def _delete_webhook(state: State, given: Parameters) -> bool:
    if given.flag("drop_pending_updates"):
        state.updates.waiting.clear()
    return True


def _get_webhook_info(state: State, _given: Parameters) -> dict[str, Any]:
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(state.updates.waiting)}
    return info | ({"allowed_updates": list(state.updates.allowed)} if state.updates.allowed else {})


def _set_webhook(_state: State, given: Parameters) -> bool:
    if not given.has("url"):
        return True
    raise bad_request("bad webhook: webhooks are not known here")


def _about(name: str) -> tuple[Method, Method]:
    return (
        lambda state, given: profile.set_text(state, given, name),
        lambda state, given: profile.get_text(state, given, name),
    )


_set_name, _get_name = _about("name")
_set_description, _get_description = _about("description")
_set_short_description, _get_short_description = _about("short_description")

METHODS: Mapping[str, Method] = {
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "getFile": sending.get_file,
    "editMessageText": editing.edit_message_text,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "getMe": profile.get_me,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": _set_name,
    "getMyName": _get_name,
    "setMyDescription": _set_description,
    "getMyDescription": _get_description,
    "setMyShortDescription": _set_short_description,
    "getMyShortDescription": _get_short_description,
    "getChat": membership.get_chat,
    "getChatMember": membership.get_chat_member,
    "getChatAdministrators": membership.get_chat_administrators,
    "getChatMemberCount": membership.get_chat_member_count,
    "leaveChat": membership.leave_chat,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _get_webhook_info,
    "setWebhook": _set_webhook,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "answerGuestQuery": queries.answer_guest_query,
}
_NAMES = {name.lower(): name for name in (*METHODS, "getUpdates")}


def method_named(name: str) -> str:
    """The method's own spelling, whatever the case it was asked for in."""
    if name.lower() not in _NAMES:
        raise RefusedError(404, "Not Found: method not found")
    return _NAMES[name.lower()]


def call(state: State, method: str, given: Parameters) -> Any:
    """Carry out one call, except getUpdates; its result, or RefusedError; recorded either way."""
    began = time.perf_counter()
    record: dict[str, Any] = {"method": method, "at": time.time(), "given": shown(given), "ok": True}
    try:
        result = METHODS[method](state, given)
    except RefusedError as refusal:
        record |= {"ok": False, "result": {"status": refusal.status, "description": refusal.description}}
        raise
    else:
        record["result"] = result
        return result
    finally:
        record["milliseconds"] = round((time.perf_counter() - began) * 1000, 2)
        state.calls.append(record)
        state.tell("called", call=record)


def shown(given: Parameters) -> dict[str, Any]:
    """The parameters as a person reads them: JSON opened, files as their names."""
    opened: dict[str, Any] = {}
    for name, value in given.values.items():
        looks_like_json = (
            isinstance(value, str) and value[:1] in ("{", "[") and name not in ("text", "caption")
        )
        try:
            opened[name] = given.json(name) if looks_like_json else value
        except RefusedError:
            opened[name] = value
    return opened | {name: f"{file.name} ({len(file.content)} bytes)" for name, file in given.files.items()}
