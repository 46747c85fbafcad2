"""A state as JSON, so that a demo with a folder of its own goes on where it ended."""

import base64
from dataclasses import asdict, replace
from typing import Any

from bot.playground.server.polling import Update
from bot.playground.server.state import Chat, File, Json, Message, State, Topic, User

_CHAT = (
    "id",
    "type",
    "title",
    "username",
    "is_forum",
    "hides_general",
    "bot_status",
    "started",
    "migrated_to",
    "next_message",
)


def saved(state: State) -> Json:
    """All that is worth keeping: people, chats, messages, files, menus and what the bot has not read yet."""
    return {
        "token": state.token,
        "users": [asdict(user) for user in state.users.values() if not user.is_bot],
        "chats": [_chat(chat) for chat in state.chats.values()],
        "files": [
            {**asdict(file), "content": base64.b64encode(file.content).decode()}
            for file in state.files.values()
        ],
        "menus": [[list(scope), language, menu] for (scope, language), menu in state.menus.items()],
        "profile": [[name, language, text] for (name, language), text in state.profile.items()],
        "updates": [asdict(update) for update in state.updates.waiting],
        "next": [state.next_person, state.next_group, state.next_message],
    }


def restored(kept: Json) -> State:
    """The state that `saved` described."""
    state = State(token=kept["token"])
    state.users |= {user["id"]: User(**user) for user in kept["users"]}
    for chat in kept["chats"]:
        state.chats[chat["id"]] = _restored_chat(state, chat)
    for file in kept["files"]:
        state.files[file["id"]] = replace(File(**file), content=base64.b64decode(file["content"]))
    state.menus = {(tuple(scope), language): menu for scope, language, menu in kept["menus"]}
    state.profile = {(name, language): text for name, language, text in kept["profile"]}
    state.updates.waiting = [Update(**update) for update in kept["updates"]]
    state.next_person, state.next_group, state.next_message = kept["next"]
    return state


def _chat(chat: Chat) -> Json:
    return {name: getattr(chat, name) for name in _CHAT} | {
        "user": chat.user.id if chat.user else None,
        "members": list(chat.members.items()),
        "topics": [asdict(topic) for topic in chat.topics.values()],
        "messages": [_message(message) for message in chat.messages.values() if not message.deleted],
    }


def _message(message: Message) -> Json:
    return {
        "fields": message.fields,
        "by_bot": message.by_bot,
        "reply_to": message.reply_to.id if message.reply_to else None,
        "inline_id": message.inline_id,
    }


def _restored_chat(state: State, kept: Json) -> Chat:
    simple: dict[str, Any] = {name: kept[name] for name in _CHAT if name in kept}
    user = state.users[kept["user"]] if kept["user"] else None
    chat = Chat(**simple, user=user, members=dict(kept["members"]))
    chat.topics = {topic["id"]: Topic(**topic) for topic in kept["topics"]}
    for each in kept["messages"]:
        reply_to = chat.messages.get(each["reply_to"])
        message = Message(chat, each["fields"], each["by_bot"], reply_to, inline_id=each["inline_id"])
        chat.messages[message.id] = message
        if message.inline_id:
            state.inline_messages[message.inline_id] = message
    return chat
