"""The limiter: what goes out when. Times are seconds of a clock that starts at 0."""

import asyncio
from collections.abc import Sequence

from bot.sending.limits import Lane, Limiter
from tests.bot.virtual_time import run_in_virtual_time

ANN, BEN, TEAM = 1, 2, -100


async def _times(limiter: Limiter, chats: Sequence[int], lane: Lane = Lane.ANSWER) -> list[float]:
    """When each of these sends, asked for at once, may go out."""
    loop = asyncio.get_running_loop()

    async def send(chat: int) -> float:
        await limiter.turn(chat, lane)
        return loop.time()

    return list(await asyncio.gather(*(send(chat) for chat in chats)))


def _most_within(times: Sequence[float], period: float) -> int:
    return max(sum(start <= time < start + period for time in times) for start in times)


def test_a_short_burst_to_one_person_goes_out_at_once_and_more_waits() -> None:
    async def scenario() -> None:
        times = await _times(Limiter(30), [ANN] * 9)
        assert times[:3] == [0, 0, 0]
        assert times == sorted(times)
        assert all(later - earlier >= 3 for earlier, later in zip(times, times[3:], strict=False))

    run_in_virtual_time(scenario)


def test_a_group_gets_at_most_twenty_messages_in_any_minute() -> None:
    async def scenario() -> None:
        times = await _times(Limiter(30), [TEAM] * 70)
        assert _most_within(times, 60) <= 20
        assert times[-1] < 4 * 61 + 5

    run_in_virtual_time(scenario)


def test_overall_no_second_has_more_sends_than_allowed() -> None:
    async def scenario() -> None:
        times = await _times(Limiter(30), range(1, 301))
        assert _most_within(times, 1) <= 30
        assert times[-1] < 11

    run_in_virtual_time(scenario)


def test_a_chat_that_has_to_wait_does_not_delay_another() -> None:
    async def scenario() -> None:
        times = await _times(Limiter(30), [*[ANN] * 20, BEN])
        assert times[-1] == 0

    run_in_virtual_time(scenario)


def test_answers_go_before_announcements_that_asked_first() -> None:
    async def scenario() -> None:
        limiter = Limiter(10)
        bulk = asyncio.create_task(_times(limiter, range(1, 101), Lane.BULK))
        await asyncio.sleep(0)
        assert max(await _times(limiter, range(201, 206))) < 1.1
        assert max(await bulk) < 12

    run_in_virtual_time(scenario)


def test_a_pause_that_telegram_asked_for_is_kept_for_that_chat_alone() -> None:
    async def scenario() -> None:
        for limiter in (Limiter(30), Limiter(0)):
            start = asyncio.get_running_loop().time()
            limiter.pause(ANN, 30)
            ann, ben = await _times(limiter, [ANN, BEN])
            assert ann - start >= 30
            assert ben == start

    run_in_virtual_time(scenario)


def test_a_second_paused_chat_pauses_announcements_but_no_answers() -> None:
    async def scenario() -> None:
        limiter = Limiter(30)
        limiter.pause(ANN, 10)
        assert await _times(limiter, [3], Lane.BULK) == [0]
        limiter.pause(BEN, 20)
        assert limiter.paused_for(3, Lane.BULK) == 20
        assert await _times(limiter, [3]) == [0]
        assert await _times(limiter, [4], Lane.BULK) == [20]

    run_in_virtual_time(scenario)


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    async def scenario() -> None:
        limiter = Limiter(30)
        limiter.pause(ANN, 30)
        limiter.pause(ANN, 5)
        assert limiter.paused_for(ANN, Lane.ANSWER) == 30

    run_in_virtual_time(scenario)


def test_edits_wait_for_a_pause_but_do_not_use_up_the_chats_messages() -> None:
    async def scenario() -> None:
        limiter = Limiter(30)
        for _ in range(10):
            await limiter.turn(ANN, counted=False)
        assert await _times(limiter, [ANN] * 3) == [0, 0, 0]
        limiter.pause(ANN, 7)
        await limiter.turn(ANN, counted=False)
        assert asyncio.get_running_loop().time() == 7

    run_in_virtual_time(scenario)


def test_without_limits_everything_goes_out_at_once() -> None:
    async def scenario() -> None:
        assert set(await _times(Limiter(0), [ANN] * 200)) == {0}

    run_in_virtual_time(scenario)


def test_who_gives_up_waiting_uses_up_no_turn() -> None:
    async def scenario() -> None:
        limiter = Limiter(30)
        await _times(limiter, [ANN] * 3)
        impatient = asyncio.create_task(limiter.turn(ANN))
        patient = asyncio.create_task(_times(limiter, [ANN]))
        await asyncio.sleep(1)
        impatient.cancel()
        assert (await patient)[0] < 4

    run_in_virtual_time(scenario)


def test_those_who_share_the_limit_keep_it_together() -> None:
    async def scenario() -> None:
        for per_second, count in ((30, 2), (5, 2), (2, 3)):
            begun = asyncio.get_running_loop().time()
            limiters = [Limiter(per_second) for _ in range(count)]
            for limiter in limiters:
                limiter.share_with(count)
            chats = [range(number * 1000, number * 1000 + 10 * per_second) for number in range(count)]
            each = await asyncio.gather(*map(_times, limiters, chats))
            times = sorted(time - begun for some in each for time in some)
            assert _most_within(times, 60) <= 60 * per_second
            assert times[-1] < 10 * count * 1.05 + 2

    run_in_virtual_time(scenario)


def test_whoever_is_left_has_the_whole_limit_again() -> None:
    async def scenario() -> None:
        limiter = Limiter(30)
        limiter.share_with(3)
        assert (await _times(limiter, range(1, 11)))[-1] == 0
        limiter.share_with(1)
        assert (await _times(limiter, range(11, 31)))[-1] == 0

    run_in_virtual_time(scenario)
