"""A reply whose sending broke off: looked for before it is sent again, and taken for no other message."""

from typing import Any

import httpx
import pytest
from telegram.error import TimedOut

from bot.rendering.message import Message
from bot.sending.limits import Lane
from bot.sending.messenger import Messenger
from bot.sending.outcomes import DeliveryUnknownError, Outcome, PostponedError, RetryAfter, Sent
from tests.bot.sending.test_messenger import ANN, HELLO, Reply, broken, messenger_to, refused, sent
from tests.bot.virtual_time import run_in_virtual_time

ASKED = 100
CUT = broken(httpx.ReadTimeout("slow"), TimedOut)
UNCHANGED = refused(400, "Bad Request: message is not modified")
NOT_THERE = refused(400, "Bad Request: message to edit not found")
NOT_OURS = refused(400, "Bad Request: message can't be edited")
AWAY = refused(502, "Bad Gateway")


async def reply(messenger: Messenger, message: Message = HELLO) -> Sent | None:
    """One try, as the worker makes it; None when it has to be made again."""
    try:
        outcome = await messenger.reply(ANN, message, reply_to=ASKED, after=ASKED)
    except PostponedError:
        return None
    assert isinstance(outcome, Sent)
    return outcome


def tries(*replies: Reply) -> tuple[list[Sent | None], list[str]]:
    """What two tries give, and which methods they call."""
    messenger, telegram = messenger_to(*replies)

    async def scenario() -> list[Sent | None]:
        return [await reply(messenger), await reply(messenger)]

    outcomes = run_in_virtual_time(scenario)
    return outcomes, [method for method, _ in telegram.calls]


def test_a_reply_that_arrived_is_found_and_not_sent_again() -> None:
    assert tries(CUT, UNCHANGED) == ([None, Sent(ASKED + 1)], ["sendMessage", "editMessageText"])


def test_it_is_found_behind_what_others_wrote_meanwhile() -> None:
    outcomes, methods = tries(CUT, NOT_OURS, UNCHANGED)
    assert outcomes == [None, Sent(ASKED + 2)]
    assert methods.count("sendMessage") == 1


def test_a_reply_that_is_not_there_is_sent_again() -> None:
    outcomes, methods = tries(CUT, NOT_OURS, NOT_THERE, sent(200))
    assert outcomes == [None, Sent(200)]
    assert methods == ["sendMessage", *["editMessageText"] * 2, "sendMessage"]


def test_nothing_is_sent_again_while_telegram_does_not_say() -> None:
    outcomes, methods = tries(CUT, AWAY)
    assert outcomes == [None, None]
    assert methods == ["sendMessage", "editMessageText"]


def test_another_message_of_ours_is_never_overwritten() -> None:
    messenger, telegram = messenger_to(CUT, sent(ASKED + 1), NOT_THERE, sent(200))

    async def scenario() -> None:
        await reply(messenger)
        await messenger.send(ANN, Message("news"))
        assert await reply(messenger) == Sent(200)

    run_in_virtual_time(scenario)
    edited = [call["message_id"] for method, call in telegram.calls if method == "editMessageText"]
    assert ASKED + 1 not in edited


def test_news_wait_while_a_reply_is_looked_for_whose_place_they_would_take() -> None:
    messenger, telegram = messenger_to(CUT, NOT_THERE, sent(200))
    news: list[Outcome] = []
    answer = telegram.do_request

    async def meanwhile(url: str, method: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        if url.endswith("editMessageText"):
            news.append(await messenger.send(ANN, Message("news"), lane=Lane.BULK))
        return await answer(url, method, *rest, **more)

    telegram.do_request = meanwhile  # type: ignore[method-assign]

    async def scenario() -> None:
        await reply(messenger)
        assert await reply(messenger) == Sent(200)

    run_in_virtual_time(scenario)
    assert [each.is_busy for each in news if isinstance(each, RetryAfter)] == [True]


def test_a_reply_is_not_looked_for_while_news_are_under_way() -> None:
    messenger, telegram = messenger_to(CUT, sent(ASKED + 1), NOT_THERE, sent(200))
    looked: list[Sent | None] = []
    answer = telegram.do_request

    async def meanwhile(url: str, method: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        if telegram.calls and not looked:
            looked.append(None)
            looked[0] = await reply(messenger)
        return await answer(url, method, *rest, **more)

    telegram.do_request = meanwhile  # type: ignore[method-assign]

    async def scenario() -> None:
        await reply(messenger)
        assert await messenger.send(ANN, Message("news"), lane=Lane.BULK) == Sent(ASKED + 1)
        assert looked == [None]
        assert await reply(messenger) == Sent(200)

    run_in_virtual_time(scenario)


def test_other_words_never_take_the_place_of_a_reply_in_doubt() -> None:
    messenger, telegram = messenger_to(CUT, sent(200))

    async def scenario() -> None:
        await reply(messenger)
        assert await reply(messenger, Message("sorry")) == Sent(200)

    run_in_virtual_time(scenario)
    assert [method for method, _ in telegram.calls] == ["sendMessage", "sendMessage"]


def test_a_try_counts_when_others_got_through_meanwhile() -> None:
    messenger, _ = messenger_to(CUT, sent(1), NOT_THERE, CUT)

    async def scenario() -> None:
        await reply(messenger)
        await messenger.send(ANN + 1, HELLO)
        with pytest.raises(DeliveryUnknownError):
            await reply(messenger)

    run_in_virtual_time(scenario)
