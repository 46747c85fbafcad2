"""Methods about chats and who is in them.

Left out on purpose: managing members, rights and topics.
"""

from bot.playground.server.access import present, readable
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import bad_request
from bot.playground.server.state import Chat, Json, State, User

_MEMBER_RIGHTS = ("can_send_messages", "can_send_other_messages", "can_manage_topics", "can_invite_users")
_ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def get_chat(state: State, given: Parameters) -> Json:
    """The chat with what only this method tells."""
    chat = readable(state, given)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    extra: Json = {"accent_color_id": 0, "max_reaction_count": 11}
    extra["accepted_gift_types"] = dict.fromkeys(gifts, True)
    if chat.type in ("group", "supergroup"):
        extra["permissions"] = {"can_send_messages": True}
    return chat.json() | extra


def get_chat_member(state: State, given: Parameters) -> Json:
    """One member and their standing; somebody who is not here is `left`."""
    chat = present(state, given)
    if given.number("user_id") <= 0:
        raise bad_request("invalid user_id specified")
    user = state.users.get(given.number("user_id"))
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("member list is inaccessible")
    return member_json(user, status_of(state, chat, user))


def get_chat_administrators(state: State, given: Parameters) -> list[Json]:
    """All who run the chat, other bots left out."""
    chat = present(state, given)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    people = [state.users[user_id] for user_id in chat.members] + [state.bot]
    standings = ((user, status_of(state, chat, user)) for user in people)
    return [member_json(user, status) for user, status in standings if status in ("creator", "administrator")]


def get_chat_member_count(state: State, given: Parameters) -> int:
    """How many are in the chat, the bot too."""
    chat = present(state, given)
    if chat.type == "private":
        return 2
    return sum(1 for status in chat.members.values() if status not in ("left", "kicked")) + 1


def leave_chat(state: State, given: Parameters) -> bool:
    """The bot goes."""
    chat = readable(state, given)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    if not chat.has_bot():
        raise bad_request("bot is not a member of the chat")
    chat.bot_status = "left"
    state.tell("chat", chat)
    return True


def status_of(state: State, chat: Chat, user: User) -> str:
    """What `user` is in `chat`: creator, administrator, member, restricted, left or kicked."""
    if user is state.bot:
        return chat.bot_status
    return "member" if chat.type == "private" else chat.members.get(user.id, "left")


def member_json(user: User, status: str) -> Json:
    """The Bot API's ChatMember."""
    member: Json = {"user": user.json(), "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_ADMINISTRATOR_RIGHTS, True)
        member["can_promote_members"] = False
    elif status == "restricted":
        member |= {"is_member": True, "until_date": 0} | dict.fromkeys(_MEMBER_RIGHTS, False)
    elif status == "kicked":
        member["until_date"] = 0
    return member
