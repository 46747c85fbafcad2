"""/subscriptions: what is followed and when it is told, changed by buttons and by words."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest

from bot.delivery import outbox
from bot.delivery.deliveries import Planned
from bot.subscriptions import Destination, Rhythm, Schedule, destinations
from index import SourceId
from tests.bot.handlers.test_subscribe import GROUP, subscribed
from tests.bot.offline import Call, Offline, Person


def schedule(bot: Offline, chat_id: int) -> Schedule:
    place = Destination(chat_id)
    return bot.deps.database.read(
        lambda connection: destinations.find_schedule(connection, place, time_zone="UTC")
    )


async def edit(ann: Person, shown: Call, label: str) -> Call:
    """Press the button and give the edited message."""
    return (await ann.press(shown, label))["editMessageText"]


async def test_nothing_followed_yet_shows_how_to(ann: Person) -> None:
    text = (await ann.say("/subscriptions")).text
    assert text.startswith("<b>You don't follow anything yet.</b>")
    assert "/subscribe tag:mining" in text


async def test_a_subscription_is_paused_resumed_and_removed(bot: Offline, ann: Person) -> None:
    await ann.say("/subscribe mining")
    await ann.say("/subscribe")
    shown = await ann.say("/subscriptions")
    assert "1. mining\n2. everything new" in shown.text
    paused = await edit(ann, shown, "⏸ 1. mining")
    assert "1. mining · paused" in paused.text
    assert subscribed(bot, ann.user["id"])[0].paused
    again = await edit(ann, paused, "▶ 1. mining")
    assert "paused" not in again.text
    left = await edit(ann, again, "✖ 1")
    assert "1. everything new" in left.text
    assert len(subscribed(bot, ann.user["id"])) == 1


async def test_who_wants_to_hear_sooner_need_not_wait_for_the_digest(bot: Offline, ann: Person) -> None:
    waiting = Planned(ann.user["id"], None, "[]", datetime.now(UTC) + timedelta(days=6))
    plan = partial(outbox.plan, announcement_id=1, planned=[waiting], at=datetime.now(UTC))
    bot.deps.database.write(plan)
    await ann.say("/subscriptions instant")
    due_at = bot.deps.database.read(outbox.next_due_at)
    assert due_at is not None
    assert due_at <= datetime.now(UTC)


async def test_many_are_paged(ann: Person) -> None:
    for number in range(12):
        await ann.say(f"/subscribe word{number}")
    shown = await ann.say("/subscriptions")
    assert "10. word9" in shown.text
    assert "11. word10" not in shown.text
    assert "11. word10" in (await edit(ann, shown, "Next ›")).text


async def test_when_to_tell_is_chosen_by_buttons(bot: Offline, ann: Person) -> None:
    shown = await ann.say("/subscriptions")
    for label in ("🕘 When to tell", "Every week", "Fr", "18:00", "🌙 22:00-07:00", "🔕 Silent"):
        shown = await edit(ann, shown, label)
    wanted = Schedule(Rhythm.WEEKLY, time(18), 4, (time(22), time(7)), silent=True)
    assert schedule(bot, ann.user["id"]) == wanted
    assert "Every week on Fridays at 18:00 · Nothing from 22:00 to 07:00 · without sound" in shown.text
    assert "· Fr ·" in shown.buttons
    assert (await edit(ann, shown, "‹ Back")).text.startswith("<b>You don't follow anything yet.</b>")


async def test_when_to_tell_is_chosen_by_words(bot: Offline, ann: Person) -> None:
    assert "Every day at 18:30" in (await ann.say("/subscriptions daily 18:30")).text
    assert "Europe/Moscow" in (await ann.say("/subscriptions zone moscow")).text
    assert schedule(bot, ann.user["id"]) == Schedule(
        Rhythm.DAILY, hour=time(18, 30), time_zone="Europe/Moscow"
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("daily 25:70", "“25:70” isn't a time of day"),
        ("zone Mars/Phobos", "I don't know the time zone “Mars/Phobos”"),
        ("quiet always", "“always” – I don't understand these quiet hours"),
        ("hourly", "I don't understand “hourly”"),
        ("<b>" * 2000, "I don't understand “&lt;b&gt;"),
    ],
)
async def test_what_is_not_understood_changes_nothing(
    bot: Offline, ann: Person, words: str, answer: str
) -> None:
    text = (await ann.say(f"/subscriptions {words}")).text
    assert answer.replace("'", "&#x27;") in text or answer in text
    assert schedule(bot, ann.user["id"]) == Schedule()


async def test_in_a_group_all_may_look_and_admins_change(bot: Offline, ann: Person) -> None:
    bot.telegram.statuses[-1001, ann.user["id"]] = "administrator"
    admin = Person(bot, ann.user, GROUP)
    await admin.send(text="/subscribe mining")
    other = Person(bot, ann.user | {"id": 5}, GROUP)
    shown = await other.say("/subscriptions")
    assert "1. mining" in shown.text
    refused = await other.press(shown, "✖ 1")
    assert refused.keys() == {"getChatMember", "answerCallbackQuery"}
    assert "Only admins" in refused["answerCallbackQuery"].text
    assert "Only admins" in (await other.send(text="/subscriptions daily"))[-1].text
    assert len(subscribed(bot, -1001)) == 1


@pytest.mark.parametrize("data", ["1nc:999:x:0", "1nu:999", "1nl:5:0:0", "1ns:5:0:daily", "1nw:-1001:0"])
async def test_buttons_for_what_is_not_ones_own_change_nothing(bot: Offline, ann: Person, data: str) -> None:
    done = await ann.press_data(data)
    assert "editMessageText" not in done
    assert schedule(bot, 5) == Schedule()


@pytest.mark.parametrize("data", ["1nc:1:q:0", "1ns:5:0:", "1nl:x:0:0", "1nm:UPPER:1", "1nu:" + "9" * 40])
async def test_forged_buttons_are_out_of_date(ann: Person, data: str) -> None:
    done = await ann.press_data(data)
    assert "out of date" in done["answerCallbackQuery"].text


async def test_a_muted_source_is_listed_and_heard_of_again(bot: Offline, ann: Person) -> None:
    source = next(each for each in bot.deps.library.sources() if each.title.startswith("Windmills"))
    muted = await ann.press_data(f"1nm:{source.id}:1")
    assert muted["answerCallbackQuery"].text == "Done. I won't tell you about this source here."
    shown = await ann.say("/subscriptions")
    assert "Windmills" not in (await edit(ann, shown, "🔔 Hear again: Windmills of the coast")).text
    place = Destination(ann.user["id"])
    assert bot.deps.database.read(lambda c: destinations.find_muted(c, place)) == frozenset[SourceId]()


async def test_settings_lead_to_the_subscriptions(ann: Person) -> None:
    shown = await ann.say("/settings")
    assert "You don't follow anything yet" in (await edit(ann, shown, "🔔 Subscriptions")).text
