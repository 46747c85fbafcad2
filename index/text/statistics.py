"""What ranking needs of a passage, computed once when it is stored. Pure."""

from collections.abc import Sequence
from itertools import groupby

from index.model import SAME_PLACE, SENTENCE_END, Passage, Span, Statistics, spaced
from index.text.analysis import stem, tokenize
from index.text.cues import cues_of_sentence
from index.text.languages.paragraphs import language_of_paragraph


def passage_statistics(
    passage: Passage, title: str, language: str | None, names: Sequence[str] = ()
) -> Statistics:
    """Analyse a passage, the headings above it and the title of its document in the document's language.

    A paragraph in another language is analysed in its own. `names`, what the document is called beside its
    title, count as headings.
    """
    body: list[str] = []
    cues: list[int] = []
    spoken = languages_of_sentences(passage.text, passage.sentences, language)
    for span, its_language in zip(passage.sentences, spoken, strict=True):
        if cues:
            body.append(SENTENCE_END)
        sentence = span.of(passage.text)
        cues.append(int(cues_of_sentence(sentence)))
        whole = Span(0, 0)
        for token in tokenize(sentence):
            if whole.start <= token.span.start and token.span.end <= whole.end:
                body.append(SAME_PLACE)
            whole = token.span
            body.append(stem(token.text, its_language))
    title_terms, heading = (
        tuple(stem(token.text, language) for token in tokenize(text))
        for text in (title, "\n".join((*names, *passage.headings)))
    )
    return Statistics(title_terms, spaced(body), tuple(cues), heading)


def languages_of_sentences(
    text: str, sentences: Sequence[Span], language: str | None
) -> tuple[str | None, ...]:
    """The language of each sentence of a text of `language`: that of its paragraph."""
    spoken: list[str | None] = []
    for _, group in groupby(sentences, key=lambda span: text.count("\n\n", 0, span.start)):
        own = list(group)
        paragraph = text[own[0].start : own[-1].end]
        spoken += [language_of_paragraph(paragraph, language)] * len(own)
    return tuple(spoken)
