"""What the buttons about a person's own data carry."""

from dataclasses import dataclass
from typing import Final

from bot.payloads.wire import Form


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Forget all that is kept of whoever presses this."""


PersonPress = ForgetMe

FORMS: Final[tuple[Form[PersonPress], ...]] = (Form("x", ForgetMe),)
