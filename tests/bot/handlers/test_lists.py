import pytest

from bot.chats import tags
from bot.payloads import ShowDocument, write_press
from tests.bot.handlers.test_groups import TEAM, member
from tests.bot.offline import Offline, Person, open_offline
from tests.bot.telegram_html import check_message


async def test_sources_lists_them_with_their_links(bot: Offline, ann: Person) -> None:
    listed = await ann.say("/sources")
    assert listed.text.startswith("<b>4 sources · ")
    assert (
        '<a href="https://news.example/law">Mining becomes legal</a> · The Example · 8 August 2024'
        in listed.text
    )
    (garden,) = [each for each in bot.deps.library.latest(limit=9) if "garden" in each.title]
    assert (
        f'<a href="https://t.me/FootnoteBot?start=s_{garden.id}">A letter from the garden</a>' in listed.text
    )


@pytest.fixture
async def long_bot(tmp_path_factory: pytest.TempPathFactory) -> Offline:
    sources = {
        f"{i:02}.md": f"# Note number {i}\n\nNote {i} says that {i} geese flew over." for i in range(23)
    }
    return await open_offline(tmp_path_factory.mktemp("long"), sources)


async def test_long_lists_have_pages(long_bot: Offline) -> None:
    ann = long_bot.person()
    for command, forward, backward in (("/sources", "Next ›", "‹ Back"), ("/latest", "Older ›", "‹ Newer")):
        first = await ann.say(command)
        titles = [line for line in first.text.split("\n") if "Note number" in line]
        second = (await ann.press(first, forward))["editMessageText"]
        third = (await ann.press(second, forward))["editMessageText"]
        for page in (second, third):
            check_message(page.text)
            titles += [line for line in page.text.split("\n") if "Note number" in line]
        assert len(set(titles)) == 23
        assert forward not in third.buttons
        assert (await ann.press(second, backward))["editMessageText"].text == first.text
    await long_bot.close()


async def test_the_newest_text_comes_first(bot: Offline, ann: Person) -> None:
    (bot.deps.settings.seeds_dir / "new.md").write_text(
        "# Brand new\n\nIt arrived this minute, and it is short."
    )
    bot.deps.library.sync()
    assert (await ann.say("/latest")).text.split("\n")[2].startswith("1. ")
    assert "Brand new" in (await ann.say("/latest")).text.split("\n")[2]


@pytest.mark.parametrize("data", ["1s:9999", "1l:9999"])
async def test_pages_that_are_not_there_do_no_harm(ann: Person, data: str) -> None:
    done = await ann.press_data(data)
    check_message(done["editMessageText"].text)


async def test_a_group_sees_in_lists_what_answers_are_looked_for_in(bot: Offline) -> None:
    team = member(bot, "Ann", 1)
    law = next(each for each in bot.deps.library.latest(limit=9) if each.title == "Mining becomes legal")
    bot.deps.database.write(lambda connection: tags.toggle(connection, TEAM["id"], None, "gardens"))
    assert "Mining" not in (await team.say("/sources")).text
    assert "Mining" not in (await team.say("/latest")).text
    shown = await team.press_data(write_press(ShowDocument(law.id)))
    assert "no longer among the sources" in shown["answerCallbackQuery"].text
    assert "Mining becomes legal" in (await bot.person().say(f"/start s_{law.id}")).text
