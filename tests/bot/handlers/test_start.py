import pytest

from bot.answers import records
from tests.bot.offline import Offline, Person, open_offline
from tests.bot.telegram_html import check_message

QUESTION = "When did Putin sign the law that makes mining legal?"


async def test_the_greeting_says_what_to_do(bot: Offline, ann: Person) -> None:
    greeting = await ann.say("/start")
    assert "I answer from 4 sources, 2019 to 2024" in greeting.text
    assert "reply_parameters" not in greeting.parameters
    assert "по 4 источникам за 2019–2024 годы" in (await bot.person("ru").say("/start")).text


async def test_without_sources_the_greeting_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    bot = await open_offline(tmp_path_factory.mktemp("empty"), {})
    assert "There are no sources yet" in (await bot.person().say("/start")).text
    assert (await bot.person().say("Why?")).text == "There are no sources to search yet."
    assert (await bot.person().say("/sources")).text == "There are no sources to search yet."
    assert (await bot.person().say("/latest")).text == "There are no sources to search yet."
    await bot.close()


async def test_a_link_opens_a_document_and_its_pages_turn(bot: Offline, ann: Person) -> None:
    (garden,) = [each for each in bot.deps.library.latest(limit=9) if "garden" in each.title]
    opened = await ann.say(f"/start s_{garden.id}")
    assert "A letter from the garden" in opened.text
    assert "\npage 1 of 2\n\nTulips want a cold winter" in opened.text
    turned = (await ann.press(opened, "Next ›"))["editMessageText"]
    assert "\npage 2 of 2\n\n" in turned.text
    check_message(turned.text)


async def test_a_document_that_is_gone_is_said_to_be_gone(bot: Offline, ann: Person) -> None:
    assert (await ann.say("/start s_nothing")).text == "This text is no longer among the sources."
    done = await ann.press_data("1d:nothing:1")
    assert done["answerCallbackQuery"].text == "This text is no longer among the sources."
    assert "editMessageText" not in done


async def test_a_link_opens_an_answer_with_its_own_buttons_for_others(bot: Offline, ann: Person) -> None:
    given = await ann.say(QUESTION)
    original = _given(bot, ann)
    boris = bot.person("ru", id_=7_000_000_002)
    opened = await boris.say(f"/start a_{original.id}")
    assert opened.text.split("\n")[1] == given.text.split("\n")[1]
    assert " · 8 августа 2024" in opened.text
    assert "reply_parameters" not in opened.parameters
    assert "editMessageText" in await boris.press(opened, "❔ Почему")
    kept = bot.deps.database.read(lambda connection: records.find(connection, original.id))
    assert kept is not None
    assert kept.shared


async def test_an_answer_opened_later_is_the_same_although_its_source_has_changed(
    bot: Offline, ann: Person
) -> None:
    given = await ann.say(QUESTION)
    (bot.deps.settings.seeds_dir / "law.md").write_text("Something else altogether stands here now.")
    bot.deps.library.sync()
    opened = await ann.say(f"/start a_{_given(bot, ann).id}")
    assert opened.text == given.text
    context = (await ann.press(opened, "🔎 Context"))["editMessageText"]
    assert "signed the law that makes the mining" in context.text


async def test_an_answer_no_longer_kept_is_said_to_be_gone(ann: Person) -> None:
    assert (await ann.say("/start a_nothing")).text == "I no longer have this answer. Please ask again."


@pytest.mark.parametrize("payload", ["x" * 65, "../../etc/passwd", "s_a\nb", "f_", "s_", "<b>", "🙂"])
async def test_links_that_lead_nowhere_get_the_greeting(ann: Person, payload: str) -> None:
    assert (await ann.say(f"/start {payload}")).text.startswith("<b>Hello! I am Footnote.</b>")


def _given(bot: Offline, person: Person) -> records.Given:
    found = bot.deps.database.read(
        lambda connection: records.find_by_question(connection, person.user["id"], 101)
    )
    assert found is not None
    return found
