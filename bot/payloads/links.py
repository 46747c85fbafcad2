"""What the links carry that open the bot's private chat: read as strictly as buttons."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.payloads.answers import FollowQuestion, OpenAnswer
from bot.payloads.groups import Group, ShowGroup
from bot.payloads.lists import ShowDocument
from bot.payloads.wire import ID


@dataclass(frozen=True, slots=True)
class ClaimBot:
    """Make me the owner: the code stands in the log."""

    code: str


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Let me in: the owner has given me this code."""

    code: str


Target = ShowDocument | OpenAnswer | FollowQuestion | ShowGroup | ClaimBot | AcceptInvitation

_READERS: Final[dict[str, Callable[..., Target]]] = {
    f"s_({ID.pattern})": ShowDocument,
    f"a_({ID.pattern})": OpenAnswer,
    f"f_({ID.pattern})": FollowQuestion,
    f"claim_({ID.pattern})": ClaimBot,
    f"invite_({ID.pattern})": AcceptInvitation,
    "g_(-[0-9]{1,15})(?:_([0-9]{1,10}))?": lambda chat_id, thread_id: ShowGroup(
        Group(int(chat_id), int(thread_id or 0) or None)
    ),
}
_PATTERNS: Final = {re.compile(form, re.ASCII): reader for form, reader in _READERS.items()}


def deep_link(username: str, target: Target) -> str:
    """The address that opens the private chat with the bot of that username and does there what it is for."""
    match target:
        case ShowDocument(document_id):
            payload = f"s_{document_id}"
        case OpenAnswer(answer_id):
            payload = f"a_{answer_id}"
        case FollowQuestion(answer_id):
            payload = f"f_{answer_id}"
        case ClaimBot(code):
            payload = f"claim_{code}"
        case AcceptInvitation(code):
            payload = f"invite_{code}"
        case ShowGroup(group):
            payload = f"g_{group.chat_id}" + (f"_{group.thread_id}" if group.thread_id else "")
    return f"https://t.me/{username}?start={payload}"


def read_start(payload: str) -> Target | None:
    """What `/start PAYLOAD` asks for; None for anything that `deep_link` cannot have written."""
    for pattern, reader in _PATTERNS.items():
        if match := pattern.fullmatch(payload):
            return reader(*match.groups())
    return None
