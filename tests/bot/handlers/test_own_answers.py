"""The owner answers what nothing answers: the reply becomes a source, and who waited is told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.announcements import Announcer
from bot.delivery import ledger
from tests.bot.handlers.test_follow import press_follow
from tests.bot.offline import ME, Call, Json, Offline, Person, open_offline

pytestmark = pytest.mark.usefixtures("warm_sandbox")

OWNER = 77
QUESTION = "Who owns zorbium?"


@pytest.fixture
async def owned(tmp_path: Path) -> AsyncIterator[Offline]:
    bot = await open_offline(
        tmp_path,
        {"a.md": "The lighthouse was painted in 1911."},
        admin_ids=str(OWNER),
        questions_per_minute=0,
        store_questions=True,
    )
    yield bot
    await bot.close()


@pytest.fixture
def owner(owned: Offline) -> Person:
    return owned.person(id_=OWNER)


def prompt_of(person: Person, asked: Call) -> Json:
    """The message that asks for the answer, as a reply to it shows it."""
    return {
        "reply_to_message": {
            "message_id": person.id_of(asked), "date": 0, "chat": person.chat, "from": ME, "text": "…",
        }
    }  # fmt: skip


async def ask_owner(owner: Person) -> Json:
    gaps = await owner.say("/gaps")
    asked = (await owner.press(gaps, "✍️ 1"))["sendMessage"]
    assert asked.parameters["reply_markup"] == {"force_reply": True}
    assert f"Write your answer to “{QUESTION}”" in asked.text
    return prompt_of(owner, asked)


async def test_the_reply_is_a_source_that_is_cited(owned: Offline, owner: Person) -> None:
    await press_follow(owned.person(id_=1), QUESTION, "🔔 Tell me when something does")
    prompt = await ask_owner(owner)
    saved = await owner.say("Anna Berg does. Ask her in room 12.", **prompt)
    assert saved.text == "✅ Saved as a source. One person was waiting for it and is told now."
    card = await owned.person(id_=2).say(QUESTION)
    assert "<b>Anna Berg does.</b>" in card.text or "<b>Ask her in room 12.</b>" in card.text
    assert "Footnote · " in card.text
    assert "answered by the owner" in card.text
    assert "ответ владельца" in (await owned.person("ru", id_=3).say(QUESTION)).text


async def test_whoever_waited_is_told(owned: Offline, owner: Person) -> None:
    announcer = Announcer(owned.deps.library, owned.deps.database, time_zone="UTC", wait_seconds=0)
    await announcer.announce()
    for person_id, words in ((1, QUESTION), (2, "Who is the one owning zorbium?")):
        await press_follow(owned.person(id_=person_id), words, "🔔 Tell me when something does")
    await owner.say("Nobody does.", **await ask_owner(owner))
    await announcer.announce()
    assert owned.deps.database.read(ledger.count_by_state) == {"planned": 2}


async def test_the_answer_is_edited_rewritten_and_removed(owned: Offline, owner: Person) -> None:
    await press_follow(owned.person(id_=1), QUESTION, "🔔 Tell me when something does")
    prompt = await ask_owner(owner)
    await owner.say("Anna Berg does.", message_id=900, **prompt)
    (changed,) = await owner.edit(900, "Piet Jansen does.", **prompt)
    assert changed.text == "✅ Changed."
    assert "Piet Jansen does." in (await owner.say(QUESTION)).text
    card = (await owner.press(changed, "⚙️ Look after it"))["editMessageText"]
    asked = (await owner.press(card, "✏️ Write anew"))["sendMessage"]
    await owner.say("Mia Smit does.", **prompt_of(owner, asked))
    assert "Mia Smit does." in (await owner.say(QUESTION)).text
    sure = (await owner.press(card, "🗑 Remove"))["editMessageText"]
    await owner.press(sure, "🗑 Yes, remove it")
    assert "Nothing in the sources" in (await owner.say(QUESTION)).text


async def test_an_answered_question_asked_in_vain_is_a_gap_no_more(owned: Offline, owner: Person) -> None:
    await owned.person(id_=1).say(QUESTION)
    await owner.say("Anna Berg does.", **await ask_owner(owner))
    assert (await owner.say("/gaps")).text == "Nobody is waiting for an answer."


async def test_a_reply_handled_twice_is_one_source(owned: Offline, owner: Person) -> None:
    await owned.person(id_=1).say(QUESTION)
    prompt = await ask_owner(owner)
    received = await owned.take_in(message=owner.message(text="Anna Berg does.", **prompt))
    assert received is not None
    await owned.handle(received, finish=False)
    await owned.handle(received)
    assert len(owned.deps.library.sources()) == 2


async def test_other_replies_are_questions(owned: Offline, owner: Person) -> None:
    card = await owner.say("When was the lighthouse painted?")
    again = await owner.say("When was the lighthouse painted?", **prompt_of(owner, card))
    assert "1911" in again.text


async def test_a_stranger_cannot_answer(owned: Offline) -> None:
    ann = owned.person(id_=1)
    await ann.say(QUESTION)
    gaps = await owned.person(id_=OWNER).say("/gaps")
    pressed = await ann.press_data(gaps.buttons["✍️ 1"])
    assert list(pressed) == ["answerCallbackQuery"]


@pytest.mark.parametrize(
    ("language", "label"), [("en", "🔔 Tell me when something does"), ("ru", "🔔 Сообщить, когда появится")]
)
async def test_an_owner_hears_of_the_first_who_waits_and_answers(
    owned: Offline, owner: Person, language: str, label: str
) -> None:
    told = []
    for person_id in (1, 2):
        person = owned.person(language, id_=person_id)
        before = len(owned.telegram.calls)
        await press_follow(person, QUESTION, label)
        sent = [call for call in owned.telegram.calls[before:] if call.method == "sendMessage"]
        told += [call for call in sent if call.parameters["chat_id"] == OWNER]
    (notice,) = told
    assert f"somebody waits for an answer: “{QUESTION}”" in notice.text
    asked = (await owner.press(notice, "✍️ Answer it"))["sendMessage"]
    saved = await owner.say("Anna Berg does.", **prompt_of(owner, asked))
    assert "2 people were waiting" in saved.text


async def test_nobody_fills_an_owners_chat(owned: Offline) -> None:
    ann = owned.person(id_=1)
    before = len(owned.telegram.calls)
    for word in ("zorbium", "quuxite", "blorptar", "frobnium", "wibbleton"):
        await press_follow(ann, f"Who owns {word}?", "🔔 Tell me when something does")
    sent = [call for call in owned.telegram.calls[before:] if call.method == "sendMessage"]
    assert sum(call.parameters["chat_id"] == OWNER for call in sent) == 3


async def test_an_owners_help_tells_of_the_owners_commands(owned: Offline, owner: Person) -> None:
    assert "/add with an address" in (await owner.say("/help")).text
    assert "/add" not in (await owned.person(id_=1).say("/help")).text
