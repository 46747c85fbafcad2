from hypothesis import given
from hypothesis import strategies as st

from bot.chats.profiles import Askers, Length, Profile
from bot.payloads import Group, ShowTags, ToggleTag, read_press, tag_key
from bot.rendering.group_settings import GroupChoices, group_settings_message, tags_message
from bot.rendering.message import Message
from bot.rendering.texts import Texts
from tests.bot.samples import long_text
from tests.bot.telegram_html import check_message

TEXTS = Texts.load()
LANGUAGES = [("en", "English"), ("ru", "Русский")]

groups = st.builds(Group, st.integers(-(10**13), -1), st.none() | st.integers(2, 10**6))
chosen = st.builds(
    Profile,
    st.just(-1),
    language=st.sampled_from([None, "en", "ru"]),
    length=st.sampled_from(Length),
    askers=st.sampled_from(Askers),
    mentions=st.booleans(),
    quiet=st.booleans(),
)
tags = st.frozensets(st.text(min_size=1, max_size=60).filter(str.strip), max_size=30)
standings = st.builds(
    GroupChoices,
    groups,
    long_text,
    chosen,
    tags,
    st.lists(st.integers(2, 10**6), max_size=40),
    st.booleans(),
)


def check(message: Message) -> None:
    check_message(message.html)
    for button in (button for row in message.buttons for button in row):
        assert button.text.strip()
        assert button.url or (button.data is not None and read_press(button.data))
        assert len((button.data or "").encode()) <= 64


@given(standings, st.sampled_from(["en", "ru"]), st.sampled_from([None, "FootnoteBot"]))
def test_any_settings_are_a_message_that_telegram_takes(
    choices: GroupChoices, language: str, username: str | None
) -> None:
    check(group_settings_message(choices, TEXTS.phrases(language), LANGUAGES, link_as=username))


@given(standings, tags, st.integers(0, 99), st.sampled_from(["en", "ru"]))
def test_any_tags_are_a_message_that_telegram_takes(
    choices: GroupChoices, known: frozenset[str], page: int, language: str
) -> None:
    check(tags_message(choices, known, page, TEXTS.phrases(language)))


def test_every_tag_is_on_some_page() -> None:
    known = {f"tag {number:02}" for number in range(20)}
    choices = GroupChoices(Group(-5), "Team", Profile(-5), frozenset({"tag 03", "gone"}))
    shown = set()
    page: int | None = 0
    while page is not None:
        message = tags_message(choices, known, page, TEXTS.phrases("en"))
        presses = [read_press(button.data) for row in message.buttons for button in row]
        shown |= {press.tag_key for press in presses if isinstance(press, ToggleTag)}
        following = [press.page for press in presses if isinstance(press, ShowTags) and press.page > page]
        page = following[0] if following else None
    assert shown == {"", *map(tag_key, known), tag_key("gone")}
