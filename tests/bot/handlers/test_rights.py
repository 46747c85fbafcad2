"""How often Telegram is asked who the admins of a group are."""

import pytest

from bot.chats import profiles
from bot.payloads import Group, ShowGroup, write_press
from bot.sending.outcomes import PostponedError
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


@pytest.mark.parametrize("refusal", [(502, "Bad Gateway"), (429, "Too Many Requests: retry after 7")])
async def test_while_telegram_does_not_tell_nobody_is_said_to_be_no_admin(
    bot: Offline, ann: Person, refusal: tuple[int, str]
) -> None:
    bot.telegram.refusals["getChatMember"] = refusal
    with pytest.raises(PostponedError):
        await ann.send(text="/settings")
    del bot.telegram.refusals["getChatMember"]
    assert "only admins" not in (await ann.send(text="/settings"))[-1].text.lower()


async def test_an_anonymous_admin_who_edits_is_an_admin(bot: Offline) -> None:
    bot.deps.database.write(lambda connection: profiles.choose(connection, TEAM["id"], "askers", "admins"))
    anonymous = member(bot, "GroupAnonymousBot", 1087968824)
    anonymous.user["is_bot"] = True
    asked = anonymous.message(text="/ask When are tulips planted?", sender_chat=TEAM)
    await bot.receive(message=asked)
    (edit,) = await anonymous.edit(
        asked["message_id"], "/ask Who built the oldest windmill?", sender_chat=TEAM
    )
    assert (edit.method, "built in 1621" in edit.text) == ("editMessageText", True)


async def test_whom_telegram_does_not_call_an_admin_hears_of_a_way_out(bot: Offline) -> None:
    ben = member(bot, "Ben", 2)
    toast = (await ben.press_data(write_press(ShowGroup(Group(TEAM["id"])))))["answerCallbackQuery"]
    assert "write as yourself, or make me an admin" in toast.text
