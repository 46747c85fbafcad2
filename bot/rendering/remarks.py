"""What a card says beside its passage: what was searched for, the topic kept, what dates have decided."""

from bot.rendering.citations import origin
from bot.rendering.markup import Html, clip, isolated, join
from bot.rendering.passages import sentence_line
from bot.rendering.texts import Phrases
from index import Answer

_LONGEST_TOPIC = 120
_LONGEST_WORD = 40
_MOST_WORDS = 5


def remarks_before(answer: Answer, phrases: Phrases) -> Html:
    """How the question was understood where that is not plain: a line each, or nothing."""
    topic = phrases.html("about", topic=isolated(clip(answer.about, _LONGEST_TOPIC))) if answer.about else ""
    return join("\n", [topic, _searched_for(answer, phrases)])


def remarks_after(answer: Answer, phrases: Phrases, share: float) -> Html:
    """That dates decided the order, and what the newest older source says; `share` shortens its sentence."""
    if not answer.by_date:
        return Html()
    if answer.earlier is None:
        return phrases.html("by-date")
    earlier = answer.earlier
    where = origin(earlier.publisher, earlier.published, phrases)
    return phrases.html("earlier", origin=where, sentence=sentence_line(earlier, share))


def _searched_for(answer: Answer, phrases: Phrases) -> Html:
    pairs = [
        phrases.html("searched-word", found=clip(found, _LONGEST_WORD), typed=clip(typed, _LONGEST_WORD))
        for typed, found in answer.searched_for[:_MOST_WORDS]
    ]
    return phrases.html("searched-for", words=join(", ", pairs)) if pairs else Html()
