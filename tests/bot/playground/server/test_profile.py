from collections.abc import Callable

import pytest

from bot.playground.server.profile import visible_commands
from bot.playground.server.state import Chat, State, User
from tests.bot.playground.conftest import Call

Refusal = Callable[..., str]


def _menu(name: str) -> list[dict[str, str]]:
    return [{"command": name, "description": "what it does"}]


def test_the_nearest_menu_in_the_own_language(
    state: State, ask: Call, private: Chat, group: Chat, ann: User
) -> None:
    ask("setMyCommands", commands=_menu("everywhere"))
    ask("setMyCommands", commands=_menu("groups"), scope={"type": "all_group_chats"})
    ask("setMyCommands", commands=_menu("runners"), scope={"type": "all_chat_administrators"})
    ask("setMyCommands", commands=_menu("gruppy"), scope={"type": "all_group_chats"}, language_code="ru")
    boss = next(state.users[user] for user, standing in group.members.items() if standing == "administrator")

    assert visible_commands(state, ann, private) == _menu("everywhere")
    assert visible_commands(state, ann, group) == _menu("groups")
    assert visible_commands(state, boss, group) == _menu("runners")
    ann.language = "ru"
    assert visible_commands(state, ann, group) == _menu("gruppy")


@pytest.mark.parametrize(
    ("name", "description", "told"),
    [
        ("Ask", "x", "BOT_COMMAND_INVALID"),
        ("a" * 33, "x", "BOT_COMMAND_INVALID"),
        ("ask", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("ask", "x" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_wrong_commands(refusal: Refusal, name: str, description: str, told: str) -> None:
    commands = [{"command": name, "description": description}]
    assert refusal("setMyCommands", commands=commands) == f"400 Bad Request: {told}"


def test_menus_are_kept_by_scope_and_language(ask: Call) -> None:
    ask("setMyCommands", commands=_menu("ask"), language_code="ru")
    assert ask("getMyCommands", language_code="ru") == _menu("ask")
    assert ask("getMyCommands") == []
    ask("deleteMyCommands", language_code="ru")
    assert ask("getMyCommands", language_code="ru") == []


def test_descriptions(ask: Call, refusal: Refusal) -> None:
    ask("setMyDescription", description="Answers from sources", language_code="en")
    assert ask("getMyDescription", language_code="en") == {"description": "Answers from sources"}
    assert (
        refusal("setMyDescription", description="x" * 513) == "400 Bad Request: bot description is too long"
    )


def test_members(ask: Call, refusal: Refusal, group: Chat, state: State, ann: User) -> None:
    assert ask("getChatMember", chat_id=group.id, user_id=ann.id)["status"] == "member"
    assert ask("getChatMember", chat_id=group.id, user_id=state.bot.id)["status"] == "member"
    stranger = state.add_user("Zoe")
    assert ask("getChatMember", chat_id=group.id, user_id=stranger.id)["status"] == "left"
    told = refusal("getChatMember", chat_id=group.id, user_id=42)
    assert told == "400 Bad Request: PARTICIPANT_ID_INVALID"
    assert [member["status"] for member in ask("getChatAdministrators", chat_id=group.id)] == [
        "administrator"
    ]


def test_leaving(ask: Call, refusal: Refusal, group: Chat) -> None:
    assert ask("leaveChat", chat_id=group.id) is True
    assert "not a member" in refusal("sendMessage", chat_id=group.id, text="x")
