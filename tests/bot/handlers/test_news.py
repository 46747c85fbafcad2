"""The buttons of an announcement: ask about its source, mute it, unfollow, turn the pages of a list."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.announcements import Announcer
from bot.delivery.courier import Courier
from tests.bot.handlers.test_subscribe import subscribed
from tests.bot.offline import Call, Offline, open_offline

OLD = {"old.md": "The lighthouse of Halsk was painted white in 1911. Its keeper was Odo Marn."}
LAW = "The assembly passed the tidal power law on Tuesday. Fishing boats must keep 400 metres from a turbine."


class Newsroom:
    """A bot whose announcements are made and sent when the test says so."""

    def __init__(self, bot: Offline, folder: Path) -> None:
        self.bot = bot
        self.folder = folder

    async def publish(self, **sources: str) -> list[Call]:
        """Put texts into the folder; return what the bot sends."""
        for name, text in sources.items():
            (self.folder / f"{name}.md").write_text(text)
        before, deps = len(self.bot.telegram.calls), self.bot.deps
        deps.library.sync()
        await Announcer(deps.library, deps.database, time_zone="UTC", wait_seconds=0).announce()
        courier = Courier(
            deps.database,
            deps.editor.digest,
            deps.messenger,
            deps.texts,
            username=deps.username,
            per_second=0,
        )
        await courier.deliver_due()
        return self.bot.telegram.calls[before:]


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    bot = await open_offline(tmp_path, OLD)
    newsroom = Newsroom(bot, tmp_path / "seeds")
    await newsroom.publish()
    yield newsroom
    await bot.close()


async def test_the_next_question_is_about_that_source_alone(newsroom: Newsroom) -> None:
    ann = newsroom.bot.person()
    await ann.say("/subscribe")
    [told] = await newsroom.publish(law=LAW)
    done = await ann.press(told, "💬 Ask about this")
    law = next(each for each in newsroom.bot.deps.library.sources() if each.locator == "law.md")
    assert f"is about “{law.title}”" in done["sendMessage"].text
    question = "Who was the keeper of the lighthouse of Halsk?"
    first = ann.message(text=question)
    refused = await newsroom.bot.receive(message=first)
    assert "Nothing in the sources" in refused[-1].text
    edited = await ann.edit(first["message_id"], question.replace("Who", "And who"))
    assert "Nothing in the sources" in edited[-1].text, "an edited question is about the same source"
    assert "Odo Marn" in (await ann.say(question)).text


async def test_a_muted_source_is_told_no_more(newsroom: Newsroom) -> None:
    ann = newsroom.bot.person()
    await ann.say("/subscribe")
    [told] = await newsroom.publish(law=LAW)
    await ann.press(told, "🔕 Mute this")
    shown = await ann.say("/subscriptions")
    assert any("Hear again" in label for label in shown.buttons)


async def test_unfollow_ends_what_the_announcement_came_for(newsroom: Newsroom) -> None:
    ann = newsroom.bot.person()
    await ann.say("/subscribe turbines")
    [told] = await newsroom.publish(law=LAW)
    assert "Because you follow: turbines" in told.text
    await ann.press(told, "✖ Unfollow")
    assert subscribed(newsroom.bot, ann.user["id"]) == ()


async def test_the_answer_to_a_standing_question_replies_to_it(newsroom: Newsroom) -> None:
    ann = newsroom.bot.person()
    question = "How far must fishing boats keep from a turbine?"
    refusal = await ann.say(question)
    ann.asked = ann.message(text=question)
    await ann.press(refusal, "🔔 Tell me when something does")
    [told] = await newsroom.publish(law=LAW)
    assert told.text.startswith(f"🔔 You asked: “{question}”")
    assert "<b>Fishing boats must keep 400 metres from a turbine.</b>" in told.text
    assert told.parameters["reply_parameters"]["message_id"] == 101
    assert await newsroom.publish(more="Fishing boats must keep 700 metres from a turbine.") == []


async def test_a_list_has_pages(newsroom: Newsroom) -> None:
    ann = newsroom.bot.person()
    await ann.say("/subscribe")
    sources = {f"text{i}": f"Report {i} of the harbour. The harbour has {i} cranes." for i in range(12)}
    [told] = await newsroom.publish(**sources)
    assert "12 new texts" in told.text
    assert "1–10 of 12" in told.text
    second = (await ann.press(told, "Next ›"))["editMessageText"]
    assert "11–12 of 12" in second.text
    assert "10. " not in second.text


async def test_pages_of_an_announcement_no_longer_kept(newsroom: Newsroom) -> None:
    done = await newsroom.bot.person().press_data("1np:1")
    assert "too old" in done["answerCallbackQuery"].text
