"""Why an answer is what it is: the words that were found and that were not, how sure it is, its points."""

import math
from typing import Final

from bot.rendering.citations import date_text, title_link
from bot.rendering.markup import Html, bold, clip, join, quotation
from bot.rendering.passages import sentence_line
from bot.rendering.texts import Phrases
from index import Answer, Match, Quote, analyse

_LONGEST_WORD: Final = 60
_MOST_WORDS: Final = 12
_NEAR_MISS: Final = 0.2
"""The confidence of what is no answer, but worth a look."""
# From these confidences on it is called so; 0.5 is where an answer begins.
_LEVELS: Final = ((0.85, "high"), (0.65, "good"), (0.5, "fair"))


def refusal(answer: Answer, username: str, phrases: Phrases, *, compact: bool = False) -> Html:
    """That nothing answers, which words occur nowhere, and what is nearest; `compact`: only the first."""
    if not answer.searched:
        return phrases.html("no-sources")
    if compact:
        return phrases.html("no-answer")
    closest = answer.quotes[0] if answer.quotes and answer.confidence >= _NEAR_MISS else None
    titles = {quote.document_id: quote for quote in reversed(answer.quotes)}
    nearest = [Html(f"• {_dated_title(quote, username, phrases)}") for quote in reversed(titles.values())]
    return join(
        "\n",
        [
            bold(phrases.html("no-answer")),
            _unknown_words(answer, phrases),
            join("\n", [phrases.html("closest"), quotation(sentence_line(closest, 1.0))]) if closest else "",
            join("\n", [phrases.html("nearest"), *nearest]) if nearest else "",
        ],
    )


def _dated_title(quote: Quote, username: str, phrases: Phrases) -> Html:
    date = date_text(quote.published, phrases) if quote.published else ""
    return join(" · ", [title_link(quote, username), date])


def why(answer: Answer, top: int, phrases: Phrases, share: float) -> Html:
    """Which words the passage was found by and how rare each is, what was not found, how sure it is.

    Below, to be unfolded, what each feature added to its score. `share` shortens the words.
    """
    quote = answer.quotes[top]
    matches = sorted(quote.matches, key=lambda match: -match.weight)[:_MOST_WORDS]
    level = next((level for least, level in _LEVELS if answer.confidence >= least), "low")
    return join(
        "\n",
        [
            bold(phrases.html("why")),
            *(_why_match(match, quote, answer.searched, phrases, share) for match in matches),
            "" if matches else phrases.html("why-nothing-matched"),
            _unknown_words(answer, phrases, share),
            phrases.html("confidence", level=level) if top == 0 else "",
            _points(quote, phrases),
        ],
    )


def _why_match(match: Match, quote: Quote, searched: int, phrases: Phrases, share: float) -> Html:
    word, found = (clip(text, int(_LONGEST_WORD * share) + 1) for text in (match.word, match.found))
    if _is_same_word(match, quote.language):
        return phrases.html("why-word", word=word, passages=match.passages, total=searched)
    return phrases.html("why-word-found-as", word=word, found=found, passages=match.passages, total=searched)


def _is_same_word(match: Match, language: str | None) -> bool:
    """Whether what was found is the word itself in some form, which is not worth telling."""
    return not {*analyse(match.word, language)}.isdisjoint(analyse(match.found, language))


def _points(quote: Quote, phrases: Phrases) -> Html:
    """What each feature added to the score, to be unfolded, the largest first, all to a tenth.

    What is too small to tell, and what was lost by rounding, comes last in one, so that they sum up.
    """
    if not quote.points:
        return Html()
    tenths = {name: _tenths(points) for name, points in quote.points.items()}
    largest_first = sorted(tenths.items(), key=lambda each: -each[1])
    total = _tenths(quote.score)
    rest = ("rest", total - sum(tenths.values()))
    named = [_point(name, count, phrases) for name, count in (*largest_first, rest) if count]
    heading = phrases.html("why-points", points=total / 10)
    return quotation(join("\n", [heading, join("\u00a0· ", named)]), expandable=True)


def _tenths(points: float) -> int:
    return int(math.copysign(abs(points) * 10 + 0.5, points))


def _point(feature: str, tenths: int, phrases: Phrases) -> Html:
    sign = "−" if tenths < 0 else "+"
    return phrases.html("why-point", feature=feature, sign=sign, points=abs(tenths) / 10)


def _unknown_words(answer: Answer, phrases: Phrases, share: float = 1.0) -> Html:
    words = [clip(word, int(_LONGEST_WORD * share) + 1) for word in answer.unknown_terms]
    if answer.lacking:
        return phrases.html("no-source-in-language", language=answer.lacking)
    if not words:
        return Html()
    shown = ", ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
    return phrases.html("unknown-words", count=len(words), words=shown)
