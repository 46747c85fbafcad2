"""An answer as a card with buttons, or what is said when nothing answers."""

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlencode

from bot.payloads import (
    CastVote,
    FollowQuestion,
    KeepQuestion,
    OpenAnswer,
    Pane,
    ShowCard,
    View,
    deep_link,
    write_press,
)
from bot.rendering.citations import citation, date_text, title_link
from bot.rendering.explanations import refusal, why
from bot.rendering.markup import Html, clip, fitting, isolated, join
from bot.rendering.message import Button, Message, choice
from bot.rendering.passages import context, excerpt, sentence_line
from bot.rendering.remarks import remarks_after, remarks_before
from bot.rendering.texts import Phrases
from index import Answer, Passage, Quote

_FIRST: Final = View()
_LONGEST_NAME: Final = 60
_SHARING: Final = "https://t.me/share/url?"


def answer_message(
    answer: Answer,
    answer_id: str,
    phrases: Phrases,
    *,
    username: str,
    compact: bool = False,
    asked_by: str | None = None,
    view: View = _FIRST,
    neighbours: Sequence[Passage] = (),
    votes: tuple[int, int] = (0, 0),
    is_kept: bool | None = None,
) -> Message:
    """The card of an answer as `view` wants it, or what is nearest when the sources do not answer.

    A `compact` one shows one passage only, or one line. `asked_by` names who asked when the answer replies to
    somebody else. `username` is the bot's. `neighbours` are needed for the context only: the passage on top,
    the one before and the one after. `votes` are how many found the answer useful and how many did not.
    `is_kept` tells whether somebody has the question kept, or with None that nobody can.
    """
    asker = phrases.html("asked-by", name=isolated(clip(asked_by, _LONGEST_NAME))) if asked_by else ""
    if not answer.answered:
        said = join(" " if compact else "\n", [asker, refusal(answer, username, phrases, compact=compact)])
        standing = Button(phrases.text("button-await"), write_press(FollowQuestion(answer_id)))
        return Message(said, ((standing,),) if answer.searched else ())

    def draw(share: float) -> Html:
        title = citation(answer.quotes[view.top], username, phrases)
        body = _body(answer, view, neighbours, share, username=username, compact=compact, phrases=phrases)
        return join("\n", [asker, remarks_before(answer, phrases), title, *body])

    rows = [*_buttons(answer, answer_id, view, votes, phrases, username)]
    if is_kept is not None:
        keep = write_press(KeepQuestion(answer_id, view))
        rows.append((choice(phrases.text("button-keep"), keep, chosen=is_kept),))
    return Message(fitting(draw), tuple(rows))


def _body(
    answer: Answer,
    view: View,
    neighbours: Sequence[Passage],
    share: float,
    *,
    username: str,
    compact: bool,
    phrases: Phrases,
) -> list[Html | str]:
    """What stands below the title, at this share of its full lengths."""
    top = answer.quotes[view.top]
    match view.pane:
        case Pane.PASSAGE:
            others = "" if compact else _others(answer, view.top, username, phrases, share)
            remarks = remarks_after(answer, phrases, share) if view.top == 0 else ""
            return [excerpt(top, share), remarks, others]
        case Pane.CONTEXT:
            return [context(top, neighbours, share)]
        case Pane.WHY:
            return [excerpt(top, share), why(answer, view.top, phrases, share)]


def repeat_message(name: str, phrases: Phrases) -> Message:
    """One line, in reply to an answer, for somebody who has asked the same."""
    return Message(phrases.html("answered-here", name=isolated(clip(name, _LONGEST_NAME))))


def _others(answer: Answer, top: int, username: str, phrases: Phrases, share: float) -> Html:
    def line(number: int, quote: Quote) -> Html:
        date = Html(f" ({date_text(quote.published, phrases)})") if quote.published else ""
        title = title_link(quote, username, longest=int(100 * share) + 10)
        return Html(f"{number}. {title}{date} — {Html.of(sentence_line(quote, share))}")

    return join("\n", [line(i + 1, quote) for i, quote in enumerate(answer.quotes) if i != top])


def _buttons(
    answer: Answer, answer_id: str, view: View, votes: tuple[int, int], phrases: Phrases, username: str
) -> Iterator[tuple[Button, ...]]:
    def show(text: str, target: View, *, chosen: bool) -> Button:
        return choice(text, write_press(ShowCard(answer_id, target)), chosen=chosen)

    def toggle(key: str, pane: Pane) -> Button:
        is_open = view.pane is pane
        return show(phrases.text(key), View(view.top, Pane.PASSAGE if is_open else pane), chosen=is_open)

    def thumb(sign: str, count: int, *, useful: bool) -> Button:
        return Button(f"{sign} {count}" if count else sign, write_press(CastVote(answer_id, view, useful)))

    numbers = range(len(answer.quotes))
    if len(numbers) > 1:
        yield tuple(show(str(i + 1), View(i), chosen=i == view.top) for i in numbers)
    follow = Button(phrases.text("button-follow"), write_press(FollowQuestion(answer_id)))
    yield toggle("button-context", Pane.CONTEXT), toggle("button-why", Pane.WHY), follow
    link = deep_link(username, OpenAnswer(answer_id))
    share = Button(phrases.text("button-share"), url=_SHARING + urlencode({"url": link}))
    yield thumb("👍", votes[0], useful=True), thumb("👎", votes[1], useful=False), share
