"""What a card says beside its passage: what was searched for, the topic kept, what dates have decided."""

from bot.rendering.citations import citation, origin
from bot.rendering.markup import Html, bold, clip, isolated, join, quotation
from bot.rendering.passages import sentence_line
from bot.rendering.texts import Phrases
from index import Answer

_LONGEST_TOPIC = 120
_LONGEST_WORD = 40
_MOST_WORDS = 5


def remarks_before(answer: Answer, phrases: Phrases) -> Html:
    """How the question was understood where that is not plain: a line each, or nothing."""
    topic = phrases.html("about", topic=isolated(clip(answer.about, _LONGEST_TOPIC))) if answer.about else ""
    quoted = phrases.html("overview") if answer.overview and answer.answered else ""
    return join("\n", [topic, quoted, _searched_for(answer, phrases)])


def remarks_after(answer: Answer, phrases: Phrases, share: float) -> Html:
    """That dates decided the order, and what the newest older source says; `share` shortens its sentence."""
    if not answer.by_date:
        return Html()
    if answer.earlier is None:
        return phrases.html("by-date")
    earlier = answer.earlier
    where = origin(earlier.publisher, earlier.published, phrases)
    return phrases.html("earlier", origin=where, sentence=sentence_line(earlier, share))


def further(answer: Answer, username: str, phrases: Phrases, share: float) -> Html:
    """What a second question of the same message was answered, if there was one."""
    if answer.second is None:
        return Html()
    if answer.second_quote is None:
        return phrases.html("second-unanswered")
    quote = answer.second_quote
    sentence = bold(sentence_line(quote, share))
    return join("\n", [phrases.html("second"), citation(quote, username, phrases), quotation(sentence)])


def _searched_for(answer: Answer, phrases: Phrases) -> Html:
    pairs = [
        phrases.html("searched-word", found=clip(found, _LONGEST_WORD), typed=clip(typed, _LONGEST_WORD))
        for typed, found in answer.searched_for[:_MOST_WORDS]
    ]
    return phrases.html("searched-for", words=join(", ", pairs)) if pairs else Html()
