"""`@bot words` in any chat."""

import json
from typing import Any

from tests.bot.offline import Call, Offline, Person
from tests.bot.telegram_html import check_message


async def typed(person: Person, text: str, offset: str = "") -> Call:
    query = {"id": "1", "from": person.user, "query": text, "offset": offset}
    (call,) = await person.bot.receive(inline_query=query)
    assert call.method == "answerInlineQuery"
    return call


def results(call: Call) -> list[dict[str, Any]]:
    given = call.parameters["results"]
    found: list[dict[str, Any]] = json.loads(given) if isinstance(given, str) else given
    return found


async def test_words_offer_passages_with_date_and_sentence_and_the_card_when_sent(ann: Person) -> None:
    call = await typed(ann, "putin mining law")
    first = results(call)[0]
    assert (first["type"], first["title"]) == ("article", "Mining becomes legal")
    assert first["description"].startswith("8 August 2024 · Vladimir Putin signed the law")
    card = first["input_message_content"]
    assert "<b>Vladimir Putin signed the law" in card["message_text"]
    assert card["link_preview_options"] == {"is_disabled": True}
    check_message(card["message_text"])
    (button,) = first["reply_markup"]["inline_keyboard"][0]
    assert button["url"].startswith("https://t.me/FootnoteBot?start=s_")


async def test_it_is_cached_for_half_a_minute_for_that_person_only(ann: Person) -> None:
    call = await typed(ann, "mining")
    assert (call.parameters["cache_time"], call.parameters["is_personal"]) == (30, True)


async def test_a_word_that_is_being_typed_finds_what_it_may_become(ann: Person) -> None:
    finished, unfinished = await typed(ann, "putin mining"), await typed(ann, "putin mini")
    assert results(unfinished)[0]["id"] == results(finished)[0]["id"]


async def test_the_results_come_in_pages_of_ten(bot: Offline, ann: Person) -> None:
    for number in range(25):
        text = f"# Bee {number}\n\nThe bumblebee of garden {number} is called Number {number}."
        (bot.deps.settings.seeds_dir / f"bee{number}.md").write_text(text)
    bot.deps.library.sync()
    seen: list[str] = []
    offset, pages = "", 0
    while offset or not pages:
        call = await typed(ann, "bumblebee", offset)
        seen += [result["id"] for result in results(call)]
        assert len(results(call)) <= 10
        offset, pages = call.parameters["next_offset"], pages + 1
    assert (pages, len(seen), len(set(seen))) == (3, 25, 25)


async def test_without_words_the_latest_are_offered(ann: Person) -> None:
    titles = {result["title"] for result in results(await typed(ann, " "))}
    assert {"Mining becomes legal", "A letter from the garden"} < titles


async def test_without_results_the_private_chat_is_offered(bot: Offline, ann: Person) -> None:
    call = await typed(bot.person("ru"), "zzqq")
    assert results(call) == []
    button = call.parameters["button"]
    assert button == {"text": "Ничего не нашлось. Спросить в личном чате", "start_parameter": "ask"}
    assert "4 sources" in (await ann.say("/start ask")).text


async def test_any_words_and_any_offset_are_answered(ann: Person) -> None:
    for text in ("?", "a" * 256, "<b>&", "\u202e", "'; DROP", "(", "-mining", '"mining'):
        for result in results(await typed(ann, text)):
            check_message(result["input_message_content"]["message_text"])
    for offset in ("-1", "x", "9" * 60, "٣", "9999"):
        await typed(ann, "mining", offset)


async def test_dates_are_in_the_language_that_was_chosen(bot: Offline, ann: Person) -> None:
    await ann.press(await ann.say("/settings"), "Русский")
    assert results(await typed(ann, "putin mining law"))[0]["description"].startswith("8 августа 2024")


async def test_a_button_forged_into_a_message_of_another_chat_does_nothing(bot: Offline, ann: Person) -> None:
    for data in ("1c:abc:0p", "1v:abc:0p:+", "1o:ru", "1gs:-100:0", "1d:abc:0", "1s:1", "1l:1", "x"):
        query = {"id": "1", "from": ann.user, "inline_message_id": "i", "chat_instance": "1", "data": data}
        calls = await bot.receive(callback_query=query)
        assert {call.method for call in calls} <= {"answerCallbackQuery"}, data
