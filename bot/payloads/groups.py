"""What the buttons of a group's settings carry."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from bot.payloads.wire import Field, Form


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


def tag_key(tag: str) -> str:
    """A tag in the twelve letters that a button has room for."""
    return blake2b(tag.encode(), digest_size=6).hexdigest()


def _read_group(text: str) -> Group:
    chat_id, thread_id = text.split(":")
    return Group(int(chat_id), int(thread_id) or None)


_LETTERS: Final = {"l": "language", "n": "length", "w": "askers", "m": "mentions", "q": "quiet"}
_NAMES: Final = {name: letter for letter, name in _LETTERS.items()}

_GROUP: Final = Field(
    "-[0-9]{1,15}:[0-9]{1,10}", _read_group, lambda group: f"{group.chat_id}:{group.thread_id or 0}"
)
_NAME: Final = Field(f"[{''.join(_LETTERS)}]", _LETTERS.__getitem__, _NAMES.__getitem__)
_VALUE: Final = Field("[a-z]{0,12}")
_TAG_KEY: Final = Field("(?:[0-9a-f]{12})?")
_PAGE: Final = Field("[0-9]{1,3}", int)

FORMS: Final[tuple[Form[GroupPress], ...]] = (
    Form("gs", ShowGroup, _GROUP),
    Form("gc", ChooseForGroup, _GROUP, _NAME, _VALUE),
    Form("gp", ShowTags, _GROUP, _PAGE),
    Form("gt", ToggleTag, _GROUP, _TAG_KEY, _PAGE),
)
