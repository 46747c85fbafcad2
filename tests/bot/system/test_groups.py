"""The real bot among people: groups, topics, guests, inline, removal and return."""

from pathlib import Path

import pytest

from tests.bot.system.crowd import NO_LIMITS, settings
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]

QUESTION = "How high is the lighthouse?"
OTHER = "How many steps lead to the top of the lighthouse?"


async def test_a_group_with_topics_from_the_greeting_to_the_farewell(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        ann, olga = telegram.user("Ann"), telegram.user("Olga", language="ru")
        room = telegram.group("Team", olga, administrators=[ann], is_forum=True, bot="left")
        for_ann, for_olga = room.seen_by(ann), room.seen_by(olga)
        async with telegram.bot_process(env=settings(tmp_path, **NO_LIMITS)) as process:
            for_ann.place_bot("member")
            await room.expect("Hello! I am Footnote.")
            topic = for_ann.add_topic("Towers")
            question = for_olga.say(QUESTION, topic=topic)
            for_ann.say("/ask", reply_to=question, topic=topic)
            answer = await room.expect("54 metres")
            assert (answer.reply_to, answer.thread_id) == (question, topic)
            assert answer.text.startswith("Ann asks:")
            for_olga.say(f"/ask@footnote_bot {QUESTION}", topic=topic)
            pointer = await room.expect("Olga")
            assert (pointer.reply_to, pointer.thread_id) == (answer, topic)
            general = for_olga.say(f"/ask {QUESTION}")
            in_general = await room.expect("54 metres")
            assert (in_general.reply_to, in_general.thread_id) == (general, None)
            for_olga.say("good morning", topic=topic)
            await room.expect_nothing()
            room.chat.topics[topic].closed = True
            for_ann.say(f"/ask {OTHER}", topic=topic)
            await room.expect_nothing()
            for_ann.place_bot("kicked")
            for_olga.say(f"/ask {OTHER}")
            await room.expect_nothing()
            for_ann.place_bot("member")
            for_olga.say(f"/ask {OTHER}")
            await room.expect("253")
            assert "error" not in process.log().replace("telegram.error", "")
        assert {call["result"]["description"] for call in telegram.refused()} == {"Bad Request: TOPIC_CLOSED"}


async def test_settings_survive_the_move_to_a_supergroup(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        ann = telegram.user("Ann")
        room = telegram.group("Team", administrators=[ann], kind="group")
        async with telegram.bot_process(env=settings(tmp_path, **NO_LIMITS)):
            room.say("/settings")
            menu = await room.expect("How I behave in Team")
            await room.press(menu, "Русский")
            await room.expect_edit()
            moved = room.migrate()
            moved.say(f"/ask {QUESTION}")
            answer = await moved.expect("54 metres")
            await moved.press(answer, "⋯")
            more = await moved.expect_edit()
            assert "🔎 Контекст" in str(more.fields["reply_markup"])
        assert telegram.refused() == []


async def test_guests_and_typing_are_answered(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        ann = telegram.user("Ann")
        elsewhere = telegram.group("Elsewhere", ann, bot="left")
        async with telegram.bot_process(env=settings(tmp_path, **NO_LIMITS)):
            elsewhere.say(f"@footnote_bot {QUESTION}")
            await elsewhere.expect("54 metres")
            offered = await telegram.answered(telegram.inline(ann, "lighthouse ste"))
            assert "253" in offered["results"][0]["content"]["text"]
            nothing = await telegram.answered(telegram.inline(ann, "zzqq"))
            assert (nothing["results"], nothing["button"]["start_parameter"]) == ([], "ask")
            latest = await telegram.answered(telegram.inline(ann, ""))
            assert [result["title"] for result in latest["results"]] == ["The lighthouse of Norderney"]
        assert telegram.refused() == []
