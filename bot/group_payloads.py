"""What the buttons of a group's settings carry: short, with a version, and read strictly."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

_VERSION: Final = "1"
_PLACE: Final = "(-[0-9]{1,15}):([0-9]{1,10})"
_PAGE: Final = "([0-9]{1,3})"
_TAG_KEY: Final = "([0-9a-f]{12})"

_START_GROUP: Final = re.compile("g_(-[0-9]{1,15})(?:_([0-9]{1,10}))?", re.ASCII)
_LETTERS: Final = {"l": "language", "n": "length", "w": "askers", "m": "mentions", "q": "quiet"}
_NAMES: Final = {name: letter for letter, name in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """A group, or its topic `thread_id`."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """Show the settings of the group."""

    group: Group


@dataclass(frozen=True, slots=True)
class ChooseForGroup:
    """Choose for the group: `name` is that of a choice in Chat, `value` as text, empty for none."""

    group: Group
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ShowTags:
    """Show a page, from 0, of the tags of sources that the group or topic may be limited to."""

    group: Group
    page: int = 0


@dataclass(frozen=True, slots=True)
class ToggleTag:
    """Let the group or topic see the sources with this tag, or no longer; the key "" means all sources."""

    group: Group
    tag_key: str
    page: int = 0


GroupPress = ShowGroup | ChooseForGroup | ShowTags | ToggleTag

_READERS: Final[dict[str, Callable[..., GroupPress]]] = {
    f"gs:{_PLACE}": lambda chat, thread: ShowGroup(_group(chat, thread)),
    f"gc:{_PLACE}:([{''.join(_LETTERS)}]):([a-z]{{0,12}})": lambda chat, thread, letter, value: (
        ChooseForGroup(_group(chat, thread), _LETTERS[letter], value)
    ),
    f"gp:{_PLACE}:{_PAGE}": lambda chat, thread, page: ShowTags(_group(chat, thread), int(page)),
    f"gt:{_PLACE}:{_TAG_KEY}?:{_PAGE}": lambda chat, thread, key, page: ToggleTag(
        _group(chat, thread), key or "", int(page)
    ),
}
_PATTERNS: Final = {re.compile(f"{_VERSION}{form}", re.ASCII): reader for form, reader in _READERS.items()}


def tag_key(tag: str) -> str:
    """A tag in the twelve letters that a button has room for."""
    return blake2b(tag.encode(), digest_size=6).hexdigest()


def write_press(press: GroupPress) -> str:
    """The callback data of a button: at most 64 bytes."""
    place = f"{press.group.chat_id}:{press.group.thread_id or 0}"
    match press:
        case ShowGroup():
            body = f"gs:{place}"
        case ChooseForGroup(_, name, value):
            body = f"gc:{place}:{_NAMES[name]}:{value}"
        case ShowTags(_, page):
            body = f"gp:{place}:{page}"
        case ToggleTag(_, key, page):
            body = f"gt:{place}:{key}:{page}"
    return _VERSION + body


def read_press(data: object) -> GroupPress | None:
    """What a button asks for; None for anything that `write_press` cannot have written."""
    if isinstance(data, str):
        for pattern, reader in _PATTERNS.items():
            if match := pattern.fullmatch(data):
                return reader(*match.groups())
    return None


def carries_group_press(data: object) -> bool:
    """Whether callback data is about a group's settings."""
    return read_press(data) is not None


def group_link(username: str, group: Group) -> str:
    """The address that opens the bot's private chat and shows the settings of a group there."""
    topic = f"_{group.thread_id}" if group.thread_id else ""
    return f"https://t.me/{username}?start=g_{group.chat_id}{topic}"


def read_start_group(payload: str) -> Group | None:
    """What `group_link` leads to; None for anything that it cannot have written."""
    match = _START_GROUP.fullmatch(payload)
    return _group(match[1], match[2] or "0") if match else None


def _group(chat: str, thread: str) -> Group:
    return Group(int(chat), int(thread) or None)
