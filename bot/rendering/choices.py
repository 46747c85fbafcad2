"""What can be set, as one message with buttons."""

from bot.payloads import ChooseLanguage, ShowSubscriptions, write_press
from bot.rendering.message import Button, Message, choice
from bot.rendering.texts import Phrases, Texts
from bot.subscriptions import Destination


def settings_message(texts: Texts, phrases: Phrases, *, chat_id: int, chosen: str | None) -> Message:
    """The languages, each under its own name and first that of the reader's Telegram; and subscriptions."""
    names = {language: texts.get(language, "language-name") for language in texts.languages}
    automatic = choice(
        phrases.text("settings-automatic"), write_press(ChooseLanguage(None)), chosen=chosen is None
    )
    row = tuple(
        choice(name, write_press(ChooseLanguage(language)), chosen=language == chosen)
        for language, name in names.items()
    )
    subscriptions = write_press(ShowSubscriptions(Destination(chat_id)))
    more = Button(phrases.text("button-subscriptions"), subscriptions)
    return Message(phrases.html("settings"), ((automatic,), row, (more,)))
