"""A small library of texts to ask, for the tests of ranking and answering."""

from collections.abc import Sequence

from index.asking import ask
from index.engines import Batch, Entry, PassageFacts
from index.engines.memory import MemoryEngine
from index.model import (
    Answer,
    Candidate,
    DocumentHead,
    DocumentId,
    PartialDate,
    Passage,
    PassageId,
    SourceId,
    Span,
)
from index.text.analysis import detect_language
from index.text.sentences import split_sentences
from index.text.statistics import passage_statistics


def candidate(id_: str, title: str, text: str, published: str | None = None) -> Candidate:
    """A passage that is the whole of its document."""
    language = detect_language(text)
    sentences = tuple(split_sentences(text, language))
    passage = Passage(PassageId(id_), DocumentId(id_), 0, Span(0, len(text)), text, sentences)
    date = PartialDate.parse(published) if published else None
    head = DocumentHead(DocumentId(id_), SourceId(id_), title, language=language, published=date)
    return Candidate(passage, head, passage_statistics(passage, title, language))


class Texts:
    """Candidates in an engine."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.engine = MemoryEngine()
        self._candidates = {one.passage.id: one for one in candidates}
        self._languages = {one.document.language for one in candidates if one.document.language}
        entries = [
            Entry.of(id_, one.statistics, PassageFacts(one.document.source_id))
            for id_, one in self._candidates.items()
        ]
        self.engine.apply(Batch(entries), 1)

    def ask(self, text: str, *, limit: int = 3, previous: str | None = None) -> Answer:
        return ask(
            text,
            self.engine,
            lambda ids: [self._candidates[id_] for id_ in ids],
            limit=limit,
            languages=self._languages,
            previous=previous,
        )


def highlighted(answer: Answer) -> str:
    """The sentence in bold of the first quote."""
    return answer.quotes[0].highlight.of(answer.quotes[0].text)
