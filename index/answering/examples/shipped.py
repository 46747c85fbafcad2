"""Questions about the digests that ship with the program, in both languages of its interface. Pure."""

from collections.abc import Iterator, Mapping

from index.answering.examples.candidates import Example
from index.model import Document

_ASKED: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "2024-mexc-from-rejecting-to-embracing.md": (
        ("en", "When did Putin sign the mining law?", "8 August 2024"),
        ("ru", "Когда Путин подписал закон о майнинге?", "8 August 2024"),
    ),
    "2022-01-27-bitcoin-magazine-mining-report.md": (
        ("en", "Did the central bank want to ban mining?", "wanted mining banned"),
    ),
    "2018-06-07-coindesk-putin-hotline.md": (
        ("en", "Will Russia have a cryptocurrency of its own?", "of its own"),
    ),
    "2023-03-kunstwerk-zukunft-racib-letter.md": (
        ("en", "What did RACIB ask Putin for?", "Putin"),
        ("ru", "О чём РАКИБ попросила Путина?", "Putin"),
        ("ru", "Что такое RACIB?", "stands for"),
    ),
    "2018-03-cryptoground-legalisation-deadline.md": (
        ("en", "Who is the general director of VTSIOM?", "general director of VTSIOM"),
        ("ru", "Кто директор ВЦИОМ?", "general director of VTSIOM"),
    ),
}
"""By locator: a language, a question, and words of the sentence that answers it."""


def is_shipped(locator: str) -> bool:
    """Whether the source comes with the program."""
    return locator in _ASKED


def shipped_examples(document: Document, locator: str, language: str) -> Iterator[Example]:
    """The questions in that language about a document that comes with the program."""
    for spoken, question, words in _ASKED.get(locator, ()):
        if spoken == language:
            yield Example(question, document.id, language, words)
