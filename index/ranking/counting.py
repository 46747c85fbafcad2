"""Passages that cannot tell how many there are, as they name no number. Pure."""

from index.model import Candidate, Role
from index.ranking.openings import roles_of
from index.ranking.weighing import Asked


def tells_no_number(asked: Asked, candidate: Candidate) -> bool:
    """Whether it is asked how many there are, and a passage in the same language names no number at all."""
    passage, measure = candidate.passage, asked.measure
    language = passage.language or candidate.document.language
    if measure is None or language != measure.language:
        return False
    return not any(
        measure.may_be_told(span.of(passage.text))
        for span, role in zip(passage.sentences, roles_of(passage), strict=True)
        if role is not Role.LABEL
    )
