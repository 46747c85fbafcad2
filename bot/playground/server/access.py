"""May the bot do this here? Each refusal has the text of the real server."""

from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import RefusedError, bad_request, forbidden
from bot.playground.server.state import Chat, State

GENERAL_TOPIC = 1


def chat_of(state: State, given: Parameters, name: str = "chat_id") -> Chat:
    """The chat that a call names by id or by @username."""
    if not given.has(name):
        raise bad_request("chat_id is empty")
    wanted = given.text(name).strip()
    if wanted.lstrip("-").isdecimal():
        chat = state.chats.get(int(wanted))
        if chat is not None and (chat.type != "private" or _is_known(state, chat)):
            return chat
    for chat in state.chats.values():
        if chat.username and chat.type != "private" and f"@{chat.username}".lower() == wanted.lower():
            return chat
    raise bad_request("chat not found")


def _is_known(state: State, chat: Chat) -> bool:
    return chat.started or any(chat.id in group.members for group in state.chats.values())


def readable(state: State, given: Parameters, name: str = "chat_id") -> Chat:
    """A chat that the bot may look at."""
    chat = chat_of(state, given, name)
    if chat.type in ("supergroup", "channel") and not chat.has_bot():
        raise _absent(chat)
    return chat


def present(state: State, given: Parameters) -> Chat:
    """A chat that the bot may act in: it is a member, and the chat has not moved."""
    chat = chat_of(state, given)
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.type != "private" and not chat.has_bot():
        raise _absent(chat)
    return chat


def _absent(chat: Chat) -> RefusedError:
    place = f"{chat.type} chat"
    if chat.bot_status == "kicked":
        return forbidden(f"bot was kicked from the {place}")
    return forbidden(f"bot is not a member of the {place}")


def check_may_send(chat: Chat) -> None:
    """Raise unless the bot may write here."""
    if chat.type == "private":
        if not chat.has_bot():
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    elif chat.bot_status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")


def thread_of(chat: Chat, given: Parameters) -> int | None:
    """The topic that a message is meant for; the general topic must not be named, and closes when hidden."""
    thread = given.number("message_thread_id")
    if thread <= 0:
        if chat.hides_general and chat.bot_status != "administrator":
            raise bad_request("TOPIC_CLOSED")
        return None
    if not chat.is_forum:
        if chat.type == "private":
            raise bad_request("message thread not found")
        return None
    topic = chat.topics.get(thread)
    if thread == GENERAL_TOPIC or topic is None:
        raise bad_request("message thread not found")
    if topic.closed and chat.bot_status != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return thread
