"""Methods about the bot itself: who it is, its command menus and descriptions."""

import re
from typing import Any

from bot.playground.server.access import readable
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import bad_request
from bot.playground.server.state import Chat, Json, State, User

Scope = tuple[Any, ...]

MOST_COMMANDS = 100
_NAME_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_ADMINISTRATORS = ("creator", "administrator")


def get_me(state: State, _given: Parameters) -> Json:
    """The bot as a user, with its abilities."""
    return state.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy_mode,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(state: State, given: Parameters) -> bool:
    """The menu for a scope and language."""
    given.require("commands")
    commands = given.array("commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    menu = [_checked_command(command) for command in commands]
    key = (_scope(state, given), _language(given))
    if menu:
        state.menus[key] = menu
    else:
        state.menus.pop(key, None)
    state.tell("menu")
    return True


def get_my_commands(state: State, given: Parameters) -> list[Json]:
    """The menu set for exactly this scope and language."""
    return state.menus.get((_scope(state, given), _language(given)), [])


def delete_my_commands(state: State, given: Parameters) -> bool:
    """Forget the menu of a scope and language."""
    state.menus.pop((_scope(state, given), _language(given)), None)
    state.tell("menu")
    return True


def set_text(state: State, given: Parameters, name: str) -> bool:
    """The bot's name, description or short description in a language."""
    if len(given.text(name)) > _NAME_LIMITS[name]:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    state.profile[name, _language(given)] = given.text(name)
    return True


def get_text(state: State, given: Parameters, name: str) -> Json:
    """What `set_text` stored; the bot has a name in any case."""
    default = state.bot.name if name == "name" else ""
    return {name: state.profile.get((name, _language(given))) or default}


def visible_commands(state: State, user: User, chat: Chat) -> list[Json]:
    """The menu that a client shows to `user` in `chat`: the nearest scope, the own language first."""
    for scope in _scopes(user, chat):
        for language in (user.language or "", ""):
            if (scope, language) in state.menus:
                return state.menus[scope, language]
    return []


def _scopes(user: User, chat: Chat) -> list[Scope]:
    if chat.type == "private":
        return [("chat", chat.id), ("all_private_chats",), ("default",)]
    is_administrator = chat.members.get(user.id) in _ADMINISTRATORS
    scopes: list[tuple[bool, Scope]] = [
        (True, ("chat_member", chat.id, user.id)),
        (is_administrator, ("chat_administrators", chat.id)),
        (True, ("chat", chat.id)),
        (is_administrator, ("all_chat_administrators",)),
        (True, ("all_group_chats",)),
        (True, ("default",)),
    ]
    return [scope for applies, scope in scopes if applies]


def _checked_command(command: Any) -> Json:
    if not isinstance(command, dict) or "command" not in command or "description" not in command:
        raise bad_request("can't parse BotCommand: expected an Object with command and description")
    name = str(command["command"]).removeprefix("/")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command["description"]).strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": str(command["description"])}


def _language(given: Parameters) -> str:
    code = given.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(state: State, given: Parameters) -> Scope:
    scope = given.object("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if not kind.startswith("chat"):
        return (kind,)
    chat = readable(state, Parameters(scope))
    if kind != "chat" and chat.type not in ("group", "supergroup"):
        raise bad_request("can't change commands of the chat")
    if kind != "chat_member":
        return (kind, chat.id)
    if scope.get("user_id") not in state.users:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return (kind, chat.id, scope["user_id"])
