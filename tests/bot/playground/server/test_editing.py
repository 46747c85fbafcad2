from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.server import people
from bot.playground.server.state import Chat, State, User
from tests.bot.playground.conftest import Call

Refusal = Callable[..., str]
KEYBOARD = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}


@pytest.fixture
def sent(ask: Call, private: Chat) -> dict[str, Any]:
    message: dict[str, Any] = ask("sendMessage", chat_id=private.id, text="first", reply_markup=KEYBOARD)
    return message


def test_an_edit_replaces_text_and_keyboard(ask: Call, private: Chat, sent: dict[str, Any]) -> None:
    edited = ask("editMessageText", chat_id=private.id, message_id=sent["message_id"], text="second")
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("second", False, True)


def test_an_edit_that_changes_nothing_is_refused(
    refusal: Refusal, private: Chat, sent: dict[str, Any]
) -> None:
    place = {"chat_id": private.id, "message_id": sent["message_id"]}
    told = refusal("editMessageText", **place, text="first", reply_markup=KEYBOARD)
    assert told.startswith("400 Bad Request: message is not modified")
    assert refusal("editMessageReplyMarkup", **place, reply_markup=KEYBOARD) == told


def test_only_the_bots_own_messages(refusal: Refusal, private: Chat) -> None:
    theirs = next(iter(private.messages))
    told = refusal("editMessageText", chat_id=private.id, message_id=theirs, text="x")
    assert told == "400 Bad Request: message can't be edited"
    told = refusal("editMessageText", chat_id=private.id, message_id=999, text="x")
    assert told == "400 Bad Request: message to edit not found"


def test_not_after_a_block(
    state: State, refusal: Refusal, private: Chat, ann: User, sent: dict[str, Any]
) -> None:
    people.place_bot(state, private, ann, "kicked")
    told = refusal("editMessageText", chat_id=private.id, message_id=sent["message_id"], text="x")
    assert told == "403 Forbidden: bot was blocked by the user"


def test_deleting_twice(ask: Call, refusal: Refusal, private: Chat, sent: dict[str, Any]) -> None:
    place = {"chat_id": private.id, "message_id": sent["message_id"]}
    assert ask("deleteMessage", **place) is True
    assert refusal("deleteMessage", **place) == "400 Bad Request: message to delete not found"


def test_others_messages_are_deleted_by_administrators_only(
    state: State, ask: Call, refusal: Refusal, group: Chat, ann: User
) -> None:
    said = people.say(state, group, ann, "hi")
    told = refusal("deleteMessage", chat_id=group.id, message_id=said.id)
    assert told == "400 Bad Request: message can't be deleted"
    group.bot_status = "administrator"
    assert ask("deleteMessage", chat_id=group.id, message_id=said.id) is True
