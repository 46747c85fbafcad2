from datetime import UTC, datetime, timedelta

import pytest

from bot.answers import records, votes
from bot.payloads import CastVote, Pane, ShowCard, View, write_press
from tests.bot.offline import Call, Offline, Person
from tests.bot.telegram_html import check_message

QUESTION = "When did Putin sign the law that makes mining legal?"
TWOFOLD = "What about mining in November 2024?"
GONE = "I no longer have this answer. Please ask again."


@pytest.fixture
async def card(ann: Person) -> Call:
    return await ann.say(QUESTION)


async def test_another_passage_comes_to_the_top_and_the_first_one_back(ann: Person) -> None:
    card = await ann.say(TWOFOLD)
    second = await ann.press(card, "2")
    assert second["answerCallbackQuery"].text == ""
    edit = second["editMessageText"]
    assert "\n1. <a " in edit.text
    assert "· 2 ·" in edit.buttons
    back = await ann.press(edit, "1")
    assert back["editMessageText"].text == card.text
    assert back["editMessageText"].buttons == card.buttons


async def test_the_context_opens_and_closes(ann: Person, card: Call) -> None:
    opened = (await ann.press(card, "🔎 Context"))["editMessageText"]
    assert "<blockquote expandable>The bill on mining was read" in opened.text
    closed = (await ann.press(opened, "· 🔎 Context ·"))["editMessageText"]
    assert closed.text == card.text


async def test_the_context_has_the_passages_before_and_after(bot: Offline, ann: Person) -> None:
    card = await ann.say("What did the bees visit on day 6 of the garden diary?")
    passages = [p.text for p in bot.deps.library.neighbours(_given(bot, ann).answer.quotes[0].passage_id)]
    opened = (await ann.press(card, "🔎 Context"))["editMessageText"]
    assert len(passages) > 1
    assert all(" ".join(passage.split()[:3]) in opened.text for passage in passages[1:])
    check_message(opened.text)


async def test_why_tells_the_words_and_the_confidence(ann: Person, card: Call) -> None:
    why = (await ann.press(card, "❔ Why"))["editMessageText"]
    assert "<b>Why this passage</b>" in why.text
    assert "“mining”: in 2 of " in why.text
    assert "Confidence: " in why.text


async def test_a_vote_counts_once_and_can_be_taken_back(bot: Offline, ann: Person, card: Call) -> None:
    for label, toast, thumbs in [
        ("👍", "Thank you!", {"👍 1", "👎"}),
        ("👍 1", "I’ve taken your vote back.", {"👍", "👎"}),
        ("👎", "Thank you!", {"👍", "👎 1"}),
    ]:
        done = await ann.press(card, label)
        card = done["editMessageText"]
        assert done["answerCallbackQuery"].text == toast
        assert thumbs < card.buttons.keys()


async def test_a_vote_leaves_the_card_as_it_is(ann: Person) -> None:
    second = (await ann.press(await ann.say(TWOFOLD), "2"))["editMessageText"]
    why = (await ann.press(second, "❔ Why"))["editMessageText"]
    voted = (await ann.press(why, "👍"))["editMessageText"]
    assert voted.text == why.text
    assert voted.buttons.keys() - why.buttons.keys() == {"👍 1", "📌 Keep this question"}


async def test_buttons_of_an_answer_no_longer_kept_say_ask_again(
    bot: Offline, ann: Person, card: Call
) -> None:
    later = datetime.now(UTC) + timedelta(days=31)
    bot.deps.database.write(lambda connection: records.prune(connection, before=later))
    for label in ("❔ Why", "🔎 Context", "👍"):
        done = await ann.press(card, label)
        assert done.keys() == {"answerCallbackQuery"}
        assert done["answerCallbackQuery"].text == GONE


async def test_a_passage_not_worth_showing_has_no_button(card: Call) -> None:
    assert [*card.buttons] == ["👍", "👎", "🔎 Context", "❔ Why", "🔔 Follow", "↗"]


@pytest.mark.parametrize("top", [3, 9])
async def test_a_passage_that_is_not_there_cannot_be_shown(
    bot: Offline, ann: Person, card: Call, top: int
) -> None:
    forged = write_press(ShowCard(_given(bot, ann).id, View(top)))
    assert (await ann.press_data(forged))["answerCallbackQuery"].text == GONE


async def test_answers_of_others_can_neither_be_seen_nor_voted_on(
    bot: Offline, ann: Person, card: Call
) -> None:
    eve = bot.person("ru", id_=7_000_000_666)
    await eve.say(QUESTION)
    view = View(0, Pane.CONTEXT)
    for forged in (ShowCard(_given(bot, ann).id, view), CastVote(_given(bot, ann).id, view, useful=True)):
        done = await eve.press_data(write_press(forged), message_id=1002)
        assert done.keys() == {"answerCallbackQuery"}
        assert (
            done["answerCallbackQuery"].text
            == "Этот ответ уже не хранится. Задайте вопрос ещё раз, пожалуйста."
        )
    given_id = _given(bot, ann).id
    assert bot.deps.database.read(lambda connection: votes.count(connection, given_id)) == votes.Votes()


@pytest.mark.parametrize("data", ["1c:abc:0x", "2c:abc:0p", "x", "1c:../../etc:0p", "0" * 64])
async def test_forged_buttons_do_nothing(bot: Offline, ann: Person, card: Call, data: str) -> None:
    done = await ann.press_data(data)
    assert done.keys() == {"answerCallbackQuery"}
    assert done["answerCallbackQuery"].text == "This button is out of date. Please ask again."


def _given(bot: Offline, person: Person) -> records.Given:
    found = bot.deps.database.read(
        lambda connection: records.find_by_question(connection, person.user["id"], 101)
    )
    assert found is not None
    return found
