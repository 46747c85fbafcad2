import pytest

from bot.playground.server.limits import Limits
from bot.playground.server.refusals import RefusedError


def _send(limits: Limits, chat_id: int, now: float, *, is_group: bool = False) -> int:
    """Seconds to wait, 0 when it was sent."""
    try:
        limits.spend(chat_id, is_group=is_group, now=now)
    except RefusedError as refusal:
        return refusal.parameters["retry_after"]
    return 0


def test_switched_off_everything_goes() -> None:
    limits = Limits()
    assert {_send(limits, 1, 0.0) for _ in range(100)} == {0}


def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    limits = Limits(enabled=True)
    assert [_send(limits, 1, 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert [_send(limits, 1, 1.0 + n) for n in range(5)] == [0] * 5


def test_a_group_takes_twenty_a_minute() -> None:
    limits = Limits(enabled=True)
    assert [_send(limits, -1, 2.0 * n, is_group=True) for n in range(20)] == [0] * 20
    assert _send(limits, -1, 40.0, is_group=True) == 20
    assert _send(limits, -1, 60.0, is_group=True) == 0


def test_all_chats_together_take_thirty_a_second() -> None:
    limits = Limits(enabled=True)
    assert [_send(limits, chat, 0.0) for chat in range(30)] == [0] * 30
    assert _send(limits, 30, 0.0) == 1
    assert _send(limits, 30, 1.0) == 0


@pytest.mark.parametrize("wait", [0.2, 0.9])
def test_whoever_does_not_wait_is_counted(wait: float) -> None:
    limits = Limits(enabled=True)
    for _ in range(4):
        _send(limits, 1, 0.0)
    _send(limits, 1, wait)
    assert limits.early == 1
