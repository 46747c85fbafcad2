"""What tells one row of a table from the others, all of which have the words of its header. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from index.model import Role, Statistics
from index.ranking.weighing import Asked
from index.text.measures import Measure


def pairs_in_rows(asked: Asked, statistics: Statistics, roles: Sequence[Role]) -> list[float]:
    """The share of the question's pairs of words that each row has side by side; 0 for what is no row."""
    shares = [0.0] * len(roles)
    pairs = list(pairwise(asked.wanted)) if Role.ROW in roles else []
    for before, after in pairs:
        firsts = {place for term in before.terms for place in statistics.places.get(term, ())}
        seconds = {place for term in after.terms for place in statistics.places.get(term, ())}
        rows = {bisect_right(statistics.starts, place) - 1 for place in firsts if place + 1 in seconds}
        for row in rows:
            shares[row] += (roles[row] is Role.ROW) / len(pairs)
    return shares


def row_counts(measure: Measure, text: str, role: Role, terms: str) -> bool:
    """Whether a row of a table names what is counted and has a number, in whatever cells."""
    is_row = role is Role.ROW and f" {measure.counted} " in terms
    return is_row and any(letter.isdecimal() for letter in text)
