"""What is offered while somebody types the bot's name and some words in any chat."""

from typing import Final

from bot.payloads import OpenAnswer, ShowDocument, deep_link
from bot.rendering.cards import answer_message
from bot.rendering.citations import citation, date_text
from bot.rendering.markup import Html, clip, fitting, join
from bot.rendering.message import Button, Choice, Message
from bot.rendering.passages import excerpt, sentence_line
from bot.rendering.texts import Phrases
from index import Answer, Document, PartialDate, Quote

_LONGEST_TITLE: Final = 100
_LONGEST_DESCRIPTION: Final = 200


def passage_choice(quote: Quote, phrases: Phrases, *, username: str) -> Choice:
    """A passage: its title, date and sentence in the list, its card when it is sent."""

    def draw(share: float) -> Html:
        return join("\n", [citation(quote, username, phrases), excerpt(quote, share)])

    description = _described(quote.published, sentence_line(quote, 1.0), phrases)
    message = Message(fitting(draw), ((_reading(quote.document_id, phrases, username),),))
    return Choice(quote.passage_id, _title(quote.title), description, message)


def document_choice(document: Document, phrases: Phrases, *, username: str) -> Choice:
    """A document: its title, date and publisher."""
    description = _described(document.published, document.publisher or "", phrases)
    message = Message(citation(document, username, phrases), ((_reading(document.id, phrases, username),),))
    return Choice(document.id, _title(document.title), description, message)


def guest_choice(answer: Answer, answer_id: str, phrases: Phrases, *, username: str) -> Choice:
    """A compact answer for a chat that the bot is no member of: all its buttons are in the private chat."""
    card = answer_message(answer, answer_id, phrases, username=username, compact=True)
    link = deep_link(username, OpenAnswer(answer_id))
    more = Button(phrases.text("button-open-answer"), url=link)
    message = Message(card.html, ((more,),) if answer.answered else ())
    return Choice(answer_id, _title(answer.quotes[0].title if answer.quotes else ""), "", message)


def notice_choice(message: Message) -> Choice:
    """Any message for a chat that the bot is no member of."""
    return Choice("notice", "Footnote", "", message)


def _reading(document_id: str, phrases: Phrases, username: str) -> Button:
    return Button(phrases.text("button-read"), url=deep_link(username, ShowDocument(document_id)))


def _described(published: PartialDate | None, text: str, phrases: Phrases) -> str:
    date = date_text(published, phrases) if published else ""
    return clip(" · ".join(part for part in (date, text) if part), _LONGEST_DESCRIPTION)


def _title(title: str) -> str:
    return clip(" ".join(title.split()), _LONGEST_TITLE) or "…"
