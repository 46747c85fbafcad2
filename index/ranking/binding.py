"""Which words of a question stand with the sentence that would be shown, and which elsewhere. Pure."""

from bisect import bisect_right

from index.model import Candidate
from index.ranking.sentences import choose
from index.ranking.weighing import Asked


def bound_words(asked: Asked, candidate: Candidate) -> frozenset[int]:
    """The numbers of the words that are in the sentence shown, beside it, or in what stands above it.

    Synonyms count as the word. A passage may have the other words too, but says them of something else.
    """
    passage, statistics = candidate.passage, candidate.statistics
    shown = choose(asked, passage, statistics).span
    ends = [sentence.end for sentence in passage.sentences]
    first, last = bisect_right(ends, shown.start), bisect_right(ends, shown.end - 1)
    above = {*statistics.title, *statistics.heading}
    bound = set()
    for number, one in enumerate(asked.wanted):
        terms = (*one.terms, *one.word.akin)
        places = (place for term in terms for place in statistics.places.get(term, ()))
        sentences = (bisect_right(statistics.starts, place) - 1 for place in places)
        if not above.isdisjoint(terms) or any(first - 1 <= one <= last + 1 for one in sentences):
            bound.add(number)
    return frozenset(bound)
