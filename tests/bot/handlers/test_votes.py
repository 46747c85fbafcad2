"""👍 👎 and 📌: whose question is kept, in which words, and how it is forgotten."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.answers import records, scopes
from bot.answers.recent import MOST_ANSWERS
from bot.delivery.chat_moves import move_chat
from bot.payloads import KeepQuestion, View, write_press
from index import KeptQuestion
from tests.bot.handlers.conftest import LAW, TAX
from tests.bot.handlers.test_groups import TEAM, member
from tests.bot.offline import Call, Offline, Person, open_offline

QUESTION = "When did Putin sign the law that makes mining legal?"
KEEP, KEPT = "📌 Keep this question", "· 📌 Keep this question ·"
VOTE_FIRST = "Please vote first: a question is kept together with your 👍 or 👎."
NOT_YOURS = "Only who asked can have this question kept."
LOST = "I can no longer tell what the question was, so I cannot keep it."


def kept(bot: Offline) -> tuple[KeptQuestion, ...]:
    return bot.deps.library.kept()


async def ask(person: Person, question: str = QUESTION) -> Call:
    """Ask so that the buttons know what the answer replies to."""
    person.asked = person.message(text=question)
    (answer,) = await person.bot.receive(message=person.asked)
    return answer


async def vote(person: Person, card: Call, thumb: str = "👍") -> Call:
    if thumb not in card.buttons:  # in a group the votes are behind the dots
        card = (await person.press(card, "⋯"))["editMessageText"]
    return (await person.press(card, thumb))["editMessageText"]


async def test_a_vote_alone_keeps_nothing_but_offers_to(bot: Offline, ann: Person) -> None:
    card = await ask(ann)
    assert KEEP not in card.buttons
    voted = await vote(ann, card)
    assert list(voted.buttons)[-1] == KEEP
    assert voted.text == card.text
    assert KEEP not in (await vote(ann, voted, "👍 1")).buttons
    assert kept(bot) == ()


async def test_a_voter_keeps_the_question_and_has_it_forgotten(bot: Offline, ann: Person) -> None:
    voted = await vote(ann, await ask(ann))
    done = await ann.press(voted, KEEP)
    assert done["answerCallbackQuery"].text.startswith("Kept, ")
    (question,) = kept(bot)
    assert (question.text, question.previous, question.rank, question.liked) == (QUESTION, None, 0, True)
    assert question.sentence.startswith("Vladimir Putin signed the law")
    assert question.sentence in question.passage

    card = done["editMessageText"]
    undone = await ann.press(card, KEPT)
    assert undone["answerCallbackQuery"].text == "I have forgotten the question."
    assert KEEP in undone["editMessageText"].buttons
    assert kept(bot) == ()


async def test_what_was_on_top_at_the_vote_is_kept_not_what_is_later(bot: Offline, ann: Person) -> None:
    second = (await ann.press(await ask(ann, "What about mining in November 2024?"), "2"))["editMessageText"]
    voted = await vote(ann, second, "👎")
    first = (await ann.press(voted, "1"))["editMessageText"]
    await ann.press(first, KEEP)
    (question,) = kept(bot)
    assert (question.rank, question.liked) == (1, False)
    assert question.sentence in second.text


async def test_another_vote_changes_the_verdict_and_no_vote_forgets(bot: Offline, ann: Person) -> None:
    card = (await ann.press(await vote(ann, await ask(ann)), KEEP))["editMessageText"]
    card = await vote(ann, card, "👎")
    assert [each.liked for each in kept(bot)] == [False]
    assert KEPT in card.buttons
    await vote(ann, card, "👎 1")
    assert kept(bot) == ()


async def test_an_edited_question_is_kept_as_it_stands(bot: Offline, ann: Person) -> None:
    voted = await vote(ann, await ask(ann, "When did Putin sing the law that makes mining legal?"))
    assert ann.asked is not None
    ann.asked |= {"text": QUESTION}
    await ann.press(voted, KEEP)
    assert [each.text for each in kept(bot)] == [QUESTION]


async def test_a_question_that_was_deleted_cannot_be_kept(bot: Offline, ann: Person) -> None:
    voted = await vote(ann, await ask(ann))
    ann.asked = None
    toast = (await ann.press(voted, KEEP))["answerCallbackQuery"]
    assert (toast.text, toast.parameters["show_alert"]) == (LOST, True)
    assert kept(bot) == ()


async def test_a_question_is_kept_with_the_one_it_takes_up(bot: Offline, ann: Person) -> None:
    await ask(ann)
    card = await ask(ann, "And when did it take effect?")
    voted = await vote(ann, card)
    assert voted.text == card.text
    await ann.press(voted, KEEP)
    assert [each.previous for each in kept(bot)] == [QUESTION]


async def test_without_the_question_it_takes_up_it_is_not_kept(bot: Offline, ann: Person) -> None:
    await ask(ann)
    voted = await vote(ann, await ask(ann, "And when did it take effect?"))
    for i in range(MOST_ANSWERS):
        bot.deps.recent.note(0, str(i), "Another one", is_taken_up=True)
    assert (await ann.press(voted, KEEP))["answerCallbackQuery"].text == LOST
    assert kept(bot) == ()


async def test_a_question_about_one_source_is_kept_with_it(bot: Offline, ann: Person) -> None:
    tax = next(source for source in bot.deps.library.sources() if source.title == "How mining is taxed")
    id_, until = ann.user["id"], datetime.now(UTC) + timedelta(minutes=1)
    bot.deps.database.write(lambda connection: scopes.narrow(connection, id_, id_, tax.id, until=until))
    await ann.press(await vote(ann, await ask(ann, "When was the first tax on mining due?")), KEEP)
    await ann.press(await vote(ann, await ask(ann, "When was the first tax on mining due, then?")), KEEP)
    assert [each.source_id for each in kept(bot)] == [tax.id, None]


async def test_in_a_group_only_who_asked_and_has_voted_keeps(bot: Offline) -> None:
    ann, ben = member(bot, "Ann", 1), member(bot, "Ben", 2)
    card = await ask(ann, f"/ask {QUESTION}")
    voted = await vote(ben, card)
    toast = (await ann.press(voted, KEEP))["answerCallbackQuery"]
    assert (toast.text, toast.parameters["show_alert"]) == (VOTE_FIRST, True)

    ben.asked = ann.asked
    toast = (await ben.press(voted, KEEP))["answerCallbackQuery"]
    assert (toast.text, toast.parameters["show_alert"]) == (NOT_YOURS, True)
    assert kept(bot) == ()

    await vote(ann, voted, "👎")
    await ann.press(voted, KEEP)
    assert [(each.text, each.liked) for each in kept(bot)] == [(QUESTION, False)]


async def test_of_a_long_message_replied_to_the_sentence_that_asks_is_kept(bot: Offline) -> None:
    ann, ben = member(bot, "Ann", 1), member(bot, "Ben", 2)
    long = ben.message(text=f"{'I have read a lot about this. ' * 12}\n{QUESTION}")
    card = await ann.say("/ask", reply_to_message=long)
    ann.asked = long
    ben.asked = long
    voted = await vote(ann, card)
    assert (await ann.press(voted, KEEP))["answerCallbackQuery"].text == NOT_YOURS
    await ben.press(await vote(ben, card, "👎"), KEEP)
    assert [each.text for each in kept(bot)] == [QUESTION]


async def test_after_a_group_has_moved_its_questions_can_still_be_forgotten(bot: Offline) -> None:
    group: dict[str, Any] = {"id": -77, "type": "group", "title": "Team"}
    ann = member(bot, "Ann", 1, chat=group)
    voted = await vote(ann, await ask(ann, f"/ask {QUESTION}"))
    card = (await ann.press(voted, KEEP))["editMessageText"]
    bot.deps.database.write(lambda connection: move_chat(connection, -77, TEAM["id"]))
    done = await ann.press(card, KEPT)
    assert done["answerCallbackQuery"].text == "I have forgotten the question."
    assert "editMessageText" not in done, "no message there has the id that it had here"
    assert kept(bot) == ()


async def test_an_answer_of_others_cannot_be_kept_by_a_forged_button(bot: Offline, ann: Person) -> None:
    await vote(ann, await ask(ann))
    given = bot.deps.database.read(
        lambda connection: records.find_by_question(connection, ann.user["id"], 101)
    )
    assert given is not None
    eve = bot.person(id_=7_000_000_666)
    eve.asked = eve.message(text="Something else?")
    done = await eve.press_data(write_press(KeepQuestion(given.id, View())))
    assert done["answerCallbackQuery"].text == VOTE_FIRST
    assert kept(bot) == ()


@pytest.fixture
async def keeping(tmp_path: Path) -> AsyncIterator[Offline]:
    offline = await open_offline(tmp_path, {"law.md": LAW, "tax.md": TAX}, store_questions=True)
    yield offline
    await offline.close()


async def test_where_the_owner_keeps_questions_a_vote_will_do(keeping: Offline) -> None:
    ann = keeping.person()
    voted = await vote(ann, await ask(ann))
    assert [(each.text, each.liked) for each in kept(keeping)] == [(QUESTION, True)]
    assert KEEP in voted.buttons, "it is kept for a month only, and can be kept for good"
    await ann.press(voted, KEEP)
    assert len(kept(keeping)) == 1
    await ann.press(voted, KEEP)
    assert kept(keeping) == ()
    voted = await vote(ann, voted, "👎")
    assert [each.liked for each in kept(keeping)] == [False]
    await vote(ann, voted, "👎 1")
    assert kept(keeping) == ()
