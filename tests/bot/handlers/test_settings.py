from tests.bot.offline import Offline, Person


async def test_the_language_is_chosen_on_one_message_and_kept(ann: Person) -> None:
    shown = await ann.say("/settings")
    assert list(shown.buttons) == ["· As in Telegram ·", "English", "Русский", "🔔 Subscriptions"]
    done = await ann.press(shown, "Русский")
    assert done["answerCallbackQuery"].text == "Готово."
    assert list(done["editMessageText"].buttons) == [
        "Как в Telegram",
        "English",
        "· Русский ·",
        "🔔 Подписки",
    ]
    assert "Как спрашивать" in (await ann.say("/help")).text
    back = (await ann.press(done["editMessageText"], "Как в Telegram"))["editMessageText"]
    assert list(back.buttons) == ["· As in Telegram ·", "English", "Русский", "🔔 Subscriptions"]


async def test_a_language_that_there_is_not_is_refused(ann: Person) -> None:
    done = await ann.press_data("1o:xx")
    assert done.keys() == {"answerCallbackQuery"}
    assert (await ann.say("/help")).text.startswith("<b>How to ask</b>")


async def test_in_a_group_nobody_changes_the_language_of_a_person(bot: Offline, ann: Person) -> None:
    member = Person(bot, ann.user, {"id": -1001, "type": "supergroup", "title": "Team"})
    done = await member.press_data("1o:ru")
    assert done.keys() == {"answerCallbackQuery"}
    assert (await ann.say("/help")).text.startswith("<b>How to ask</b>")
