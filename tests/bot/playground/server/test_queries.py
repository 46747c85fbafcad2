from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.server import people
from bot.playground.server.state import Chat, Query, State, User
from tests.bot.playground.conftest import Call

Refusal = Callable[..., str]
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def _article(**changes: Any) -> dict[str, Any]:
    article = {"type": "article", "id": "1", "title": "T", "input_message_content": {"message_text": "words"}}
    return {name: value for name, value in {**article, **changes}.items() if value is not None}


@pytest.fixture
def pressed(state: State, ask: Call, private: Chat, ann: User) -> Query:
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    sent = ask("sendMessage", chat_id=private.id, text="x", reply_markup=keyboard)
    return people.press(state, private.messages[sent["message_id"]], ann, "b")


def test_a_press_is_answered_once(ask: Call, refusal: Refusal, pressed: Query) -> None:
    assert ask("answerCallbackQuery", callback_query_id=pressed.id, text="Thanks", show_alert="true") is True
    assert pressed.answer == {"text": "Thanks", "alert": True, "url": ""}
    assert refusal("answerCallbackQuery", callback_query_id=pressed.id) == TOO_OLD


def test_a_press_is_answered_in_time(state: State, refusal: Refusal, pressed: Query) -> None:
    later = state.monotonic() + 16
    state.monotonic = lambda: later
    assert refusal("answerCallbackQuery", callback_query_id=pressed.id) == TOO_OLD


def test_a_toast_is_short(refusal: Refusal, pressed: Query) -> None:
    told = refusal("answerCallbackQuery", callback_query_id=pressed.id, text="x" * 201)
    assert told == "400 Bad Request: MESSAGE_TOO_LONG"


def test_an_inline_result_is_sent_by_the_person(state: State, ask: Call, private: Chat, ann: User) -> None:
    query = people.ask_inline(state, ann, "mining", chat=private)
    ask("answerInlineQuery", inline_query_id=query.id, results=[_article()], next_offset="10")
    chosen = people.choose(state, query, "1", private)
    assert chosen.text == "words"
    assert chosen.fields["from"]["id"] == ann.id
    assert chosen.fields["via_bot"]["id"] == state.bot.id


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ([_article()] * 2, "RESULT_ID_DUPLICATE"),
        ([_article(id="x" * 65)], "RESULT_ID_INVALID"),
        ([_article(input_message_content=None)], "input message content is not specified"),
        ([_article(id=str(n)) for n in range(51)], "too many inline query results specified"),
    ],
)
def test_inline_results_are_checked(
    state: State, refusal: Refusal, ann: User, results: list[dict[str, Any]], told: str
) -> None:
    query = people.ask_inline(state, ann, "x")
    assert (
        refusal("answerInlineQuery", inline_query_id=query.id, results=results) == f"400 Bad Request: {told}"
    )


def test_a_guest_answers_once_where_it_is_no_member(
    state: State, ask: Call, refusal: Refusal, group: Chat, ann: User
) -> None:
    group.bot_status = "left"
    asked = people.say(state, group, ann, "@footnote_bot what is mining?")
    update = state.updates.waiting[-1]
    assert update.kind == "guest_message"
    answered = ask("answerGuestQuery", guest_query_id=update.body["guest_query_id"], result=_article())
    answer = list(group.messages.values())[-1]
    assert (answer.text, answer.reply_to) == ("words", asked)
    ask("editMessageText", inline_message_id=answered["inline_message_id"], text="other words")
    assert answer.text == "other words"
    told = refusal("answerGuestQuery", guest_query_id=update.body["guest_query_id"], result=_article())
    assert told == TOO_OLD
