"""Which blocks of a page are its article: what trafilatura takes, and what stands among it. Pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from index.model import BlockKind
from index.sources.extract.blocks import Block
from index.sources.extract.furniture import is_furniture
from index.sources.extract.page_surroundings import is_beside, is_box, is_caption, is_text_apart, link_share
from index.sources.extract.page_walk import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ENOUGH_WORDS: Final = 6
"""A block with as many words is known by them; a shorter one has to be a line, or stand among others."""

MOST_LINKS: Final = 0.8
"""Share of an article's paragraph that may be links."""

FEWEST_WORDS_OF_A_SENTENCE, FEWEST_WORDS = 5, 12
"""Words of what is taken although it was left out: a sentence among taken paragraphs; anything else."""

MOST_BLOCKS_TO_A_LEAD: Final = 12

_RUN = 4
_WORD: Final = re.compile(r"\w+")
_ENDS_LIKE_A_SENTENCE: Final = re.compile(r"[.!?…:;。！？؟।]['\"»”’)\]]*$")


def article_of(root: "HtmlElement", pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces of the article of a page whose main text is `text`; its lines where few pieces are of it."""
    taken = _taken(pieces, text)
    _add_among(pieces, taken)
    _add_lead(pieces, taken)
    _add_notes(pieces, taken)
    chosen = [piece for piece, take in zip(pieces, taken, strict=True) if take and _is_own(piece)]
    if sum(len(piece.block.text.split()) for piece in chosen) * 2 < len(text.split()):
        return [Piece(Block(line), root) for line in text.split("\n") if line.strip()]
    return chosen


def _taken(pieces: Sequence[Piece], text: str) -> list[bool]:
    """Which pieces stand in a text, told by runs of words: white space and signs may differ."""
    lines = {tuple(_words(line)) for line in text.split("\n")}
    words = _words(text)
    runs = {length: set(_runs(words, length)) for length in range(1, _RUN + 1)}
    surely, perhaps = [], []
    for piece in pieces:
        own = _words(piece.block.text)
        if len(own) >= ENOUGH_WORDS:
            known = [run in runs[_RUN] for run in _runs(own, _RUN)]
            surely.append(sum(known) * 2 >= len(known))
        else:
            surely.append(bool(own) and _stands_in(piece.block.text, lines))
        perhaps.append(len(own) > 1 and runs[min(len(own), _RUN)].issuperset(_runs(own, min(len(own), _RUN))))
    among = _parents(pieces, surely)
    return [
        sure or (short and piece.element.getparent() in among)
        for piece, sure, short in zip(pieces, surely, perhaps, strict=True)
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str], length: int) -> Iterable[tuple[str, ...]]:
    return zip(*(islice(words, start, None) for start in range(length)), strict=False)


def _stands_in(text: str, lines: set[tuple[str, ...]]) -> bool:
    """Whether most words of a text are in lines that stand there as they are."""
    own = [tuple(_words(line)) for line in text.split("\n")]
    return tuple(_words(text)) in lines or sum(len(line) for line in own if line in lines) * 2 >= sum(
        map(len, own)
    )


def _parents(pieces: Sequence[Piece], taken: Sequence[bool]) -> set["HtmlElement | None"]:
    """The elements that taken paragraphs stand in."""
    return {
        piece.element.getparent()
        for piece, take in zip(pieces, taken, strict=True)
        if take and piece.block.kind is not BlockKind.HEADING
    }


def _add_among(pieces: Sequence[Piece], taken: list[bool]) -> None:
    """Take paragraphs, lists and tables that stand beside taken ones within the article."""
    if not any(taken):
        return
    among = _parents(pieces, taken)
    first, last = taken.index(True), len(taken) - taken[::-1].index(True)
    for number in range(first, last):
        piece = pieces[number]
        if taken[number] or piece.block.kind is BlockKind.HEADING or piece.element.getparent() not in among:
            continue
        taken[number] = _looks_like_text(piece, FEWEST_WORDS_OF_A_SENTENCE)


def _add_lead(pieces: Sequence[Piece], taken: list[bool]) -> None:
    """Take the sentences between the headline and the first paragraph that was taken."""
    paragraphs = (
        number
        for number, take in enumerate(taken)
        if take and pieces[number].block.kind is not BlockKind.HEADING
    )
    first = next(paragraphs, 0)
    start = max(0, first - MOST_BLOCKS_TO_A_LEAD)
    headings = [number for number in range(start, first) if pieces[number].block.kind is BlockKind.HEADING]
    for number in range(headings[-1] + 1 if headings else first, first):
        text = pieces[number].block.text
        taken[number] = taken[number] or (
            _ENDS_LIKE_A_SENTENCE.search(text) is not None and _looks_like_text(pieces[number], FEWEST_WORDS)
        )


def _add_notes(pieces: Sequence[Piece], taken: list[bool]) -> None:
    """Take what stands apart within the article, such as notes and closed answers, with its headings."""
    for number, piece in enumerate(pieces):
        if taken[number]:
            continue
        apart = next(filter(is_text_apart, (piece.element, *piece.element.iterancestors())), None)
        if apart is not None and next(apart.iterancestors("article", "main"), None) is not None:
            is_heading = piece.block.kind is BlockKind.HEADING
            taken[number] = is_heading or _looks_like_text(piece, FEWEST_WORDS_OF_A_SENTENCE)


def _looks_like_text(piece: Piece, fewest_words: int) -> bool:
    text = piece.block.text
    words = len(text.split())
    return (
        (words >= FEWEST_WORDS or (words >= fewest_words and _ENDS_LIKE_A_SENTENCE.search(text) is not None))
        and not is_furniture(text)
        and link_share(piece.element) < 0.3
        and not is_beside(piece.element)
    )


def _is_own(piece: Piece) -> bool:
    """Whether a taken piece is text after all, and no list of links to other articles."""
    if piece.block.kind is BlockKind.HEADING:
        return True
    around = (piece.element, *islice(piece.element.iterancestors(), 2))
    return link_share(piece.element) < MOST_LINKS and not any(
        is_box(one) or is_caption(one) for one in around
    )
