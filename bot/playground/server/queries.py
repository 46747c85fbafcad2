"""Questions that the bot must answer at once: pressed buttons, inline queries, guest messages.

Left out on purpose: inline results other than articles, the cache of inline results.
"""

import re
import secrets
from typing import Any

from bot.playground.server.content import text_content
from bot.playground.server.entities import checked_url
from bot.playground.server.keyboards import checked_keyboard
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import bad_request
from bot.playground.server.state import Chat, Json, Message, Query, State, User

PRESS_SECONDS = 15.0
INLINE_SECONDS = 10.0
GUEST_SECONDS = 30.0
MOST_RESULTS = 50
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_CANNOT_PARSE = "can't parse inline query result: "


def new_query(
    waiting: dict[str, Query],
    state: State,
    user: User,
    seconds: float,
    *,
    chat: Chat | None = None,
    message: Message | None = None,
) -> Query:
    """A question by `user` that may be answered for so many seconds."""
    number = str(secrets.randbelow(10**18) + 10**17)
    query = Query(number, user, state.monotonic() + seconds, chat, message)
    waiting[query.id] = query
    return query


def answer_callback_query(state: State, given: Parameters) -> bool:
    """What the person who pressed a button gets to see: nothing, a toast, an alert, an address."""
    given.require("callback_query_id")
    if len(given.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    address = given.text("url")
    if address and not re.match(
        rf"(https?://)?t\.me/{re.escape(state.bot.username or '')}(\?|$)|tg://", address
    ):
        raise bad_request("URL_INVALID")
    query = _waiting(state, state.presses, given.text("callback_query_id"))
    query.answer = {"text": given.text("text"), "alert": given.flag("show_alert"), "url": address}
    state.tell("toast", query.chat, query.message, query=query.id, user=query.user.id, **query.answer)
    return True


def answer_inline_query(state: State, given: Parameters) -> bool:
    """The list under the input line."""
    given.require("inline_query_id", "results")
    results = [_checked_result(result) for result in given.array("results")]
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(given.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = _checked_results_button(given.object("button"))
    query = _waiting(state, state.inline_queries, given.text("inline_query_id"))
    query.answer = {"results": results, "next_offset": given.text("next_offset"), "button": button}
    state.tell("inline", query.chat, query=query.id, user=query.user.id, **query.answer)
    return True


def answer_guest_query(state: State, given: Parameters) -> Json:
    """One message in a chat that the bot is no member of."""
    result = _checked_result(given.object("result"))
    query = _waiting(state, state.guest_queries, given.text("guest_query_id"))
    assert query.chat is not None
    state.limits.spend(query.chat.id, is_group=query.chat.type != "private", now=state.monotonic())
    query.answer = result
    content = result["content"] | {"guest_bot_caller_user": query.user.json()}
    message = state.post(query.chat, content, sender=state.bot, reply_to=query.message)
    return {"inline_message_id": as_inline(state, message)}


def as_inline(state: State, message: Message) -> str:
    """Make `message` one that the bot knows by an inline id only."""
    message.inline_id = secrets.token_urlsafe(20)
    state.inline_messages[message.inline_id] = message
    return message.inline_id


def _waiting(state: State, waiting: dict[str, Query], query_id: str) -> Query:
    query = waiting.get(query_id)
    if query is None or query.answer is not None or state.monotonic() > query.expires_at:
        raise bad_request(_TOO_OLD)
    return query


def _checked_result(result: Any) -> Json:
    """An article: what the list shows, and the message that choosing it sends."""
    if not isinstance(result, dict):
        raise bad_request(_CANNOT_PARSE + "Inline query result must be an object")
    if result.get("type") != "article":
        raise bad_request(_CANNOT_PARSE + "only articles are known here")
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad_request(_CANNOT_PARSE + 'Can\'t find field "title" of InlineQueryResultArticle')
    if "input_message_content" not in result:
        raise bad_request("input message content is not specified")
    if result.get("url") and checked_url(str(result["url"])) is None:
        raise bad_request("wrong HTTP URL specified")
    source = result["input_message_content"]
    content = text_content(Parameters({**source, "text": source.get("message_text", "")}))
    markup = checked_keyboard(result.get("reply_markup") or {})
    shown = {name: result[name] for name in ("id", "title", "description", "url") if result.get(name)}
    return shown | {"content": content | ({"reply_markup": markup} if markup else {})}


def _checked_results_button(button: Json) -> Json | None:
    if not button:
        return None
    parameter = button.get("start_parameter")
    if ("web_app" in button) == (parameter is not None):
        raise bad_request(
            "can't parse inline query results button: "
            "InlineQueryResultsButton must have exactly one optional field"
        )
    if parameter is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(parameter)):
        raise bad_request("START_PARAM_INVALID")
    return button
