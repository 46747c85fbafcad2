"""How often Telegram is asked who the admins of a group are."""

import pytest

from tests.bot.handlers.test_groups import TEAM, member
from tests.bot.handlers.test_membership import ADMIN, IN, change
from tests.bot.offline import Offline, Person


@pytest.fixture
def ann(bot: Offline) -> Person:
    person = member(bot, "Ann", 1)
    bot.telegram.statuses[TEAM["id"], person.user["id"]] = "administrator"
    return person


async def looks(person: Person) -> int:
    """Ask for the group's settings; return how often Telegram was asked about the person."""
    calls = await person.send(text="/settings")
    looked = [call.parameters["user_id"] for call in calls if call.method == "getChatMember"]
    return looked.count(person.user["id"])


async def test_an_admin_is_looked_up_once_in_a_while(ann: Person) -> None:
    assert [await looks(ann) for _ in range(3)] == [1, 0, 0]


async def test_who_is_none_is_looked_up_each_time_and_may_act_as_soon_as_they_are_one(bot: Offline) -> None:
    ben = member(bot, "Ben", 2)
    assert [await looks(ben), await looks(ben)] == [1, 1]
    bot.telegram.statuses[TEAM["id"], ben.user["id"]] = "administrator"
    assert await looks(ben) == 1
    assert await looks(ben) == 0


async def test_admins_are_looked_up_again_when_our_own_rights_have_changed(ann: Person) -> None:
    await looks(ann)
    await change(ann, IN, ADMIN)
    assert await looks(ann) == 1
