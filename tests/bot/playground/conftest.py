"""A Telegram state with a person, a group and a bot, without a server."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.server import people
from bot.playground.server.methods import call
from bot.playground.server.parameters import Parameters
from bot.playground.server.refusals import RefusedError
from bot.playground.server.state import Chat, State, User

Call = Callable[..., Any]


@pytest.fixture
def state() -> State:
    return State()


@pytest.fixture
def ann(state: State) -> User:
    return state.add_user("Ann", username="ann")


@pytest.fixture
def private(state: State, ann: User) -> Chat:
    chat = state.private(ann)
    people.say(state, chat, ann, "hello there")
    return chat


@pytest.fixture
def group(state: State, ann: User) -> Chat:
    chat = state.add_group("Team")
    chat.members = {ann.id: "member", state.add_user("Boss").id: "administrator"}
    chat.bot_status = "member"
    return chat


@pytest.fixture
def ask(state: State) -> Call:
    """Make a Bot API call; parameters as keywords."""

    def ask(method: str, **given: Any) -> Any:
        return call(state, method, Parameters(given))

    return ask


@pytest.fixture
def refusal(ask: Call) -> Callable[..., str]:
    """Make a call that must be refused; its status and description."""

    def refusal(method: str, **given: Any) -> str:
        with pytest.raises(RefusedError) as caught:
            ask(method, **given)
        return f"{caught.value.status} {caught.value.description}"

    return refusal
