"""Methods that put something into a chat.

Of pictures only PNG is known. Left out on purpose: albums, stickers, polls and other kinds of content,
forwarding, copying, drafts.
"""

import mimetypes
import secrets
import struct
from typing import Any

from bot.playground.server.access import check_may_send, present, thread_of
from bot.playground.server.content import MOST_CAPTION, caption_content, formatted, text_content
from bot.playground.server.entities import utf16_length
from bot.playground.server.keyboards import checked_markup
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import RefusedError, bad_request
from bot.playground.server.state import Chat, File, Json, Message, State

MOST_UPLOAD_BYTES = 50 << 20
_PNG = b"\x89PNG\r\n\x1a\n"
_ACTIONS = (
    *(
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
    ),
    *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
)


def send_message(state: State, given: Parameters) -> Json:
    """A text."""
    content = text_content(given)
    if given.has("link_preview_options"):
        content["link_preview_options"] = given.object("link_preview_options")
    return _send(state, given, content).json()


def send_document(state: State, given: Parameters) -> Json:
    """A file, new or by its id, with a caption."""
    content = caption_content(given) | {"document": document_json(_file(state, given))}
    return _send(state, given, content).json()


def send_photo(state: State, given: Parameters) -> Json:
    """A picture with a caption: in one size, as it is."""
    upload = given.files.get("photo") or given.files.get(given.text("photo").removeprefix("attach://"))
    if upload is None:
        raise bad_request("there is no photo in the request")
    if not upload.content.startswith(_PNG) or len(upload.content) < 24:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", upload.content[16:24])
    file = keep_file(state, upload.name, upload.content, "image/png")
    told = document_json(file)
    size = {name: told[name] for name in ("file_id", "file_unique_id", "file_size")}
    content = caption_content(given) | {"photo": [size | {"width": width, "height": height}]}
    return _send(state, given, content).json()


def send_chat_action(state: State, given: Parameters) -> bool:
    """ "typing…" and the like."""
    given.require("action")
    if given.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = present(state, given)
    thread = thread_of(chat, given)
    check_may_send(chat)
    state.tell("typing", chat, action=given.text("action"), thread=thread)
    return True


def keep_file(state: State, name: str, content: bytes, media_type: str | None = None) -> File:
    """Store a file under a new id."""
    kind = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(f"BQACAgIAAxkBAAI{secrets.token_urlsafe(18)}", name, content, kind)
    state.files[file.id] = file
    return file


def document_json(file: File) -> Json:
    """The Bot API's Document."""
    return {
        "file_id": file.id,
        "file_unique_id": file.id[-12:],
        "file_name": file.name,
        "mime_type": file.media_type,
        "file_size": len(file.content),
    }


def _file(state: State, given: Parameters) -> File:
    name = given.text("document").removeprefix("attach://")
    upload = given.files.get("document") or given.files.get(name)
    if upload is None:
        if not given.has("document"):
            raise bad_request("there is no document in the request")
        if name not in state.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return state.files[name]
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MOST_UPLOAD_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    return keep_file(state, upload.name, upload.content, upload.media_type)


def _send(state: State, given: Parameters, content: Json) -> Message:
    chat = present(state, given)
    thread = thread_of(chat, given)
    markup = checked_markup(given.object("reply_markup"))
    reply_to, quote = _reply(chat, given)
    check_may_send(chat)
    state.limits.spend(chat.id, is_group=chat.type != "private", now=state.monotonic())
    content |= quote | markup
    sender = None if chat.type == "channel" else state.bot
    return state.post(chat, _placed(chat, thread, reply_to) | content, sender=sender, reply_to=reply_to)


def _placed(chat: Chat, thread: int | None, reply_to: Message | None) -> Json:
    """In which thread a message stands: the topic asked for, else that of the message it replies to."""
    if thread is not None:
        return {"message_thread_id": thread, "is_topic_message": True}
    if reply_to is None or chat.type != "supergroup":
        return {}
    if not chat.is_forum:
        return {"message_thread_id": reply_to.thread_id or reply_to.id}
    return {"message_thread_id": reply_to.thread_id, "is_topic_message": True} if reply_to.thread_id else {}


def _reply(chat: Chat, given: Parameters) -> tuple[Message | None, Json]:
    """The message replied to and the part of it that is quoted."""
    wanted = given.object("reply_parameters")
    if given.has("reply_to_message_id"):  # the old spelling
        wanted = {
            "message_id": given.number("reply_to_message_id"),
            "allow_sending_without_reply": given.flag("allow_sending_without_reply"),
        }
    if not wanted.get("message_id"):
        return None, {}
    message = chat.message(int(wanted["message_id"]))
    if message is None:
        if wanted.get("allow_sending_without_reply"):
            return None, {}
        raise bad_request("message to be replied not found")
    return message, _quote(message, wanted)


def _quote(message: Message, wanted: dict[str, Any]) -> Json:
    if not wanted.get("quote"):
        return {}
    mode = str(wanted.get("quote_parse_mode") or "")
    text, _ = formatted(str(wanted["quote"]), mode, [], most=MOST_CAPTION, what="quote")
    position = message.text.find(text)
    if position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": text, "position": utf16_length(message.text[:position]), "is_manual": True}}


def get_file(state: State, given: Parameters) -> Json:
    """Where a file can be downloaded."""
    if not given.has("file_id"):
        raise bad_request("file_id not specified")
    file = state.files.get(given.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > 20 << 20:
        raise bad_request("file is too big")
    document = document_json(file)
    return {name: document[name] for name in ("file_id", "file_unique_id", "file_size")} | {
        "file_path": file.path
    }
