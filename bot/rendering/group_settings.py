"""What a group's admins can choose, as one message with buttons."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from bot.chats.profiles import Askers, Length, Profile
from bot.payloads import (
    ChooseForGroup,
    Group,
    ShowGroup,
    ShowTags,
    ToggleTag,
    deep_link,
    tag_key,
    write_press,
)
from bot.rendering.lists import page_buttons
from bot.rendering.markup import Html, clip, isolated, join, link
from bot.rendering.message import Button, Message, choice
from bot.rendering.texts import Phrases

TAGS_ON_A_PAGE: Final = 8
_LONGEST_NAME: Final = 100
_LONGEST_TAGS: Final = 30
_SUPERGROUP: Final = "-100"


@dataclass(frozen=True, slots=True)
class GroupChoices:
    """How things are in a group: its choices, the tags it is limited to, what it should know of.

    `title` names the group. `closed` are topics that cannot be written to. `mentions_lost` says that Telegram
    may not tell the bot of mentions.
    """

    group: Group
    title: str
    chat: Profile
    tags: frozenset[str] = frozenset()
    closed: Sequence[int] = ()
    mentions_lost: bool = False


def group_settings_message(
    choices: GroupChoices, phrases: Phrases, languages: Sequence[tuple[str, str]], *, link_as: str | None
) -> Message:
    """All choices on one message. `languages` are codes and names; `link_as` is the bot's username, to lead
    to the private chat, or None there."""
    lost = choices.mentions_lost and choices.chat.mentions and not choices.chat.quiet
    html = join(
        "\n\n",
        [
            phrases.html("settings-group", group=_name(choices)),
            phrases.html("settings-mentions-lost") if lost else "",
            phrases.html("settings-closed-topics", topics=_closed(choices)) if choices.closed else "",
        ],
    )
    rows = [*_choice_rows(choices, phrases, languages), (_tags_button(choices, phrases),)]
    if link_as is not None:
        link_button = Button(
            phrases.text("settings-private"), url=deep_link(link_as, ShowGroup(choices.group))
        )
        rows.append((link_button,))
    return Message(html, tuple(rows))


def tags_message(choices: GroupChoices, known: Collection[str], page: int, phrases: Phrases) -> Message:
    """A page of the tags that the sources have, to choose from."""
    group, listed = choices.group, sorted(set(known) | choices.tags)
    page = max(0, min(page, (len(listed) - 1) // TAGS_ON_A_PAGE))
    shown = listed[page * TAGS_ON_A_PAGE : (page + 1) * TAGS_ON_A_PAGE]
    buttons = [
        choice(clip(tag, _LONGEST_TAGS), write_press(ToggleTag(group, tag_key(tag), page)), chosen=chosen)
        for tag in shown
        for chosen in [tag in choices.tags]
    ]
    everything = choice(
        phrases.text("settings-all-tags"), write_press(ToggleTag(group, "", page)), chosen=not choices.tags
    )
    more = (page + 1) * TAGS_ON_A_PAGE < len(listed)
    rows = [
        (everything,),
        *(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)),
        *page_buttons(lambda i: write_press(ShowTags(group, i)), page, phrases, more=more),
        (Button(phrases.text("button-back"), write_press(ShowGroup(group))),),
    ]
    name = _name(choices)
    where = phrases.html("settings-this-topic", group=name) if group.thread_id else name
    return Message(phrases.html("settings-which-tags", group=where), tuple(rows))


def _choice_rows(
    choices: GroupChoices, phrases: Phrases, languages: Sequence[tuple[str, str]]
) -> list[tuple[Button, ...]]:
    chat = choices.chat

    def option(text: str, name: str, value: str, *, chosen: bool) -> Button:
        return choice(text, write_press(ChooseForGroup(choices.group, name, value)), chosen=chosen)

    def toggle(key: str, name: str, *, on: bool) -> Button:
        return option(phrases.text(key), name, "off" if on else "on", chosen=on)

    automatic = phrases.text("settings-asker-language")
    return [
        (option(automatic, "language", "", chosen=chat.language is None),),
        tuple(option(name, "language", code, chosen=chat.language == code) for code, name in languages),
        tuple(
            option(phrases.text(f"settings-{length}"), "length", length, chosen=chat.length is length)
            for length in Length
        ),
        tuple(
            option(phrases.text(f"settings-{askers}"), "askers", askers, chosen=chat.askers is askers)
            for askers in Askers
        ),
        (
            toggle("settings-mentions", "mentions", on=chat.mentions),
            toggle("settings-quiet", "quiet", on=chat.quiet),
        ),
    ]


def _tags_button(choices: GroupChoices, phrases: Phrases) -> Button:
    text = phrases.text("settings-all-tags")
    if choices.tags:
        text = phrases.text("settings-tags", tags=clip(", ".join(sorted(choices.tags)), _LONGEST_TAGS))
    return Button(text, write_press(ShowTags(choices.group)))


def _name(choices: GroupChoices) -> Html:
    return isolated(clip(choices.title, _LONGEST_NAME))


def _closed(choices: GroupChoices) -> Html:
    chat_id = str(choices.group.chat_id)
    public = chat_id.removeprefix(_SUPERGROUP) if chat_id.startswith(_SUPERGROUP) else ""
    return join(", ", [link(f"#{id_}", f"https://t.me/c/{public}/{id_}") for id_ in choices.closed[:20]])
