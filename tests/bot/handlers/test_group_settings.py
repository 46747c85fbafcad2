"""/settings of a group: its admins change them, in the group or in private, and nobody else."""

from typing import Any

import pytest

from bot.chats import barriers, profiles, tags
from bot.chats.profiles import Askers, Length, Profile
from tests.bot.handlers.test_groups import TEAM, member
from tests.bot.offline import Call, Offline, Person
from tests.bot.samples import NOON
from tests.bot.telegram_html import check_message

ID = TEAM["id"]


@pytest.fixture
def ann(bot: Offline) -> Person:
    """An admin of the group."""
    admin = member(bot, "Ann", 1)
    bot.telegram.statuses[ID, admin.user["id"]] = "administrator"
    bot.telegram.chats[str(ID)] = {
        **TEAM,
        "accent_color_id": 1,
        "max_reaction_count": 1,
        "accepted_gift_types": GIFTS,
    }
    return admin


@pytest.fixture
def ben(bot: Offline) -> Person:
    return member(bot, "Ben", 2)


GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
)


async def settings_of(person: Person, **details: Any) -> Call:
    return (await person.send(text="/settings", **details))[-1]


def chat(bot: Offline) -> Profile:
    return bot.deps.database.read(lambda connection: profiles.find(connection, ID))


async def test_each_choice_is_kept_and_shown(bot: Offline, ann: Person) -> None:
    menu = await settings_of(ann)
    assert menu.text.startswith("<b>How I behave in Team</b>")
    for label in ("Русский", "Полные ответы", "Только админы", "· Отвечать на упоминания ·", "Тихий режим"):
        done = await ann.press(menu, label)
        menu = done["editMessageText"]
        assert label.strip("· ") in " ".join(menu.buttons)
    check_message(menu.text)
    assert chat(bot) == Profile(ID, "ru", Length.FULL, Askers.ADMINS, mentions=False, quiet=True)
    back = (await ann.press(menu, "Язык спросившего"))["editMessageText"]
    assert "· Asker's language ·" in back.buttons
    assert chat(bot).language is None


async def test_others_are_refused(bot: Offline, ann: Person, ben: Person) -> None:
    assert (await settings_of(ben)).text.startswith("Only admins")
    done = await ben.press(await settings_of(ann), "Full answers")
    assert done["answerCallbackQuery"].text.startswith("Only admins")
    assert "editMessageText" not in done
    assert chat(bot) == Profile(ID)


async def test_anonymous_admins_are_admins_and_channels_are_not(
    bot: Offline, ann: Person, ben: Person
) -> None:
    anonymous = member(bot, "Group", 0)
    anonymous.user |= {"id": 1087968824, "is_bot": True}
    assert "How I behave" in (await settings_of(anonymous, sender_chat=TEAM)).text
    channel = {"id": -1009, "type": "channel", "title": "News"}
    assert "Only admins" in (await settings_of(anonymous, sender_chat=channel)).text


async def test_sources_are_limited_for_the_group_or_for_a_topic(bot: Offline, ann: Person) -> None:
    seeds = bot.deps.settings.seeds_dir
    for name in ("alpha", "beta"):
        text = f"---\ntitle: {name}\ntags: [{name}]\n---\nThe secret word of the library is {name}."
        (seeds / f"{name}.md").write_text(text)
    bot.deps.library.sync()
    topic = {"message_thread_id": 42, "is_topic_message": True}
    for label, details in (("alpha", {}), ("beta", topic)):
        menu = await settings_of(ann, **details)
        page = (await ann.press(menu, "📚 All sources"))["editMessageText"]
        chosen = (await ann.press(page, label))["editMessageText"]
        assert f"· {label} ·" in chosen.buttons
        menu = (await ann.press(chosen, "‹ Back"))["editMessageText"]
        assert f"📚 Sources: {label}" in menu.buttons
    question = "/ask What is the secret word of the library?"
    asked = [await ann.send(text=question, **details) for details in ({}, topic)]
    assert ["alpha" in asked[0][-1].text, "beta" in asked[1][-1].text] == [True, True]
    page = (await ann.press(menu, "📚 Sources: beta"))["editMessageText"]
    await ann.press(page, "📚 All sources")
    assert bot.deps.database.read(lambda c: tags.find_seen(c, ID, 42)) == {"alpha"}


async def test_a_link_opens_them_in_private_for_admins(bot: Offline, ann: Person, ben: Person) -> None:
    link = (await settings_of(ann)).buttons["⚙️ Set up in private"]
    payload = link.partition("start=")[2]
    alone = Person(bot, ann.user)
    menu = (await alone.send(text=f"/start {payload}"))[-1]
    assert menu.text.startswith("<b>How I behave in Team</b>")
    assert "⚙️ Set up in private" not in menu.buttons
    await alone.press(menu, "Full answers")
    assert chat(bot).length is Length.FULL
    stranger = Person(bot, ben.user)
    assert (await stranger.send(text=f"/start {payload}"))[-1].text.startswith(
        "Only admins of that group can change that."
    )
    done = await stranger.press_data(menu.buttons["Only admins ask"])
    assert done["answerCallbackQuery"].text.startswith("Only admins of that group can change that.")
    assert chat(bot).askers is Askers.EVERYBODY


@pytest.mark.parametrize(
    "data",
    [
        f"1gc:{ID}:0:l:xx",
        f"1gc:{ID}:0:n:huge",
        f"1gc:{ID}:0:q:maybe",
        "1gc:-100999:0:q:on",
        f"1gc:{ID}:0:z:on",
        f"1gt:{ID}:0:../..:0",
        "1gs:5:0",
    ],
)
async def test_forged_buttons_change_nothing(bot: Offline, ann: Person, data: str) -> None:
    done = await ann.press_data(data)
    assert "editMessageText" not in done
    assert done["answerCallbackQuery"].text == "This button is out of date. Please ask again."
    assert chat(bot) == Profile(ID)


async def test_closed_topics_are_listed(bot: Offline, ann: Person) -> None:
    bot.deps.database.write(lambda c: barriers.put_up(c, ID, 42, reason="TOPIC_CLOSED", at=NOON))
    menu = await settings_of(ann)
    assert '<a href="https://t.me/c/1234567890/42">#42</a>' in menu.text
    check_message(menu.text)


async def test_it_is_said_when_mentions_may_be_lost(bot: Offline, ann: Person) -> None:
    assert "Telegram may not tell me when somebody mentions me" in (await settings_of(ann)).text
    bot.telegram.statuses[ID, bot.deps.bot_id] = "administrator"
    assert "Telegram may not" not in (await settings_of(ann)).text
