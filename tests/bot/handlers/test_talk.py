"""Talk gets a short reply with examples, never a refusal; whoever means a list gets that."""

from pathlib import Path

import pytest

from tests.bot.handlers.test_groups import TEAM
from tests.bot.offline import Call, Offline, Person, open_offline
from tests.bot.telegram_html import check_message

SHOP = """# The bike shop

A new inner tube costs 8 euros, and a bell costs 5 euros. On Mondays the shop is closed.

The workshop was founded in 1987 by Anna Berg. Ask her about everything that has wheels.
"""


def is_refusal(call: Call) -> bool:
    return "Nothing in the sources" in call.text or any("🔔" in label for label in call.buttons)


@pytest.mark.parametrize("text", ["hi", "Thank you!", "who are you?", "help", "🙂", "?!", "you are stupid"])
async def test_talk_gets_a_reply_with_examples(ann: Person, text: str) -> None:
    told = await ann.say(text)
    check_message(told.text)
    assert not is_refusal(told)
    assert "4 sources, 2019 to 2024" in told.text
    assert "/latest" in told.text
    assert "/sources" in told.text
    assert "reply_parameters" not in told.parameters
    assert 1 <= len(told.buttons) <= 3
    assert "stupid" not in told.text


async def test_the_reply_is_in_the_readers_language(bot: Offline) -> None:
    told = await bot.person("ru").say("привет")
    assert told.text.startswith("Здравствуйте! Я Footnote.")
    assert "по 4 источникам за 2019–2024 годы" in told.text


@pytest.mark.parametrize(("text", "command"), [("What's new?", "/latest"), ("your sources", "/sources")])
async def test_a_list_is_sent_when_it_is_meant(ann: Person, text: str, command: str) -> None:
    assert (await ann.say(text)).text == (await ann.say(command)).text


async def test_an_example_is_asked_and_answered_when_it_is_pressed(tmp_path: Path) -> None:
    bot = await open_offline(tmp_path, {"shop.md": SHOP})
    ann = bot.person()
    greeting = await ann.say("/start")
    example = "When was the workshop founded?"
    assert example in greeting.buttons

    before = len(bot.telegram.calls)
    done = await ann.press(greeting, example)
    question, answer = [call for call in bot.telegram.calls[before:] if call.method == "sendMessage"]

    assert done["answerCallbackQuery"].text == ""
    assert question.text == f"💬 {example}"
    assert "<b>The workshop was founded in 1987 by Anna Berg.</b>" in answer.text
    assert answer.parameters["reply_parameters"]["message_id"] == ann.id_of(question)
    await bot.close()


async def test_an_example_whose_source_is_gone_is_asked_all_the_same(tmp_path: Path) -> None:
    bot = await open_offline(tmp_path, {"shop.md": SHOP})
    ann = bot.person()
    greeting = await ann.say("/start")
    (source,) = bot.deps.library.sources()
    bot.deps.library.remove([source.id])
    done = await ann.press(greeting, "When was the workshop founded?")
    assert done["sendMessage"].text == "There are no sources to search yet."
    await bot.close()


async def test_a_forged_example_is_out_of_date(ann: Person) -> None:
    await ann.say("/start")
    done = await ann.press_data("1e:7")
    assert done.keys() == {"answerCallbackQuery"}
    assert "out of date" in done["answerCallbackQuery"].text


async def test_in_a_group_thanks_get_one_line_and_only_when_they_are_meant_for_the_bot(bot: Offline) -> None:
    ann = Person(bot, bot.person().user, TEAM)
    assert await ann.send(text="thanks") == []
    assert (await ann.say("/ask thanks")).text == "You are welcome!"
    assert "4 sources" in (await ann.say("/ask who are you")).text


async def test_a_greeting_is_not_what_the_next_question_takes_up(ann: Person) -> None:
    await ann.say("When did Putin sign the law that makes mining legal?")
    await ann.say("thanks!")
    assert "<i>About: When did Putin sign" in (await ann.say("And when did it take effect?")).text


async def test_a_question_that_was_taken_to_continue_is_asked_alone(bot: Offline, ann: Person) -> None:
    await ann.say("When did Putin sign the law that makes mining legal?")
    question = "And when was it built, the oldest windmill?"
    answer = await ann.say(question)
    if "↩ Ask it alone" not in answer.buttons:
        pytest.skip("it stands for itself")
    ann.asked = ann.message(text=question)
    alone = (await ann.press(answer, "↩ Ask it alone"))["editMessageText"]
    assert "<i>About: " not in alone.text
    assert "1621" in alone.text
