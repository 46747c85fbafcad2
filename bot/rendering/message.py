"""A message as it is sent: Telegram HTML and rows of buttons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends `data` back to us (at most 64 bytes), or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the results offered while somebody types: what the list shows, and the message it becomes."""

    id: str
    title: str
    description: str
    message: "Message"


@dataclass(frozen=True, slots=True)
class Message:
    """Telegram HTML, and the rows of buttons below it.

    Of one that `wants_reply`, clients begin the reply to it as soon as it is shown; it has no buttons.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    wants_reply: bool = False


def choice(text: str, data: str, *, chosen: bool) -> Button:
    """One of several buttons; the chosen one stands between dots."""
    return Button(f"· {text} ·" if chosen else text, data)
