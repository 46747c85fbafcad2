"""What the page lets people do, as they could in a client of Telegram: nobody edits the words of others."""

from collections.abc import Callable, Mapping

from bot.playground.server import people
from bot.playground.server.entities import with_found
from bot.playground.server.profile import visible_commands
from bot.playground.server.refusals import bad_request, forbidden
from bot.playground.server.sending import document_json, keep_file
from bot.playground.server.state import Chat, Json, Message, Query, State, User

Action = Callable[[State, Json], Json]

_RUNNING_A_CHAT = ("creator", "administrator")


def act(state: State, name: str, asked: Json) -> Json:
    """Carry out one action of the page; raise RefusedError for what is unknown or not allowed."""
    if name not in ACTIONS:
        raise bad_request(f"no action {name!r}")
    return ACTIONS[name](state, asked)


def attach(state: State, asked: Json, name: str, content: bytes) -> Json:
    """Send a file; those that name the same `album` are one message, which reaches the bot as several."""
    user, chat = _speaker(state, asked)
    document = document_json(keep_file(state, name, content))
    caption, album = str(asked.get("caption") or ""), str(asked.get("album") or "")
    body: Json = {"document": document}
    if caption:
        body |= {"caption": caption, "caption_entities": with_found(caption, [])}
    if album:
        body["media_group_id"] = f"{chat.id}:{user.id}:{album}"
    return {"message": people.send(state, chat, user, body, topic=_topic(asked)).id}


def _say(state: State, asked: Json) -> Json:
    user, chat = _speaker(state, asked)
    text = str(asked.get("text") or "")
    if not text.strip() or len(text) > 4096:
        raise bad_request("a message has 1 to 4096 characters")
    reply_to = chat.message(_number(asked, "reply_to")) if asked.get("reply_to") else None
    return {"message": people.say(state, chat, user, text, reply_to=reply_to, topic=_topic(asked)).id}


def _edit(state: State, asked: Json) -> Json:
    user, chat = _speaker(state, asked)
    message = _message(chat, asked)
    text = str(asked.get("text") or "")
    if message.fields.get("from", {}).get("id") != user.id and chat.type != "channel":
        raise forbidden("only own messages can be edited")
    if not text.strip() or "text" not in message.fields:
        raise bad_request("there is no text to edit")
    people.edit(state, message, text)
    return {}


def _react(state: State, asked: Json) -> Json:
    _, chat = _present(state, asked)
    people.react(state, _message(chat, asked))
    return {}


def _press(state: State, asked: Json) -> Json:
    user, chat = _present(state, asked)
    message = _message(chat, asked)
    return {"query": people.press(state, message, user, str(asked.get("data", ""))).id}


def _inline(state: State, asked: Json) -> Json:
    user, chat = _present(state, asked)
    text, offset = str(asked.get("text", ""))[:256], str(asked.get("offset", ""))
    return {"query": people.ask_inline(state, user, text, chat=chat, offset=offset).id}


def _choose(state: State, asked: Json) -> Json:
    user, chat = _speaker(state, asked)
    query: Query | None = state.inline_queries.get(str(asked.get("query")))
    if query is None or query.answer is None or query.user is not user:
        raise bad_request("no such list of results")
    return {"message": people.choose(state, query, str(asked.get("result")), chat, topic=_topic(asked)).id}


def _language(state: State, asked: Json) -> Json:
    _user(state, asked).language = "ru" if asked.get("language") == "ru" else "en"
    state.tell("menu")
    return {}


def _place_bot(state: State, asked: Json) -> Json:
    user, chat = _present(state, asked)
    status = str(asked.get("status"))
    if status not in ("member", "administrator", "restricted", "kicked"):
        raise bad_request("no such standing")
    if chat.type != "private" and chat.members[user.id] not in _RUNNING_A_CHAT:
        raise forbidden("only administrators decide about the bot")
    people.place_bot(state, chat, user, status)
    return {}


def _add_topic(state: State, asked: Json) -> Json:
    user, chat = _speaker(state, asked)
    name = str(asked.get("name") or "").strip()
    if not chat.is_forum or not 1 <= len(name) <= 128:
        raise bad_request("a topic has a name of 1 to 128 characters")
    topic = people.add_topic(state, chat, user, name)
    state.tell("chat", chat)
    return {"topic": topic}


def _set_topic(state: State, asked: Json) -> Json:
    user, chat = _present(state, asked)
    topic_id = _number(asked, "topic")
    if topic_id not in chat.topics:
        raise bad_request("no such topic")
    if chat.members[user.id] not in _RUNNING_A_CHAT:
        raise forbidden("only administrators close topics")
    people.set_topic(state, chat, user, topic_id, closed=asked.get("closed") is True)
    state.tell("chat", chat)
    return {}


def _set_general(state: State, asked: Json) -> Json:
    user, chat = _present(state, asked)
    if not chat.is_forum:
        raise bad_request("only a forum has a general topic")
    if chat.members[user.id] not in _RUNNING_A_CHAT:
        raise forbidden("only administrators hide the general topic")
    people.set_general(state, chat, user, hidden=asked.get("hidden") is True)
    state.tell("chat", chat)
    return {}


def _menu(state: State, asked: Json) -> Json:
    user, chat = _present(state, asked)
    return {"commands": visible_commands(state, user, chat)}


ACTIONS: Mapping[str, Action] = {
    "say": _say,
    "edit": _edit,
    "react": _react,
    "press": _press,
    "inline": _inline,
    "choose": _choose,
    "language": _language,
    "place_bot": _place_bot,
    "add_topic": _add_topic,
    "set_topic": _set_topic,
    "set_general": _set_general,
    "menu": _menu,
}


def _user(state: State, asked: Json) -> User:
    user = state.users.get(_number(asked, "user"))
    if user is None or user.is_bot:
        raise bad_request("no such person")
    return user


def _present(state: State, asked: Json) -> tuple[User, Chat]:
    """Somebody and a chat that they are in."""
    user = _user(state, asked)
    chat = state.chats.get(_number(asked, "chat"))
    if chat is None or (chat.user is not user and user.id not in chat.members):
        raise bad_request("no such chat")
    return user, chat


def _speaker(state: State, asked: Json) -> tuple[User, Chat]:
    """Somebody and a chat that they may write in."""
    user, chat = _present(state, asked)
    if chat.type == "channel" and chat.members[user.id] not in _RUNNING_A_CHAT:
        raise forbidden("only administrators write in a channel")
    return user, chat


def _number(asked: Json, name: str) -> int:
    try:
        return int(asked.get(name) or 0)
    except (TypeError, ValueError):
        raise bad_request(f"{name} is a number") from None


def _message(chat: Chat, asked: Json) -> Message:
    message = chat.message(_number(asked, "message"))
    if message is None:
        raise bad_request("no such message")
    return message


def _topic(asked: Json) -> int | None:
    return _number(asked, "topic") if asked.get("topic") else None
