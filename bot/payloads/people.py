"""What the buttons about a person's own data carry, and the owner's about who is let in."""

from dataclasses import dataclass
from typing import Final

from bot.payloads.wire import ID, Field, Form, flag


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Forget all that is kept of whoever presses this."""


@dataclass(frozen=True, slots=True)
class AdmitChat:
    """Let this person or group in, or no longer."""

    chat_id: int
    admitted: bool


@dataclass(frozen=True, slots=True)
class AcceptAnswer:
    """The answer to the kept question of this key is fine as it is now."""

    key: str


@dataclass(frozen=True, slots=True)
class TakeBackRemoval:
    """Put back the source that has answered the kept question of this key."""

    key: str


PersonPress = ForgetMe | AdmitChat | AcceptAnswer | TakeBackRemoval

FORMS: Final[tuple[Form[PersonPress], ...]] = (
    Form("x", ForgetMe),
    Form("w", AdmitChat, Field("-?[0-9]{1,15}", int), flag("+", "-")),
    Form("wf", AcceptAnswer, ID),
    Form("wu", TakeBackRemoval, ID),
)
