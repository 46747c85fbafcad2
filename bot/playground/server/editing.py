"""Methods that change or remove what is in a chat.

Left out on purpose: captions and media, bulk deletion, pins, reactions.
"""

import time

from bot.playground.server.access import present
from bot.playground.server.content import text_content
from bot.playground.server.keyboards import checked_keyboard
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import bad_request, forbidden
from bot.playground.server.state import Json, Message, State

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_DELETABLE_SECONDS = 48 * 3600


def edit_message_text(state: State, given: Parameters) -> Json | bool:
    """Another text and keyboard; a keyboard that is not given again disappears."""
    content = text_content(given)
    message = _editable(state, given)
    if "text" not in message.fields:
        raise bad_request("there is no text in the message to edit")
    changes = {"text": content["text"], "entities": content.get("entities")}
    changes["reply_markup"] = checked_keyboard(given.object("reply_markup"))
    return _apply(state, given, message, changes)


def edit_message_reply_markup(state: State, given: Parameters) -> Json | bool:
    """Another keyboard, or none."""
    message = _editable(state, given)
    return _apply(state, given, message, {"reply_markup": checked_keyboard(given.object("reply_markup"))})


def delete_message(state: State, given: Parameters) -> bool:
    """Remove a message of the bot, or anybody's where the bot may."""
    if not given.number("message_id"):
        raise bad_request("message identifier is not specified")
    chat = present(state, given)
    message = chat.message(given.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    may_delete_all = chat.type == "private" or chat.bot_status == "administrator"
    if not message.by_bot and not may_delete_all:
        raise bad_request("message can't be deleted")
    if time.time() - message.fields["date"] > _DELETABLE_SECONDS and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    state.tell("deleted", chat, message)
    return True


def _editable(state: State, given: Parameters) -> Message:
    if given.has("inline_message_id"):
        inline = state.inline_messages.get(given.text("inline_message_id"))
        if inline is None or inline.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    if not given.has("chat_id"):
        raise bad_request("chat_id is empty")
    if not given.number("message_id"):
        raise bad_request("message identifier is not specified")
    chat = present(state, given)
    message = chat.message(given.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot or message.inline_id is not None:
        raise bad_request("message can't be edited")
    if chat.type == "private" and not chat.has_bot():
        raise forbidden("bot was blocked by the user")
    return message


def _apply(state: State, given: Parameters, message: Message, changes: Json) -> Json | bool:
    if all(message.fields.get(name) == value for name, value in changes.items()):
        raise bad_request(_UNCHANGED)
    merged = {**message.fields, **changes, "edit_date": int(time.time())}
    message.fields = {name: value for name, value in merged.items() if value is not None}
    state.tell("edited", message.chat, message)
    return True if given.has("inline_message_id") else message.json()
