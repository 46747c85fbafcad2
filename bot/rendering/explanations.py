"""Why an answer is what it is: the words that were found, the words that were not, how sure it is."""

from typing import Final

from bot.markup import Html, bold, clip, join
from bot.rendering.citations import date_text, title_link
from bot.texts import Phrases
from index import Answer, Match, Quote

_LONGEST_WORD: Final = 60
_MOST_WORDS: Final = 12
# From these confidences on it is called so; 0.5 is where an answer begins.
_LEVELS: Final = ((0.85, "high"), (0.65, "good"), (0.5, "fair"))


def refusal(answer: Answer, username: str, phrases: Phrases, *, compact: bool = False) -> Html:
    """That nothing answers, which words occur nowhere, and what is nearest; `compact`: only the first."""
    if not answer.searched:
        return phrases.html("no-sources")
    if compact:
        return phrases.html("no-answer")
    titles = {quote.document_id: quote for quote in reversed(answer.quotes)}
    nearest = [Html(f"• {_dated_title(quote, username, phrases)}") for quote in reversed(titles.values())]
    return join(
        "\n",
        [
            bold(phrases.html("no-answer")),
            _unknown_words(answer, phrases),
            join("\n", [phrases.html("nearest"), *nearest]) if nearest else "",
        ],
    )


def _dated_title(quote: Quote, username: str, phrases: Phrases) -> Html:
    date = date_text(quote.published, phrases) if quote.published else ""
    return join(" · ", [title_link(quote, username), date])


def why(answer: Answer, top: int, phrases: Phrases) -> Html:
    """Which words the passage was found by and how rare each is, what was not found, and how sure it is."""
    matches = sorted(answer.quotes[top].matches, key=lambda match: -match.weight)[:_MOST_WORDS]
    level = next((level for least, level in _LEVELS if answer.confidence >= least), "low")
    return join(
        "\n",
        [
            bold(phrases.html("why")),
            *(_why_match(match, answer.searched, phrases) for match in matches),
            "" if matches else phrases.html("why-nothing-matched"),
            _unknown_words(answer, phrases),
            phrases.html("confidence", level=level) if top == 0 else "",
        ],
    )


def _why_match(match: Match, searched: int, phrases: Phrases) -> Html:
    word, found = clip(match.word, _LONGEST_WORD), clip(match.found, _LONGEST_WORD)
    # A term is a stem: only another word is worth telling, not another form of the same.
    if word.casefold().startswith(found.casefold()[:-1]):
        return phrases.html("why-word", word=word, passages=match.passages, total=searched)
    return phrases.html("why-word-found-as", word=word, found=found, passages=match.passages, total=searched)


def _unknown_words(answer: Answer, phrases: Phrases) -> Html:
    words = [clip(word, _LONGEST_WORD) for word in answer.unknown_terms]
    if not words:
        return Html()
    shown = ", ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
    return phrases.html("unknown-words", count=len(words), words=shown)
