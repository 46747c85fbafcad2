"""/subscribe and /unsubscribe: a clear sentence for every wish, and nothing stored for a wrong one."""

import pytest

from bot import subscriptions
from bot.subscriptions import Destination, Subscription
from tests.bot.offline import Offline, Person

GROUP = {"id": -1001, "type": "supergroup", "title": "Team"}
CHANNEL = {"id": -1002, "type": "channel", "title": "News", "accent_color_id": 0, "max_reaction_count": 1}
RIGHTS = {"accepted_gift_types": dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)}  # fmt: skip


def subscribed(bot: Offline, chat_id: int, thread_id: int = 0) -> tuple[Subscription, ...]:
    place = Destination(chat_id, thread_id)
    return bot.deps.database.read(lambda connection: subscriptions.find_all(connection, place))


@pytest.mark.parametrize(
    ("words", "kind", "answer"),
    [
        ("", "everything", "I'll tell you about everything new."),
        (" mining bans -china", "words", "all of these words: mining bans -china"),
        (" tag:Mining", "tag", "the tag Mining."),
        (" publisher: “The Example”", "publisher", "whatever The Example publishes."),
    ],
)
async def test_what_can_be_subscribed_to(
    bot: Offline, ann: Person, words: str, kind: str, answer: str
) -> None:
    assert answer in (await ann.say(f"/subscribe{words}")).text
    [made] = subscribed(bot, ann.user["id"])
    assert made.kind == kind


async def test_russians_hear_it_in_russian(bot: Offline) -> None:
    assert (await bot.person("ru").say("/subscribe майнинг")).text.startswith("Готово. Буду сообщать")


async def test_subscribing_twice_says_so_and_makes_no_second_one(bot: Offline, ann: Person) -> None:
    await ann.say("/subscribe Mining bans")
    assert "already" in (await ann.say("/subscribe bans  mining")).text
    assert len(subscribed(bot, ann.user["id"])) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("the of and", "Those words are too common"),
        ("🤷", "Those words are too common"),
        ("tag:", "Those words are too common"),
        ("-mining -tax", "Those words are too common"),
        ("mining " * 700, "up to 200 characters"),
    ],
)
async def test_what_cannot_be_subscribed_to(bot: Offline, ann: Person, words: str, answer: str) -> None:
    assert answer in (await ann.say(f"/subscribe {words}")).text
    assert subscribed(bot, ann.user["id"]) == ()


async def test_a_chat_has_at_most_fifty(bot: Offline, ann: Person) -> None:
    for number in range(50):
        await ann.say(f"/subscribe word{number}")
    assert "You already have 50 subscriptions here" in (await ann.say("/subscribe zebras")).text
    assert len(subscribed(bot, ann.user["id"])) == 50


async def test_an_edited_command_is_not_done_again(bot: Offline, ann: Person) -> None:
    await ann.say("/subscribe mining")
    await ann.say("/unsubscribe mining")
    await ann.edit(101, "/subscribe mining", entities=[{"type": "bot_command", "offset": 0, "length": 10}])
    assert subscribed(bot, ann.user["id"]) == ()


async def test_markup_in_words_is_shown_as_text(ann: Person) -> None:
    assert "&lt;b&gt;mining" in (await ann.say("/subscribe <b>mining")).text


async def test_unsubscribing_one_or_all(bot: Offline, ann: Person) -> None:
    for words in ("mining", "tag:law", ""):
        await ann.say(f"/subscribe {words}")
    assert "can't find that subscription" in (await ann.say("/unsubscribe gold")).text
    assert (await ann.say("/unsubscribe Mining")).text == "Done. I won't tell you about this any more."
    assert "2 subscriptions are removed" in (await ann.say("/unsubscribe")).text
    assert "You don't follow anything here" in (await ann.say("/unsubscribe")).text
    assert subscribed(bot, ann.user["id"]) == ()


async def test_in_a_group_only_admins_subscribe_it_and_its_topics(bot: Offline, ann: Person) -> None:
    member = Person(bot, ann.user, GROUP)
    assert "Only admins" in (await member.send(text="/subscribe mining"))[-1].text
    assert "Only admins" in (await member.send(text="/unsubscribe"))[-1].text
    bot.telegram.statuses[-1001, ann.user["id"]] = "administrator"
    await member.send(text="/subscribe mining", message_thread_id=7, is_topic_message=True)
    assert len(subscribed(bot, -1001, 7)) == 1
    assert subscribed(bot, -1001) == ()


async def test_an_anonymous_admin_is_the_group_itself_and_another_channel_is_not(
    bot: Offline, ann: Person
) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    member = Person(bot, anonymous, GROUP)
    assert "Done" in (await member.send(text="/subscribe mining", sender_chat=GROUP))[-1].text
    assert "Only admins" in (await member.send(text="/subscribe gold", sender_chat=CHANNEL))[-1].text


async def test_a_channel_is_subscribed_from_private_by_its_admins(bot: Offline, ann: Person) -> None:
    assert "I don't know a channel" in (await ann.send(text="/subscribe @newsroom mining"))[-1].text
    bot.telegram.chats["@newsroom"] = CHANNEL | RIGHTS
    assert "may not post" in (await ann.send(text="/subscribe @newsroom mining"))[-1].text
    assert subscribed(bot, -1002) == ()
    bot.telegram.statuses[-1002, 1] = "administrator"
    bot.telegram.admin_rights["can_post_messages"] = False
    assert "may not post" in (await ann.send(text="/subscribe @newsroom mining"))[-1].text
    del bot.telegram.admin_rights["can_post_messages"]
    assert "Only an admin of that channel" in (await ann.send(text="/subscribe @newsroom mining"))[-1].text
    bot.telegram.statuses[-1002, ann.user["id"]] = "administrator"
    assert (await ann.send(text="/subscribe @newsroom mining"))[-1].text.startswith("In News: Done.")
    assert [each.text for each in subscribed(bot, -1002)] == ["mining"]
    assert "1. mining" in (await ann.send(text="/subscriptions @newsroom"))[-1].text
    assert "Every day at 18:30" in (await ann.send(text="/subscriptions @newsroom daily 18:30"))[-1].text
    bot.telegram.chats["-1002"] = CHANNEL | RIGHTS
    own = (await ann.send(text="/subscriptions"))[-1]
    assert "You don't follow anything" in own.text
    assert "1. mining" in (await ann.press(own, "📢 In News"))["editMessageText"].text
    other = bot.person(id_=8)
    assert "Only an admin" in (await other.send(text="/subscriptions @newsroom"))[-1].text
