"""An announcement: what is new, or what answers a followed question, and why it comes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.payloads import AskAbout, MuteSource, ShowSubscriptions, TurnNews, Unfollow, write_press
from bot.rendering.citations import citation, origin, title_link
from bot.rendering.lists import PAGE_LENGTH, page_buttons
from bot.rendering.markup import Html, bold, clip, fitting, isolated, join, quotation
from bot.rendering.message import Button, Message
from bot.rendering.passages import excerpt, sentence_line
from bot.rendering.texts import Phrases
from bot.subscriptions import Destination, Kind, Subscription
from index import Document, DocumentHead, Quote

_LONGEST_WISH: Final = 120
_MOST_WISHES: Final = 5
_LONGEST_SUMMARY: Final = 700


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a chat is told: a document, for these subscriptions.

    `because` is empty when they have ended since. `quote` answers the question of the one subscription;
    `before` is the sentence that did so until the document was edited. A text that is told alone needs its
    whole document, and `summary`, the sentences that say most; in a list the head is enough.
    A document that stands for `many` texts is the newest of a source that came with so many.
    """

    document: Document | DocumentHead
    because: tuple[Subscription, ...]
    summary: tuple[str, ...] = ()
    quote: Quote | None = None
    before: str | None = None
    many: int = 1


def announcement_message(
    items: Sequence[Item], destination: Destination, phrases: Phrases, *, username: str, page: int = 0
) -> Message:
    """One item with all there is to say of it, or a page, from 0, of the list of several.

    `username` is the bot's.
    """
    subscriptions_button = Button(
        phrases.text("button-subscriptions"), write_press(ShowSubscriptions(destination))
    )
    if len(items) == 1:
        return _single(items[0], subscriptions_button, phrases, username)
    page = min(page, (len(items) - 1) // PAGE_LENGTH)
    message = _list(items, page, phrases, username)
    return Message(message.html, (*message.buttons, (subscriptions_button,)))


def wish_text(subscription: Subscription, phrases: Phrases) -> str:
    """What a subscription is to, in a few words."""
    text = clip(subscription.text, _LONGEST_WISH)
    match subscription.kind:
        case Kind.EVERYTHING:
            return phrases.text("follow-everything")
        case Kind.TAG:
            return phrases.text("follow-tag", name=text)
        case Kind.PUBLISHER:
            return phrases.text("follow-publisher", name=text)
        case Kind.WORDS:
            return text
        case Kind.QUESTION | Kind.STANDING:
            return phrases.text("follow-question", question=text)


def _single(item: Item, subscriptions_button: Button, phrases: Phrases, username: str) -> Message:
    def draw(share: float) -> Html:
        if item.quote is None:
            assert isinstance(item.document, Document)
            summary = isolated(clip(" ".join(item.summary), int(_LONGEST_SUMMARY * share)))
            body = [
                _source_line(item, phrases),
                citation(item.document, username, phrases),
                quotation(summary),
            ]
            return join("\n", [*body, _because(item.because, phrases)])
        head = [_question_line(item, phrases), citation(item.quote, username, phrases)]
        if item.before is None:
            return join("\n", [*head, excerpt(item.quote, share)])
        before = [phrases.html("news-before"), quotation(clip(item.before, int(_LONGEST_SUMMARY * share)))]
        return join("\n", [*head, *before, phrases.html("news-now"), excerpt(item.quote, share)])

    return Message(fitting(draw), tuple(_single_buttons(item, subscriptions_button, phrases)))


def _single_buttons(
    item: Item, subscriptions_button: Button, phrases: Phrases
) -> Iterator[tuple[Button, ...]]:
    source_id = item.document.source_id
    ask = Button(phrases.text("button-ask-about"), write_press(AskAbout(source_id)))
    if any(each.kind is Kind.STANDING for each in item.because):
        yield (ask,)
        return
    yield ask, Button(phrases.text("button-mute"), write_press(MuteSource(source_id, True)))
    if len(item.because) == 1:
        yield (Button(phrases.text("button-unfollow"), write_press(Unfollow(item.because[0].id))),)
    else:
        yield (subscriptions_button,)


def _list(items: Sequence[Item], page: int, phrases: Phrases, username: str) -> Message:
    first = page * PAGE_LENGTH
    shown = items[first : first + PAGE_LENGTH]
    last = first + len(shown)
    several = len(items) > PAGE_LENGTH
    wishes = {each.id: each for item in items for each in item.because if item.quote is None}

    def draw(share: float) -> Html:
        lines = [_line(first + i + 1, item, phrases, username, share) for i, item in enumerate(shown)]
        numbers = {"from": first + 1, "to": last, "count": len(items)}
        return join(
            "\n",
            [
                bold(phrases.html("news-title", count=len(items))),
                phrases.html("news-page", **numbers) if several else "",
                *lines,
                _because(tuple(wishes.values()), phrases),
            ],
        )

    pages = page_buttons(lambda i: write_press(TurnNews(i)), page, phrases, more=last < len(items))
    return Message(fitting(draw), pages)


def _line(number: int, item: Item, phrases: Phrases, username: str, share: float) -> Html:
    document = item.document
    if item.quote is None:
        title = title_link(document, username, longest=int(150 * share) + 20)
        line = join(" · ", [title, origin(document.publisher, document.published, phrases)])
        return Html(f"{number}. {join(chr(10), [_source_line(item, phrases), line])}")
    sentence = bold(sentence_line(item.quote, share))
    title = title_link(item.quote, username, longest=int(100 * share) + 20)
    answer = Html(f"{title} — {sentence}")
    return Html(f"{number}. {join(chr(10), [_question_line(item, phrases), answer])}")


def _source_line(item: Item, phrases: Phrases) -> Html:
    """That a whole source is new, when its newest text stands for all of them."""
    if item.many == 1:
        return Html()
    name = item.document.publisher or item.document.title
    return phrases.html("news-source", name=clip(name, _LONGEST_WISH), count=item.many)


def _question_line(item: Item, phrases: Phrases) -> Html:
    if not item.because:
        return Html()
    question = clip(item.because[0].text, _LONGEST_WISH)
    if item.because[0].kind is Kind.STANDING:
        return phrases.html("news-asked", question=question)
    return phrases.html("news-changed" if item.before else "news-answer", question=question)


def _because(subscriptions: Sequence[Subscription], phrases: Phrases) -> Html:
    if not subscriptions:
        return Html()
    named = [isolated(wish_text(each, phrases)) for each in subscriptions[:_MOST_WISHES]]
    more = " …" if len(subscriptions) > _MOST_WISHES else ""
    return phrases.html("news-because", what=Html(join(", ", named) + more))
