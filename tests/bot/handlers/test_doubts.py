"""A reply that may have arrived is looked for only where nothing else of ours can be taken for it."""

import pytest

from bot.sending.outcomes import DeliveryUnknownError, PostponedError
from tests.bot.handlers.test_ask import QUESTION
from tests.bot.offline import FIRST_ID, Offline, Person


async def methods_of_the_second_try(bot: Offline, ann: Person, *, seconds_before_the_start: int) -> list[str]:
    """What is called after the first try, whose connection broke."""
    written = int(bot.deps.serves_since().timestamp()) - seconds_before_the_start
    asked = ann.message(text=QUESTION, message_id=FIRST_ID - 1, date=written)
    received = await bot.take_in(message=asked)
    assert received is not None
    bot.telegram.refusals["sendMessage"] = (502, "Bad Gateway")
    with pytest.raises((PostponedError, DeliveryUnknownError)):
        await bot.handle(received)
    del bot.telegram.refusals["sendMessage"]
    return [call.method for call in await bot.handle(received)]


async def test_what_another_process_may_have_sent_is_never_taken_for_the_reply(
    bot: Offline, ann: Person
) -> None:
    assert await methods_of_the_second_try(bot, ann, seconds_before_the_start=60) == ["sendMessage"]


async def test_a_clock_that_is_behind_makes_no_old_message_new(bot: Offline, ann: Person) -> None:
    assert await methods_of_the_second_try(bot, ann, seconds_before_the_start=-60) == ["sendMessage"]


async def test_behind_a_message_written_since_the_start_it_is_looked_for(bot: Offline, ann: Person) -> None:
    methods = await methods_of_the_second_try(bot, ann, seconds_before_the_start=0)
    assert "editMessageText" in methods
    assert "sendMessage" not in methods
