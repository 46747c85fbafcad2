"""An answer as a card with buttons, or what is said when nothing answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.payloads import Pane, View
from bot.rendering.card_buttons import CardButtons, Standing
from bot.rendering.citations import citation, date_text, moment_text, title_link
from bot.rendering.explanations import refusal, why
from bot.rendering.markup import Html, clip, fitting, isolated, join
from bot.rendering.message import Button, Message
from bot.rendering.passages import context, excerpt, sentence_line
from bot.rendering.remarks import further, remarks_after, remarks_before
from bot.rendering.texts import Phrases
from index import Answer, Passage, Quote

_FIRST: Final = View()
_UNTOUCHED: Final = Standing()
_LONGEST_NAME: Final = 60
_WORTH: Final = 0.5
"""The confidence of its own from which a passage is worth a place below the first."""
_AS_GOOD: Final = 0.6
"""The part of the first one's score that it must have, too."""


def answer_message(
    answer: Answer,
    answer_id: str,
    phrases: Phrases,
    *,
    username: str,
    in_group: bool = False,
    compact: bool = False,
    asked_by: str | None = None,
    asked_at: datetime | None = None,
    view: View = _FIRST,
    neighbours: Sequence[Passage] = (),
    standing: Standing = _UNTOUCHED,
) -> Message:
    """The card of an answer as `view` wants it, or what is nearest when the sources do not answer.

    A `compact` one shows one passage only, or one line. `asked_by` names who asked when the answer replies to
    somebody else, `asked_at` when it was asked if that is long ago. `username` is the bot's. `neighbours` are
    needed for the context only: the passage on top, the one before and the one after.
    """
    buttons = CardButtons(answer_id, view, worth_showing(answer), standing, phrases, username)
    asker = phrases.html("asked-by", name=isolated(clip(asked_by, _LONGEST_NAME))) if asked_by else ""
    if asked_at is not None:
        asker = join("\n", [phrases.html("asked-at", moment=moment_text(asked_at, phrases)), asker])
    if not answer.answered:
        about = remarks_before(answer, phrases) if answer.about is not None else ""
        said = refusal(answer, username, phrases, compact=compact)
        rows: list[tuple[Button, ...]] = [(buttons.follow(answered=False),)] if answer.searched else []
        if answer.about is not None:
            rows.append(buttons.alone())
        return Message(join(" " if compact else "\n", [asker, about, said]), tuple(rows))

    def draw(share: float) -> Html:
        title = citation(answer.quotes[view.top], username, phrases)
        body = _body(answer, view, neighbours, share, username=username, compact=compact, phrases=phrases)
        return join("\n", [asker, remarks_before(answer, phrases), title, *body])

    rows = [*(buttons.group() if in_group else buttons.private())]
    if answer.about is not None:
        rows.append(buttons.alone())
    return Message(fitting(draw), tuple(rows))


def worth_showing(answer: Answer) -> list[int]:
    """The places of the passages that are shown: the first, and those that would answer by themselves."""
    if not answer.answered:
        return []
    least = _AS_GOOD * answer.quotes[0].score
    others = list(enumerate(answer.quotes))[1:]
    worth = [i for i, one in others if one.confidence >= _WORTH and one.score >= least]
    return [0, *([i for i, _ in others] if answer.overview else worth)]


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
            return [excerpt(top, share), remarks, others, further(answer, username, phrases, share)]
        case Pane.CONTEXT:
            return [context(top, neighbours, share)]
        case Pane.WHY:
            return [excerpt(top, share), why(answer, view.top, phrases, share)]


def repeat_message(name: str, phrases: Phrases) -> Message:
    """One line, in reply to an answer, for somebody who has asked the same."""
    return Message(phrases.html("answered-here", name=isolated(clip(name, _LONGEST_NAME))))


def _others(answer: Answer, top: int, username: str, phrases: Phrases, share: float) -> Html:
    """The other passages by title and date; where a summary was asked for, with their sentences."""

    def line(number: int, quote: Quote) -> Html:
        date = Html(f" ({date_text(quote.published, phrases)})") if quote.published else ""
        title = title_link(quote, username, longest=int(100 * share) + 10)
        said = Html(f" — {Html.of(sentence_line(quote, share))}") if answer.overview else ""
        return Html(f"{number}. {title}{date}{said}")

    return join("\n", [line(i + 1, answer.quotes[i]) for i in worth_showing(answer) if i != top])
