"""The messenger: what is sent, and what each of Telegram's refusals comes to."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.rendering.markup import plain
from bot.rendering.message import Button, Message
from bot.sending.limits import Lane, Limiter
from bot.sending.messenger import Messenger
from bot.sending.outcomes import (
    Barred,
    Failed,
    Gone,
    Moved,
    Outcome,
    PostponedError,
    RetryAfter,
    Sent,
    Unknown,
)
from tests.bot.virtual_time import run_in_virtual_time

ANN = 42
HELLO = Message("<b>Hello</b>")

Reply = tuple[int, bytes] | Exception


class ScriptedTelegram(BaseRequest):
    """Answers the calls with these replies, in order; keeps what was asked, and when."""

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._replies = iter(replies)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.times: list[float] = []

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        self.calls.append((url.rsplit("/", 1)[1], request_data.parameters if request_data else {}))
        self.times.append(asyncio.get_running_loop().time())
        reply = next(self._replies)
        if isinstance(reply, Exception):
            raise reply
        return reply


def sent(message_id: int = 7) -> Reply:
    message = {"message_id": message_id, "date": 0, "chat": {"id": ANN, "type": "private"}}
    return 200, json.dumps({"ok": True, "result": message}).encode()


def refused(status: int, description: str, **parameters: int) -> Reply:
    body = {"ok": False, "error_code": status, "description": description}
    return status, json.dumps(body | ({"parameters": parameters} if parameters else {})).encode()


def broken(cause: Exception, error: type[NetworkError] = NetworkError) -> Exception:
    problem = error("the connection broke")
    problem.__cause__ = cause
    return problem


def messenger_to(*replies: Reply, per_second: int = 30) -> tuple[Messenger, ScriptedTelegram]:
    telegram = ScriptedTelegram(replies)
    return Messenger(
        Bot("1:x", request=telegram, get_updates_request=telegram), Limiter(per_second)
    ), telegram


def outcome_after(*replies: Reply, lane: Lane = Lane.ANSWER) -> Outcome:
    return run_in_virtual_time(lambda: messenger_to(*replies)[0].send(ANN, HELLO, lane=lane))


def test_a_message_is_html_without_preview_and_replies_in_its_topic() -> None:
    messenger, telegram = messenger_to(sent(99))
    buttons = ((Button("Why", data="1c:x:0w"), Button("Open", url="https://example.org")),)

    async def scenario() -> Outcome:
        return await messenger.send(ANN, Message("<b>Hi</b>", buttons), thread_id=5, reply_to=12)

    assert run_in_virtual_time(scenario) == Sent(99)
    [(method, fields)] = telegram.calls
    assert method == "sendMessage"
    assert fields["text"] == "<b>Hi</b>"
    assert fields["parse_mode"] == "HTML"
    assert fields["message_thread_id"] == 5
    assert fields["link_preview_options"] == {"is_disabled": True}
    assert fields["reply_parameters"] == {"message_id": 12, "allow_sending_without_reply": True}
    [[why, opening]] = fields["reply_markup"]["inline_keyboard"]
    assert why == {"text": "Why", "callback_data": "1c:x:0w"}
    assert opening == {"text": "Open", "url": "https://example.org"}


def test_the_general_topic_is_never_named() -> None:
    messenger, telegram = messenger_to(sent())
    run_in_virtual_time(lambda: messenger.send(-100, HELLO, thread_id=1))
    assert "message_thread_id" not in telegram.calls[0][1]


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (refused(429, "Too Many Requests: retry after 9", retry_after=9), RetryAfter(9)),
        (refused(429, "Too Many Requests"), RetryAfter(3)),
        (refused(429, "Too Many Requests: retry after 0", retry_after=0), RetryAfter(3)),
        (refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1009), Moved(-1009)),
        (broken(httpx.ConnectError("no route")), RetryAfter(2, is_away=True)),
        (broken(httpx.PoolTimeout("full"), TimedOut), RetryAfter(2)),
    ],
)
def test_what_was_certainly_not_sent_can_be_sent_later(reply: Reply, outcome: Outcome) -> None:
    assert outcome_after(reply) == outcome


@pytest.mark.parametrize(
    "words",
    [
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot was kicked from the supergroup chat",
        "Forbidden: the group chat was deleted",
        "Bad Request: USER_IS_BLOCKED",
        "Bad Request: INPUT_USER_DEACTIVATED",
    ],
)
def test_a_farewell_is_one_whatever_its_number(words: str) -> None:
    for status in (400, 403):
        assert isinstance(outcome_after(refused(status, words)), Gone)


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: have no rights to send a message",
        "Bad Request: need administrator rights in the channel chat",
        "Bad Request: chat not found",
        "Bad Request: user not found",
        "Bad Request: group chat was deactivated",
        "Bad Request: PEER_ID_INVALID",
        "Bad Request: CHANNEL_PRIVATE",
        "Bad Request: CHAT_WRITE_FORBIDDEN",
        "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN",
        "Bad Request: CHAT_ADMIN_REQUIRED",
        "Bad Request: CHAT_RESTRICTED",
        "Bad Request: USER_BANNED_IN_CHANNEL",
        "Bad Request: member not found",
        "Bad Request: bot is not a participant of the chat",
        "Bad Request: the chat is read-only",
        "Bad Request: CHAT_SOMETHING_NEW",
        "Bad Request: PRIVACY_PREMIUM_REQUIRED",
        "Bad Request: supergroup is inaccessible",
        "Bad Request: bot can't send messages to the chat",
        "Bad Request: PEER_FLOOD",
        "Forbidden: bot is not a member of the channel chat",
        "Forbidden: something that nobody has heard of yet",
    ],
)
def test_a_refusal_that_is_no_farewell_bars_the_chat_for_now(words: str) -> None:
    status = 403 if words.startswith("Forbidden") else 400
    outcome = outcome_after(refused(status, words))
    assert isinstance(outcome, Barred)
    assert not outcome.is_topic


@pytest.mark.parametrize(
    ("words", "is_deleted"),
    [
        ("message thread not found", True),
        ("TOPIC_DELETED", True),
        ("TOPIC_CLOSED", False),
        ("topic is closed", False),
        ("TOPIC_HIDDEN", False),
        ("topic not found", True),
    ],
)
def test_a_refusal_of_a_topic_bars_the_topic_alone(words: str, is_deleted: bool) -> None:
    outcome = outcome_after(refused(400, f"Bad Request: {words}"))
    assert isinstance(outcome, Barred)
    assert (outcome.is_topic, outcome.is_deleted) == (True, is_deleted)


@pytest.mark.parametrize(
    "words", ["MESSAGE_TOO_LONG", "BUTTON_USER_PRIVACY_RESTRICTED", "BUTTON_DATA_INVALID"]
)
def test_a_refusal_of_the_message_says_nothing_of_the_chat(words: str) -> None:
    assert isinstance(outcome_after(refused(400, f"Bad Request: {words}")), Failed)


def test_a_message_that_telegram_refuses_has_failed_for_good() -> None:
    assert outcome_after(refused(400, "Bad Request: message is too long")) == Failed("Message is too long")


@pytest.mark.parametrize(
    "reply",
    [
        broken(httpx.ReadTimeout("slow"), TimedOut),
        broken(httpx.ReadError("reset")),
        broken(httpx.RemoteProtocolError("closed")),
        refused(502, "Bad Gateway"),
        (500, b"<html>"),
        (200, b"<html>"),
    ],
)
def test_a_connection_that_breaks_while_sending_leaves_it_unknown(reply: Reply) -> None:
    assert isinstance(outcome_after(reply), Unknown)


def test_html_that_telegram_cannot_read_is_sent_once_more_as_plain_text() -> None:
    messenger, telegram = messenger_to(refused(400, "Bad Request: can't parse entities: oops"), sent())
    assert run_in_virtual_time(lambda: messenger.send(ANN, Message("<b>5 &lt; 6</b>"))) == Sent(7)
    assert telegram.calls[1][1]["text"] == "5 < 6"
    assert "parse_mode" not in telegram.calls[1][1]


@given(st.text())
def test_plain_text_of_escaped_text_is_that_text(text: str) -> None:
    from html import escape

    assert plain(f"<blockquote>{escape(text)}</blockquote>") == text


def test_an_answer_waits_as_long_as_telegram_says_and_is_then_sent() -> None:
    messenger, telegram = messenger_to(refused(429, "Too Many Requests", retry_after=11), sent())
    assert run_in_virtual_time(lambda: messenger.reply(ANN, HELLO)) == Sent(7)
    assert telegram.times[1] - telegram.times[0] >= 11


def test_an_answer_that_would_wait_long_is_postponed() -> None:
    messenger, telegram = messenger_to(refused(429, "Too Many Requests", retry_after=600))

    async def scenario() -> None:
        for _ in range(2):  # the second time Telegram is not even asked
            with pytest.raises(PostponedError) as postponed:
                await messenger.reply(ANN, HELLO)
            assert postponed.value.seconds == 600

    run_in_virtual_time(scenario)
    assert len(telegram.calls) == 1


def test_an_answer_that_may_have_arrived_is_not_sent_again_by_the_messenger() -> None:
    messenger, telegram = messenger_to(broken(httpx.ReadTimeout("slow"), TimedOut))
    with pytest.raises(PostponedError):
        run_in_virtual_time(lambda: messenger.reply(ANN, HELLO))
    assert len(telegram.calls) == 1


def test_while_telegram_is_away_messages_wait_and_none_is_tried() -> None:
    messenger, telegram = messenger_to(*[refused(502, "Bad Gateway")] * 3)

    async def scenario() -> None:
        for chat_id in (1, 2, 3):
            await messenger.send(chat_id, HELLO)
        assert messenger.away_for() > 0
        assert messenger.wait_for(4) > 0
        outcome = await messenger.send(4, HELLO, lane=Lane.BULK)
        assert isinstance(outcome, RetryAfter)
        assert outcome.is_busy
        with pytest.raises(PostponedError):
            await messenger.reply(5, HELLO)

    run_in_virtual_time(scenario)
    assert len(telegram.calls) == 3


def test_an_announcement_to_a_paused_chat_comes_back_at_once() -> None:
    messenger, telegram = messenger_to(refused(429, "Too Many Requests", retry_after=5))

    async def scenario() -> None:
        assert await messenger.send(ANN, HELLO, lane=Lane.BULK) == RetryAfter(5)
        assert await messenger.send(ANN, HELLO, lane=Lane.BULK) == RetryAfter(5)

    run_in_virtual_time(scenario)
    assert len(telegram.calls) == 1


def test_an_announcement_to_a_group_that_has_had_its_share_comes_back_and_an_answer_waits() -> None:
    messenger, telegram = messenger_to(*[sent()] * 21)

    async def scenario() -> None:
        for _ in range(20):
            assert await messenger.send(-100, HELLO, lane=Lane.BULK) == Sent(7)
        before = asyncio.get_running_loop().time()
        outcome = await messenger.send(-100, HELLO, lane=Lane.BULK)
        assert isinstance(outcome, RetryAfter)
        assert asyncio.get_running_loop().time() == before
        assert await messenger.send(-100, HELLO) == Sent(7)
        assert asyncio.get_running_loop().time() == pytest.approx(before + outcome.seconds)

    run_in_virtual_time(scenario)
    assert len(telegram.calls) == 21


def test_how_long_a_chat_has_to_wait_is_known_beforehand() -> None:
    too_many = refused(429, "Too Many Requests: retry after 9", retry_after=9)
    messenger, _ = messenger_to(*[sent()] * 20, too_many)

    async def scenario() -> None:
        for _ in range(20):
            assert await messenger.send(-100, HELLO) == Sent(7)
        assert 30 < messenger.wait_for(-100) < 61
        assert messenger.wait_for(ANN) == 0
        assert await messenger.send(ANN, HELLO) == RetryAfter(9)
        assert messenger.wait_for(ANN) == 9

    run_in_virtual_time(scenario)


def test_an_edit_that_changes_nothing_is_as_good_as_done() -> None:
    messenger, _ = messenger_to(refused(400, "Bad Request: message is not modified: same"))
    assert run_in_virtual_time(lambda: messenger.edit(ANN, 5, HELLO)) == Sent(5)


def test_a_press_that_is_too_old_is_let_go() -> None:
    messenger, telegram = messenger_to(refused(400, "Bad Request: query is too old"))
    run_in_virtual_time(lambda: messenger.toast("q", "Thanks"))
    assert telegram.calls == [("answerCallbackQuery", {"callback_query_id": "q", "text": "Thanks"})]


def test_typing_is_shown_only_when_the_answer_takes_a_while() -> None:
    typed = 200, b'{"ok": true, "result": true}'
    messenger, telegram = messenger_to(*[typed] * 3)

    async def scenario() -> None:
        async with messenger.typing(ANN):
            await asyncio.sleep(0.2)
        assert telegram.calls == []
        async with messenger.typing(ANN):
            await asyncio.sleep(6)
        await asyncio.sleep(10)

    run_in_virtual_time(scenario)
    assert [method for method, _ in telegram.calls] == ["sendChatAction"] * 2
    assert telegram.times == [pytest.approx(0.5), pytest.approx(5.0)]
