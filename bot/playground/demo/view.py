"""What the page gets to see, as JSON: the whole at first, then each event."""

from bot.playground.demo.scene import Scene
from bot.playground.server.state import Chat, Event, Json, Message, State


def whole(state: State, scene: Scene) -> Json:
    """Everything at this moment; a page that was cut off begins anew with it."""
    return {
        "kind": "whole",
        "bot": state.bot.json(),
        "about": {
            language: text for (name, language), text in state.profile.items() if name == "description"
        },
        "people": [{**user.json(), "owner": user is scene.owner} for user in scene.people],
        "chats": [_chat(chat, with_messages=True) for chat in state.chats.values()],
        "calls": list(state.calls),
    }


def happened(event: Event) -> Json:
    """One event."""
    result: Json = {"kind": event.kind, **event.detail}
    if event.chat is not None:
        result["chat"] = event.chat.id if event.kind != "chat" else _chat(event.chat, with_messages=False)
    if event.message is not None:
        result["message"] = _message(event.message)
    return result


def _chat(chat: Chat, *, with_messages: bool) -> Json:
    described = chat.json() | {
        "members": {str(user_id): status for user_id, status in chat.members.items()},
        "bot_status": chat.bot_status,
        "hides_general": chat.hides_general,
        "topics": [
            {"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()
        ],
    }
    if with_messages:
        described["messages"] = [_message(m) for m in chat.messages.values() if not m.deleted]
    return described


def _message(message: Message) -> Json:
    return message.json() | {"by_bot": message.by_bot, "inline": message.inline_id is not None}
