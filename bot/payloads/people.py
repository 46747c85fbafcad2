"""What the buttons about a person's own data carry, and the owner's about who is let in."""

from dataclasses import dataclass
from typing import Final

from bot.payloads.wire import Field, Form, flag


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Forget all that is kept of whoever presses this."""


@dataclass(frozen=True, slots=True)
class AdmitChat:
    """Let this person or group in, or no longer."""

    chat_id: int
    admitted: bool


PersonPress = ForgetMe | AdmitChat

FORMS: Final[tuple[Form[PersonPress], ...]] = (
    Form("x", ForgetMe),
    Form("w", AdmitChat, Field("-?[0-9]{1,15}", int), flag("+", "-")),
)
