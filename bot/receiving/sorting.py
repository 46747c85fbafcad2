"""Which updates are for us: told by looking at the raw JSON, before anything is stored."""

import json
import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from bot.inbox import Received
from bot.receiving.addressing import Me, Raw, addresses_us, command_of, words_of

ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "guest_message",
    "channel_post",
    "edited_channel_post",
)
_POSTS: Final = frozenset({"channel_post", "edited_channel_post"})

# Whoever asked this long ago has found the answer elsewhere; what changes a state is done however old it is.
LOOKUP_EXPIRES: Final = timedelta(hours=24)
# Telegram takes no answer to these after some seconds.
FLEETING_EXPIRES: Final = timedelta(seconds=15)
_LOOKUP_COMMANDS: Final = frozenset({"ask", "start", "help", "sources", "latest"})

# A message with none of these says that somebody joined, pinned, renamed and so on.
_CONTENT: Final = frozenset({
    "text", "caption", "animation", "audio", "checklist", "contact", "dice", "document", "game", "location",
    "paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note", "voice",
})  # fmt: skip
_MIGRATION: Final = frozenset({"migrate_to_chat_id", "migrate_from_chat_id"})
_REOPENED: Final = frozenset({"forum_topic_reopened", "general_forum_topic_unhidden"})
_UNREADABLE: Final = "unreadable"
_WRITTEN: Final = frozenset({"message", "edited_message"})
_LARGEST: Final = 2**63 - 1

_SAID: Final = re.compile(r"""\w+|["“”«»„]|(?<!\S)-(?=\w)""")
_NUL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
# The messages of an album come one by one, mostly at once.
_ALBUM_COMPLETE: Final = timedelta(seconds=1.5)
# Telegram lets nobody edit a message that is older: what comes then as an edit is a reaction or a pin.
_EDITABLE: Final = timedelta(hours=48)


def sort_update(raw: Raw, me: Me, received_at: datetime) -> Received | None:
    """The update as it is to be stored, or None when it is certainly not for us.

    An update whose shape is not understood is for us: it will be set aside when it is handled. Raises
    ValueError when it has no id.
    """
    update_id = raw.get("update_id")
    if type(update_id) is not int or not -_LARGEST <= update_id <= _LARGEST:
        raise ValueError("an update without an id")
    try:
        kind, content = next((name, raw[name]) for name in raw if name != "update_id")
        if kind not in ALLOWED_UPDATES or not _is_for_us(kind, content, me):
            return None
        queue = _queue(kind, content)
        details = _details(kind, content, me, received_at) if kind in _WRITTEN else {}
        if _MIGRATION & content.keys():
            kind = "migration"
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, StopIteration):
        kind, queue, details = _UNREADABLE, 0, {}
    return Received(update_id, queue, kind, _text_of(raw), received_at, **details)


def is_stale(raw: Raw, received_at: datetime, now: datetime) -> bool:
    """Whether this is a question so old that an answer would only puzzle, or could not be given any more."""
    if "inline_query" in raw or "guest_message" in raw:
        return now - received_at > FLEETING_EXPIRES
    message = raw.get("message") or raw.get("edited_message")
    if message is None:
        return False
    asked_at = datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC)
    return now - asked_at > LOOKUP_EXPIRES and _is_lookup(message)


def _is_lookup(message: Raw) -> bool:
    if (_MIGRATION | _REOPENED) & message.keys():
        return False
    command = (command_of(message) or "")[1:].partition("@")[0].lower()
    return not command or command in _LOOKUP_COMMANDS


def _queue(kind: str, content: Raw) -> int:
    """Whose updates are handled in order: the chat's, or the person's when there is no chat."""
    holder = content.get("message") or content if kind == "callback_query" else content
    chat = holder.get("chat") or content["from"]
    queue: int = chat["id"]
    if type(queue) is not int or not -_LARGEST <= queue <= _LARGEST:
        raise TypeError("a chat's id is a number")
    return queue


def _details(kind: str, message: Raw, me: Me, received_at: datetime) -> dict[str, Any]:
    """What tells a message from an edit that changes no word, and an album from several messages."""
    text, _ = words_of(message)
    message_id = message["message_id"]
    if type(message_id) is not int or not 0 <= message_id <= _LARGEST:
        raise TypeError("a message's id is a number")
    details: dict[str, Any] = {"subject": message_id, "words": _fingerprint(text, message) if text else None}
    album = message.get("media_group_id")
    if "document" in message and (message.get("from") or {}).get("id") in me.owners:
        album = None  # each of these files may become a source
    if album is not None and kind == "message":
        details["bundle"] = str(album)[:64]
        if not text:  # the words may be below the next picture
            details["not_before"] = received_at + _ALBUM_COMPLETE
    return details


def _fingerprint(text: str, message: Raw) -> str:
    """The same for the same words and marks of search in this message; too short to tell what they are."""
    said = " ".join(_SAID.findall(text.casefold()))
    where = f"{message['chat']['id']}:{message['message_id']}:"
    return blake2b((where + said).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _text_of(raw: Raw) -> str:
    """The update as JSON that any database takes: with another sign for NUL, and no half characters."""
    text = _NUL.sub(r"\1\\u0001", json.dumps(raw, ensure_ascii=False))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_for_us(kind: str, content: Raw, me: Me) -> bool:
    if kind in {"inline_query", "guest_message"}:
        return not content["from"].get("is_bot")
    if kind in _POSTS:
        return bool(words_of(content)[0]) and "via_bot" not in content
    if kind not in {"message", "edited_message"}:
        return True
    if (_MIGRATION | _REOPENED) & content.keys():
        return True
    if not _CONTENT & content.keys() or content.get("is_automatic_forward"):
        return False
    if kind == "edited_message" and content["edit_date"] - content["date"] > _EDITABLE.total_seconds():
        return False
    if (content.get("via_bot") or {}).get("id") == me.id:
        return False
    # People who write in the name of a group or channel have a bot as their sender.
    if (content.get("from") or {}).get("is_bot") and "sender_chat" not in content:
        return False
    return addresses_us(content, me)
