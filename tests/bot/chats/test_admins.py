"""How long somebody counts as an admin without asking Telegram again."""

from bot.chats.admins import KEPT_SECONDS, MOST_KEPT, Admins

TEAM, OTHERS = -100, -200
ANN, BEN = 1, 2


def test_an_admin_is_known_for_a_minute_in_that_chat_alone() -> None:
    admins = Admins()
    admins.note(TEAM, ANN, now=0)
    assert admins.is_known(TEAM, ANN, now=KEPT_SECONDS - 1)
    assert not admins.is_known(TEAM, ANN, now=KEPT_SECONDS)
    assert not admins.is_known(TEAM, BEN, now=1)
    assert not admins.is_known(OTHERS, ANN, now=1)


def test_a_forgotten_chat_leaves_the_others_alone() -> None:
    admins = Admins()
    admins.note(TEAM, ANN, now=0)
    admins.note(OTHERS, ANN, now=0)
    admins.forget_chat(TEAM)
    assert not admins.is_known(TEAM, ANN, now=1)
    assert admins.is_known(OTHERS, ANN, now=1)


def test_of_very_many_the_oldest_are_forgotten() -> None:
    admins = Admins()
    for chat_id in range(MOST_KEPT + 1):
        admins.note(-chat_id, ANN, now=0)
    assert not admins.is_known(0, ANN, now=1)
    assert admins.is_known(-MOST_KEPT, ANN, now=1)
