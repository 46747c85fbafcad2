"""What ranking needs of a passage, computed once when it is stored. Pure."""

from index.model import SAME_PLACE, SENTENCE_END, Passage, Statistics, spaced
from index.text.analysis import stem, tokenize
from index.text.cues import cues_of_sentence


def passage_statistics(passage: Passage, title: str, language: str | None) -> Statistics:
    """Analyse a passage, the headings above it and the title of its document in the document's language."""
    body: list[str] = []
    cues: list[int] = []
    for span in passage.sentences:
        if cues:
            body.append(SENTENCE_END)
        sentence = span.of(passage.text)
        cues.append(int(cues_of_sentence(sentence)))
        covered = 0
        for token in tokenize(sentence):
            if token.span.start < covered:
                body.append(SAME_PLACE)
            else:
                covered = token.span.end
            body.append(stem(token.text, language))
    title_terms, heading = (
        tuple(stem(token.text, language) for token in tokenize(text))
        for text in (title, "\n".join(passage.headings))
    )
    return Statistics(title_terms, spaced(body), tuple(cues), heading)
