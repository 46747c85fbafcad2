"""Questions to begin with, made from the texts themselves, if they are answered right. Pure."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from index.answering.examples.candidates import Example, candidates
from index.answering.examples.shipped import is_shipped, shipped_examples
from index.model import Answer, Document

__all__ = ["choose"]

SURE = 0.57
"""The confidence that an example must reach: somewhat more than an answer's."""

MOST_TRIED = 60
LONGEST_ANSWER = 300
"""Characters of a sentence that somebody would want to be shown first."""


def choose(
    documents: Sequence[Document],
    locators: Sequence[str],
    language: str,
    answer: Callable[[str], Answer],
    limit: int,
) -> tuple[str, ...]:
    """Up to `limit` questions that these documents answer, those in `language` first, of as many as can be.

    `locators` are those of the documents' sources. A question is taken when `answer` is sure and quotes what
    it was made of.
    """
    found: list[Example] = []
    for tried, example in enumerate(_in_turns(documents, locators, language)):
        if len(found) == limit or tried == MOST_TRIED:
            break
        is_known = any(example.question == one.question for one in found)
        if not is_known and _is_right(example, answer(example.question)):
            found.append(example)
    return tuple(example.question for example in found)


def _in_turns(documents: Sequence[Document], locators: Sequence[str], language: str) -> Iterator[Example]:
    """One of each document, then the next of each; those in another language, and mere topics, come later.

    What ships with the program is asked about only where there is nothing else.
    """
    pairs = list(zip(documents, locators, strict=True))
    own = [(document, locator) for document, locator in pairs if not is_shipped(locator)] or pairs
    made = [[*shipped_examples(each, locator, language), *candidates(each)] for each, locator in own]
    turns = [example for turn in zip_longest(*made) for example in turn if example is not None]
    yield from sorted(turns, key=lambda example: (example.language != language, not example.is_question))


def _is_right(example: Example, answer: Answer) -> bool:
    """Whether the answer is sure, and quotes the text and, if known, the sentence that should answer."""
    if not answer.answered or answer.confidence < SURE or answer.kind != "question":
        return False
    quote = answer.quotes[0]
    sentence = " ".join(quote.highlight.of(quote.text).split())
    if quote.document_id != example.document_id or len(sentence) > LONGEST_ANSWER:
        return False
    if example.sentence:
        return example.sentence in sentence or sentence in example.sentence
    return not sentence.endswith("?") and sentence.casefold().strip(".") != example.question.casefold()
