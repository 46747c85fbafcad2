"""What people do in their clients, and what the bot gets to hear of it."""

import time
from collections.abc import Sequence

from bot.playground.server.entities import Entity, trimmed, with_found, words_of
from bot.playground.server.membership import member_json
from bot.playground.server.queries import GUEST_SECONDS, INLINE_SECONDS, PRESS_SECONDS, as_inline, new_query
from bot.playground.server.state import Chat, Json, Message, Query, State, Topic, User

ANONYMOUS_ADMINISTRATOR = User(1087968824, "Group", None, "GroupAnonymousBot", is_bot=True)


def say(
    state: State,
    chat: Chat,
    user: User,
    text: str,
    *,
    reply_to: Message | None = None,
    topic: int | None = None,
    anonymous: bool = False,
) -> Message:
    """Send a text; in a channel it is a post, `anonymous` is how administrators may speak in a group."""
    plain, entities = trimmed(text, [])
    entities = with_found(plain, entities)
    content: Json = {"text": plain} | ({"entities": entities} if entities else {})
    return send(state, chat, user, content, reply_to=reply_to, topic=topic, anonymous=anonymous)


def send(
    state: State,
    chat: Chat,
    user: User,
    content: Json,
    *,
    reply_to: Message | None = None,
    topic: int | None = None,
    anonymous: bool = False,
) -> Message:
    """Send anything: `content` is the part of the Bot API's Message that depends on its kind."""
    if chat.type == "private":
        _open(state, chat, user)
    if chat.is_forum and topic:
        content = {"message_thread_id": topic, "is_topic_message": True} | content
        reply_to = reply_to or chat.message(topic)
    if anonymous:
        content = content | {"sender_chat": chat.json(), "author_signature": ""}
        user = ANONYMOUS_ADMINISTRATOR
    message = state.post(chat, content, sender=None if chat.type == "channel" else user, reply_to=reply_to)
    _deliver(state, message, edited=False)
    return message


def edit(state: State, message: Message, text: str) -> None:
    """Change the text of a message that a person sent."""
    plain, _ = trimmed(text, [])
    message.fields = {**message.fields, "text": plain, "edit_date": int(time.time())}
    message.fields["entities"] = with_found(plain, [])
    state.tell("edited", message.chat, message)
    _deliver(state, message, edited=True)


def react(state: State, message: Message) -> None:
    """Put a heart on a message, pin it, open its link: the bot hears of an edit that changes no word."""
    message.fields = {**message.fields, "edit_date": int(time.time())}
    _deliver(state, message, edited=True)


def send_album(
    state: State, chat: Chat, user: User, contents: Sequence[Json], *, topic: int | None = None
) -> list[Message]:
    """Send several pictures as one message, which reaches the bot as a message each."""
    album = {"media_group_id": str(state.next_message_id(chat))}
    return [send(state, chat, user, content | album, topic=topic) for content in contents]


def press(state: State, message: Message, user: User, data: str) -> Query:
    """Press a button whose callback data is `data` (forged data may be tried as well)."""
    query = new_query(state.presses, state, user, PRESS_SECONDS, chat=message.chat, message=message)
    where: Json = (
        {"inline_message_id": message.inline_id} if message.inline_id else {"message": message.json()}
    )
    body = {"id": query.id, "from": user.json(), "chat_instance": str(message.chat.id), "data": data}
    state.updates.put("callback_query", body | where)
    return query


def ask_inline(state: State, user: User, text: str, *, chat: Chat | None = None, offset: str = "") -> Query:
    """Type `@bot text` into the input line of `chat`."""
    query = new_query(state.inline_queries, state, user, INLINE_SECONDS, chat=chat)
    body = {"id": query.id, "from": user.json(), "query": text, "offset": offset}
    if chat is not None:
        body["chat_type"] = "sender" if chat.type == "private" else chat.type
    state.updates.put("inline_query", body)
    return query


def choose(state: State, query: Query, result_id: str, chat: Chat, *, topic: int | None = None) -> Message:
    """Send one of an inline query's results to `chat`."""
    assert query.answer is not None, "the bot has not answered this inline query"
    result = next(result for result in query.answer["results"] if result["id"] == result_id)
    content = result["content"] | {"via_bot": state.bot.json()}
    message = send(state, chat, query.user, content, topic=topic)
    if "reply_markup" in message.fields:
        as_inline(state, message)
    return message


def place_bot(state: State, chat: Chat, by: User, status: str) -> None:
    """Add the bot (`member`, `administrator`), or remove it (`left`, `kicked`, in private: block)."""
    before = member_json(state.bot, chat.bot_status)
    chat.bot_status = status
    body = {"chat": chat.json(), "from": by.json(), "date": int(time.time()), "old_chat_member": before}
    state.updates.put("my_chat_member", body | {"new_chat_member": member_json(state.bot, status)})
    was_there = before["status"] in ("member", "administrator", "restricted")
    if chat.type in ("group", "supergroup") and was_there != chat.has_bot():
        what = (
            {"new_chat_members": [state.bot.json()]}
            if chat.has_bot()
            else {"left_chat_member": state.bot.json()}
        )
        message = state.post(chat, what, sender=by)
        if chat.has_bot():
            state.updates.put("message", message.json())
    state.tell("chat", chat)


def migrate(state: State, group: Chat, by: User) -> Chat:
    """Turn a basic group into a supergroup: another id, the same people."""
    supergroup = state.add_group(group.title or "")
    supergroup.members, supergroup.bot_status = dict(group.members), group.bot_status
    group.migrated_to = supergroup.id
    farewell = state.post(group, {"migrate_to_chat_id": supergroup.id}, sender=by)
    welcome = state.post(supergroup, {"migrate_from_chat_id": group.id}, sender=by)
    state.updates.put("message", farewell.json())
    state.updates.put("message", welcome.json())
    there = {"chat": supergroup.json(), "from": by.json(), "date": int(time.time())}
    before, after = member_json(state.bot, "left"), member_json(state.bot, supergroup.bot_status)
    state.updates.put("my_chat_member", there | {"old_chat_member": before, "new_chat_member": after})
    return supergroup


def _open(state: State, chat: Chat, user: User) -> None:
    """Writing to the bot starts the conversation, and ends a block."""
    chat.started = True
    if not chat.has_bot():
        place_bot(state, chat, user, "member")


def _deliver(state: State, message: Message, *, edited: bool) -> None:
    chat = message.chat
    if not chat.has_bot():
        if not edited and chat.type != "channel" and _mentions_bot(state, message):
            _deliver_to_guest(state, message)
        return
    if chat.type == "channel":
        state.updates.put("edited_channel_post" if edited else "channel_post", message.json())
    elif chat.type == "private" or _is_seen(state, message):
        state.updates.put("edited_message" if edited else "message", message.json())


def _deliver_to_guest(state: State, message: Message) -> None:
    author = state.users[message.fields["from"]["id"]]
    query = new_query(state.guest_queries, state, author, GUEST_SECONDS, chat=message.chat, message=message)
    state.updates.put("guest_message", message.json() | {"guest_query_id": query.id})


def _is_seen(state: State, message: Message) -> bool:
    """Whether a bot in a group gets the message: all as an administrator, little in privacy mode."""
    if message.chat.bot_status == "administrator" or not state.privacy_mode:
        return True
    if message.reply_to is not None and message.reply_to.fields.get("from", {}).get("id") == state.bot.id:
        return True
    if message.fields.get("via_bot"):
        return True
    return _commands_bot(state, message) or _mentions_bot(state, message)


def _commands_bot(state: State, message: Message) -> bool:
    commands = _marked(message, "bot_command")
    if not commands or not message.text.startswith(commands[0]):
        return False
    _, at, addressee = commands[0].partition("@")
    return not at or addressee.lower() == (state.bot.username or "").lower()


def _mentions_bot(state: State, message: Message) -> bool:
    own = f"@{state.bot.username}".lower()
    return any(words.lower() == own for words in _marked(message, "mention"))


def _marked(message: Message, kind: str) -> list[str]:
    entities: list[Entity] = message.fields.get("entities") or message.fields.get("caption_entities") or []
    return [words_of(message.text, entity) for entity in entities if entity["type"] == kind]


def add_topic(state: State, chat: Chat, by: User, name: str) -> int:
    """Open a topic in a forum; its id is that of the service message."""
    content: Json = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    message = state.post(chat, content, sender=by)
    message.fields |= {"message_thread_id": message.id, "is_topic_message": True}
    chat.topics[message.id] = Topic(message.id, name)
    if chat.has_bot():
        state.updates.put("message", message.json())
    return message.id


def set_general(state: State, chat: Chat, by: User, *, hidden: bool) -> None:
    """Hide a forum's general topic, which closes it to all but administrators, or show it again."""
    chat.hides_general = hidden
    event = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    message = state.post(chat, {event: {}}, sender=by)
    if chat.has_bot():
        state.updates.put("message", message.json())


def set_topic(state: State, chat: Chat, by: User, topic_id: int, *, closed: bool) -> None:
    """Close a topic to all but administrators, or open it again."""
    chat.topics[topic_id].closed = closed
    message = state.post(chat, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, sender=by)
    message.fields |= {"message_thread_id": topic_id, "is_topic_message": True}
    if chat.has_bot():
        state.updates.put("message", message.json())
