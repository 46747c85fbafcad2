"""A greeting, and short replies to what asks nothing: what the bot is, what there is, some examples."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.payloads import AskExample, write_press
from bot.rendering.markup import Html, join
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from index import Talk

_BRIEF = frozenset({Talk.THANKS, Talk.FAREWELL, Talk.REMARK})


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many sources there are, of which years as far as that is known, and questions that they answer."""

    sources: int
    first_year: int | None
    last_year: int | None
    examples: Sequence[str]


def talk_message(talk: Talk, corpus: Corpus, phrases: Phrases, *, in_group: bool) -> Message:
    """A reply to talk; in a group, one line for thanks and the like."""
    said = phrases.html("talk", kind=talk.value)
    if in_group and talk in _BRIEF:
        return Message(said)
    if not corpus.sources:
        return Message(join("\n\n", [said, phrases.html("no-sources")]))
    return Message(join("\n\n", [said, _corpus(corpus, phrases)]), example_buttons(corpus))


def start_message(corpus: Corpus, phrases: Phrases) -> Message:
    """The greeting of somebody who has just opened the chat."""
    if not corpus.sources:
        return Message(phrases.html("start-empty"))
    return Message(join("\n\n", [phrases.html("start"), _corpus(corpus, phrases)]), example_buttons(corpus))


def example_buttons(corpus: Corpus) -> tuple[tuple[Button, ...], ...]:
    """A row for each example: it needs the whole width of a phone."""
    return tuple((Button(text, write_press(AskExample(i))),) for i, text in enumerate(corpus.examples))


def _corpus(corpus: Corpus, phrases: Phrases) -> Html:
    years = "unknown"
    if corpus.first_year is not None:
        years = "one" if corpus.first_year == corpus.last_year else "several"
    facts = phrases.html(
        "talk-sources",
        sources=corpus.sources,
        years=years,
        first=str(corpus.first_year),
        last=str(corpus.last_year),
    )
    return join("\n", [facts, phrases.html("talk-try") if corpus.examples else ""])
