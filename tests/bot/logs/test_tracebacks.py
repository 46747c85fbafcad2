"""An error is told by its kind and where it comes from; its words only where they are nobody's."""

import json
from collections.abc import Callable

import pytest
from pydantic import TypeAdapter
from sqlalchemy import create_engine, text
from telegram.error import BadRequest

from bot.logs.tracebacks import name_error, tell_error
from bot.receiving.worker import UnreadableError

QUESTION = "who has \ud83d the windmill"


def _keyed() -> None:
    known: dict[str, int] = {}
    known[QUESTION]


def _encoded() -> None:
    QUESTION.encode()


def _chained() -> None:
    try:
        _keyed()
    except KeyError as error:
        raise ValueError(f"no answer to {QUESTION}") from error


def _meanwhile() -> None:
    try:
        _keyed()
    finally:
        int(QUESTION)


def _together() -> None:
    raise ExceptionGroup(QUESTION, [ValueError(QUESTION), ExceptionGroup("x", [TypeError(QUESTION)])])


def _validated() -> None:
    TypeAdapter(int).validate_python(QUESTION)


def _read_as_json() -> None:
    json.loads(QUESTION)


def _in_a_statement() -> None:
    with create_engine("sqlite://", hide_parameters=True).connect() as connection:
        connection.execute(text("SELECT :question FROM nowhere"), {"question": QUESTION})


def _noted() -> None:
    error = RuntimeError("x")
    error.add_note(QUESTION)
    raise error


@pytest.mark.parametrize(
    "fail",
    [_keyed, _encoded, _chained, _meanwhile, _together, _validated, _read_as_json, _in_a_statement, _noted],
)
def test_no_error_repeats_what_was_asked(fail: Callable[[], None]) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any
        fail()
    told = tell_error(caught.value)
    assert "the windmill" not in told
    assert fail.__name__ in told, "where it comes from"
    assert type(caught.value).__qualname__ in told


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (BadRequest("chat not found"), "BadRequest: chat not found"),
        (UnreadableError("no chat"), "UnreadableError: no chat"),
        (ConnectionError("refused"), "ConnectionError: refused"),
        (KeyError("x"), "KeyError"),
    ],
)
def test_what_cannot_repeat_it_says_more(error: Exception, named: str) -> None:
    assert name_error(error) == named


def test_a_chain_that_bites_its_tail_ends() -> None:
    one, other = ValueError(), TypeError()
    one.__context__, other.__context__ = other, one
    assert tell_error(one).endswith("ValueError")
