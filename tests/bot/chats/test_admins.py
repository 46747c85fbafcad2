"""How long somebody counts as an admin without asking Telegram again."""

from bot.chats.admins import KEPT_SECONDS, MOST_KEPT, Admins
from tests.bot.clock import Clock

TEAM, OTHERS = -100, -200
ANN, BEN = 1, 2


def test_an_admin_is_known_for_a_minute_in_that_chat_alone() -> None:
    admins = Admins(clock := Clock())
    admins.note(TEAM, ANN)
    clock.now = 1
    assert not admins.is_known(TEAM, BEN)
    assert not admins.is_known(OTHERS, ANN)
    clock.now = KEPT_SECONDS - 1
    assert admins.is_known(TEAM, ANN)
    clock.now = KEPT_SECONDS
    assert not admins.is_known(TEAM, ANN)


def test_whoever_is_seen_again_is_known_for_another_minute() -> None:
    admins = Admins(clock := Clock())
    for clock.now in (0, KEPT_SECONDS - 1):
        admins.note(TEAM, ANN)
    clock.now = KEPT_SECONDS + 1
    assert admins.is_known(TEAM, ANN)


def test_a_forgotten_chat_leaves_the_others_alone() -> None:
    admins = Admins(Clock())
    admins.note(TEAM, ANN)
    admins.note(OTHERS, ANN)
    admins.forget_chat(TEAM)
    assert not admins.is_known(TEAM, ANN)
    assert admins.is_known(OTHERS, ANN)


def test_of_very_many_the_oldest_are_forgotten() -> None:
    admins = Admins(Clock())
    for chat_id in range(MOST_KEPT + 1):
        admins.note(-chat_id, ANN)
    assert not admins.is_known(0, ANN)
    assert admins.is_known(-MOST_KEPT, ANN)
