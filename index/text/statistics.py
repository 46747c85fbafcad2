"""What ranking needs of a passage, computed once when it is stored. Pure."""

from index.model import Passage, Statistics
from index.text.analysis import stem, tokenize
from index.text.cues import cues_of_sentence


def passage_statistics(passage: Passage, title: str, language: str | None) -> Statistics:
    """Analyse a passage and the title of its document in the document's language."""
    places: dict[str, list[int]] = {}
    starts: list[int] = []
    cues: list[int] = []
    position = length = 0
    for span in passage.sentences:
        sentence = span.of(passage.text)
        starts.append(position)
        cues.append(int(cues_of_sentence(sentence)))
        covered = 0
        for token in tokenize(sentence):
            if token.span.start >= covered:
                position += 1
                covered = token.span.end
            places.setdefault(stem(token.text, language), []).append(position - 1)
            length += 1
    title_terms = tuple(stem(token.text, language) for token in tokenize(title))
    return Statistics(title_terms, places, tuple(starts), tuple(cues), length)
