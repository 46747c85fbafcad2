"""Telegram as far as the stories need it: chats, updates that wait, messages taken or refused.

It outlives the processes of the bot; what it has taken is the truth that the auditor holds the promises to.
"""

from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar, Final

from tests.simulation.chats import Chat, Json, Message
from tests.simulation.clock import Clock

BOT: Final[Json] = {"id": 1, "is_bot": True, "first_name": "Footnote", "username": "FootnoteBot"}
_ALWAYS: Final[Json] = {
    "getMe": BOT,
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}


_PHOTO: Final[Json] = {"file_id": "F", "file_unique_id": "U", "width": 9, "height": 9}


class RefusedError(Exception):
    """Telegram's answer to what it does not do."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.body: Json = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


class Telegram:
    """The server. `taken` are all messages that the bot has sent, in order.

    `menus` outlive the stories: a bot finds those that it has published before.
    """

    menus: ClassVar[dict[str, Json]] = {}

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.chats: dict[int, Chat] = {}
        self.taken: list[Message] = []
        self.waiting: list[Json] = []
        self.on_update: Callable[[], None] = lambda: None
        self._update_ids = count(501)

    def open_chat(self, chat_id: int, type_: str, *, is_forum: bool = False) -> Chat:
        """A chat that the bot is in."""
        self.chats[chat_id] = Chat(chat_id, type_, is_forum)
        return self.chats[chat_id]

    # What people do.

    def say(
        self,
        chat_id: int,
        person_id: int,
        text: str,
        *,
        thread_id: int | None = None,
        album: str | None = None,
    ) -> Message:
        """Somebody writes, or shows a picture of an `album`."""
        message = self._add(chat_id, text, thread_id=thread_id, person_id=person_id, album=album)
        self.post("message", self.describe(message))
        return message

    def press(self, message: Message, person_id: int, data: str) -> None:
        """Somebody presses a button."""
        self.post(
            "callback_query",
            {
                "id": str(next(self._update_ids)),
                "from": _person(person_id),
                "message": self.describe(message),
                "chat_instance": "1",
                "data": data,
            },
        )

    def migrate(self, old_id: int, new_id: int) -> None:
        """A group becomes a supergroup; both sides are told."""
        old, new = self.chats[old_id], self.open_chat(new_id, "supergroup")
        old.moved_to = new_id
        for chat, fields in ((old, {"migrate_to_chat_id": new_id}), (new, {"migrate_from_chat_id": old_id})):
            message = self._add(chat.id, "", person_id=77)
            self.post("message", {**self.describe(message), **fields})

    def turn_away(self, person_id: int, *, is_blocked: bool) -> None:
        """Somebody blocks the bot, or takes that back."""
        chat = self.chats[person_id]
        chat.refusal = (403, "Forbidden: bot was blocked by the user") if is_blocked else None
        states: list[Json] = [
            {"user": BOT, "status": "member"},
            {"user": BOT, "status": "kicked", "until_date": 0},
        ]
        old, new = states if is_blocked else states[::-1]
        now, person = int(self._clock.true().timestamp()), _person(person_id)
        change = {"chat": chat.as_json(), "from": person, "date": now}
        self.post("my_chat_member", {**change, "old_chat_member": old, "new_chat_member": new})

    def announce_topic(self, chat_id: int, thread_id: int, event: str) -> None:
        """A service message about a topic."""
        message = self._add(chat_id, "", thread_id=thread_id, person_id=77)
        self.post("message", {**self.describe(message), event: {}})

    def post(self, kind: str, content: Json) -> None:
        """Let an update wait for the bot."""
        self.waiting.append({"update_id": next(self._update_ids), kind: content})
        self.on_update()

    def describe(self, message: Message) -> Json:
        """The message as updates show it."""
        chat = self.chats[message.chat_id]
        sender = BOT if message.person_id is None else _person(message.person_id)
        shown: Json = {
            "message_id": message.id,
            "date": int(self._clock.true().timestamp()),
            "chat": chat.as_json(),
            "from": sender,
        }
        words, marks = ("caption", "caption_entities") if message.album else ("text", "entities")
        if message.album:
            shown |= {"photo": [_PHOTO], "media_group_id": message.album}
        if message.text:
            shown[words] = message.text
        if message.text.startswith("/"):
            length = len(message.text.split()[0])
            shown[marks] = [{"type": "bot_command", "offset": 0, "length": length}]
        if message.thread_id is not None:
            shown |= {"message_thread_id": message.thread_id, "is_topic_message": True}
        if message.reply_to in chat.messages:
            shown["reply_to_message"] = self.describe(chat.messages[message.reply_to])
        return shown

    # What the bot does.

    def call(self, method: str, given: Json) -> object:
        """Do what the bot asks, or raise RefusedError."""
        match method:
            case "getMe" | "getWebhookInfo":
                return _ALWAYS[method]
            case "sendMessage":
                return self.describe(self._take(given))
            case "editMessageText":
                return self.describe(self._edit(given))
            case "getChat":
                return self._chat(given).as_json() | {"accent_color_id": 0, "max_reaction_count": 1}
            case "getChatMember":
                user = {"id": int(given["user_id"]), "is_bot": False, "first_name": "X"}
                return {"status": "creator", "user": user, "is_anonymous": False}
            case "getMyCommands":
                return self.menus.get(_menu(given), [])
            case "setMyCommands":
                self.menus[_menu(given)] = given["commands"]
                return True
            case "getMyDescription" | "getMyShortDescription":
                return {"description": "", "short_description": "", **self.menus.get(_menu(given), {})}
            case "setMyDescription" | "setMyShortDescription":
                self.menus.setdefault(_menu(given), {}).update(given)
                return True
            case _:
                return True

    def confirm(self, offset: int | None) -> None:
        """Forget the updates before this one."""
        if offset is not None:
            self.waiting = [each for each in self.waiting if each["update_id"] >= offset]

    def _take(self, given: Json) -> Message:
        chat, thread_id = self._writable(given), given.get("message_thread_id")
        reply = given.get("reply_parameters") or {}
        reply_to = reply.get("message_id")
        if reply_to is not None and reply_to not in chat.messages:
            if not reply.get("allow_sending_without_reply"):
                raise RefusedError(400, "Bad Request: message to be replied not found")
            reply_to = None
        message = self._add(chat.id, given["text"], thread_id=thread_id, reply_to=reply_to)
        message.rows = (given.get("reply_markup") or {}).get("inline_keyboard", [])
        self.taken.append(message)
        return message

    def _edit(self, given: Json) -> Message:
        message = self._writable(given).messages.get(given["message_id"])
        if message is None or not message.is_ours:
            raise RefusedError(400, "Bad Request: message to edit not found")
        rows = (given.get("reply_markup") or {}).get("inline_keyboard", [])
        if (message.text, message.rows) == (given["text"], rows):
            raise RefusedError(400, "Bad Request: message is not modified")
        message.text, message.rows = given["text"], rows
        return message

    def _writable(self, given: Json) -> Chat:
        chat = self._chat(given)
        if chat.moved_to is not None:
            raise RefusedError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.moved_to,
            )
        if chat.refusal is not None:
            raise RefusedError(*chat.refusal)
        if given.get("message_thread_id") in chat.closed_topics:
            raise RefusedError(400, "Bad Request: TOPIC_CLOSED")
        return chat

    def _chat(self, given: Json) -> Chat:
        chat = self.chats.get(int(given["chat_id"]))
        if chat is None:
            raise RefusedError(400, "Bad Request: chat not found")
        return chat

    def _add(self, chat_id: int, text: str, **how: Any) -> Message:
        chat = self.chats[chat_id]
        message = Message(self._clock.now, chat_id, next(chat.ids), text, **how)
        chat.messages[message.id] = message
        return message


def _menu(given: Json) -> str:
    return f"{given.get('scope')} {given.get('language_code')}"


def _person(person_id: int) -> Json:
    return {"id": person_id, "is_bot": False, "first_name": f"Person {person_id}", "language_code": "en"}
