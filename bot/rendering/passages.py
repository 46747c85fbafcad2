"""A passage as a quotation: the answering sentence in bold, with as much around it as there is room for."""

from collections.abc import Sequence
from typing import Final

from bot.rendering.markup import Html, bold, clip, join, quotation
from index import Passage, Quote, Span

_LONGEST_SENTENCE: Final = 1000
# A phone has some 36 characters a line: with these a card of two sentences has at most twelve lines.
_ROOM_BEFORE: Final = 360
_ROOM_AFTER: Final = 260
_LONGEST_LINE: Final = 300
_LONGEST_NEIGHBOUR: Final = 700


def excerpt(quote: Quote, share: float) -> Html:
    """The answering sentence, with the sentence before and the one after where there is room for them whole.

    What comes before says whom "it" means, so it comes first, and so does what names a word of the question
    that the others lack. `share` shortens all. A heading that stands above them on the card is not said
    twice.
    """
    text, shown = quote.text, quote.highlight
    before = max((s for s in quote.sentences if s.end <= shown.start), default=None)
    after = min((s for s in quote.sentences if s.start >= shown.end), default=None)
    sentence = clip(_lines(text, shown), int(_LONGEST_SENTENCE * share))
    leading, following = _line(text, before), _line(text, after)
    if leading == quote.heading or len(sentence) + len(leading) > _ROOM_BEFORE * share:
        before, leading = None, ""
    said = f"{leading} {sentence}"
    room = _ROOM_BEFORE if _adds(quote, following, said) else _ROOM_AFTER
    if len(said) + len(following) > room * share:
        after, following = None, ""
    parts = [
        Html.of(leading),
        _gap(text, before.end, shown.start) if before else "",
        bold(sentence),
        _gap(text, shown.end, after.start) if after else "",
        Html.of(following),
    ]
    return quotation(join("", parts))


def _adds(quote: Quote, line: str, said: str) -> bool:
    """Whether the line has a word of the question that is not in what is said already."""
    line, said = line.casefold(), said.casefold()
    return any((found := match.found.casefold()) in line and found not in said for match in quote.matches)


def context(quote: Quote, neighbours: Sequence[Passage], share: float) -> Html:
    """The passage between its neighbours, unfolded from the answering sentence on; before it, what precedes.

    `neighbours` are the passage itself with the one before and the one after, as the sources have them now;
    when it is not among them as it was quoted, it stands alone. `share` leaves out whole sentences that are
    far from the answer.
    """
    itself = next((p for p in neighbours if p.id == quote.passage_id and p.text == quote.text), None)
    around = [p for p in neighbours if itself and p is not itself]
    most, beside = int(_LONGEST_SENTENCE * share), int(_LONGEST_NEIGHBOUR * share)
    before = [s for s in quote.sentences if s.end <= quote.highlight.start]
    after = [s for s in quote.sentences if s.start >= quote.highlight.end]
    preceding = [
        *(_last(p.text, p.sentences, beside) for p in around if itself and p.position < itself.position),
        _last(quote.text, before, most),
    ]
    sentence = bold(clip(_lines(quote.text, quote.highlight), most))
    gap = _gap(quote.text, quote.highlight.end, after[0].start) if after else ""
    following = [
        join(gap, [sentence, _first(quote.text, after, most)]),
        *(_first(p.text, p.sentences, beside) for p in around if itself and p.position > itself.position),
    ]
    return join(
        "\n",
        [
            quotation(join("\n\n", preceding), expandable=True),
            quotation(join("\n\n", following), expandable=True),
        ],
    )


def sentence_line(quote: Quote, share: float) -> str:
    """The answering sentence, short."""
    return clip(_line(quote.text, quote.highlight), int(_LONGEST_LINE * share))


def _first(text: str, sentences: Sequence[Span], longest: int) -> str:
    """The first sentences, whole, of no more characters than that, as they stand in the text."""
    kept = [s for s in sentences if s.end - sentences[0].start <= longest]
    return _kept(text, sentences, kept)


def _last(text: str, sentences: Sequence[Span], longest: int) -> str:
    """The last sentences, whole, of no more characters than that, as they stand in the text."""
    kept = [s for s in sentences if sentences[-1].end - s.start <= longest]
    return _kept(text, sentences, kept)


def _kept(text: str, sentences: Sequence[Span], kept: Sequence[Span]) -> str:
    if not kept:
        return ""
    said = text[kept[0].start : kept[-1].end].strip()
    before = "… " if kept[0] is not sentences[0] else ""
    return f"{before}{said}" + (" …" if kept[-1] is not sentences[-1] else "")


def _gap(text: str, start: int, end: int) -> str:
    """What parts two sentences: a new line where they stand in different ones."""
    return "\n" if "\n" in text[start:end] else " "


def _lines(text: str, span: Span) -> str:
    """What is shown in bold; items, rows and code keep their lines."""
    return "\n".join(line.rstrip() for line in span.of(text).split("\n") if line.strip())


def _line(text: str, span: Span | None) -> str:
    return " ".join(span.of(text).split()) if span else ""
