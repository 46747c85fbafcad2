"""Invented corpora of any size: the same ones for the same seed, with words as rare as in real texts."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate, count, islice
from typing import Final

from sqlalchemy import Connection, func, insert, select

from index.model import PassageId, Statistics, spaced
from index.store.corpus.following.vocabulary import put_terms
from index.store.corpus.tables import changes, documents, passages, sources
from index.store.database import Database
from index.text.analysis import ANALYSIS_VERSION, stem

SENTENCES: Final = 6
WORDS: Final = (8, 22)
"""Of a sentence, from and to; a passage has 90 words, as the product cuts them."""

PASSAGES: Final = 6
"""Of a document."""

_SEED: Final = 20261129
_COMMON: Final = 60_000
"""Words whose frequency falls by Zipf's law; behind them come names that a few documents have."""

_NEW_NAME: Final = 0.012
"""The share of the words that are names never met before: a million passages have about a million."""

_NAMES: Final = 20
"""More new ones than a document has on the average."""

_AT_ONCE: Final = 2_000
_ONSETS: Final = tuple("bdfgklmnprtv")
_VOWELS: Final = tuple("aou")
_ADDED_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Invented:
    """A passage: its words, sentence by sentence, and the title of its document."""

    id: PassageId
    document: int
    position: int
    title: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]

    @property
    def statistics(self) -> Statistics:
        """Its words are their own stems."""
        return Statistics(self.title, body_of(self.sentences), (0,) * len(self.sentences))


def body_of(sentences: Sequence[Sequence[str]]) -> str:
    """The body of Statistics for sentences in terms."""
    return spaced(" \n ".join(" ".join(one) for one in sentences).split(" "))


def written(sentences: Sequence[Sequence[str]]) -> tuple[str, list[tuple[int, int]]]:
    """The text of sentences in words, and where each begins and ends in it."""
    texts = [f"{' '.join(words).capitalize()}." for words in sentences]
    begins = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    return " ".join(texts), [(at, at + len(text)) for at, text in zip(begins, texts, strict=True)]


def word(number: int) -> str:
    """The word of that rank, which is its own stem in English; no two are the same."""
    letters = []
    while True:
        number, syllable = divmod(number, len(_ONSETS) * len(_VOWELS))
        onset, vowel = divmod(syllable, len(_VOWELS))
        letters.append(_ONSETS[onset] + _VOWELS[vowel])
        if number == 0:
            break
        number -= 1
    return f"{''.join(letters)}k"


def invented(count: int, *, after: int = 0) -> Iterator[Invented]:
    """So many passages in documents of some; a smaller corpus is the beginning of a larger one.

    `after` so many passages of whole documents come others, drawn by another seed: nobody has to go through
    those before.
    """
    return islice(_all(after // PASSAGES), count)


def stored(database: Database, count: int) -> list[Invented]:
    """So many passages from all over a database that `fill` has filled with that many or more."""
    passages_there = size(database)
    numbers = range(0, passages_there, max(1, passages_there // count))[:count]
    wanted = [f"p{number // PASSAGES:07}{number % PASSAGES:02}" for number in numbers]
    columns = select(passages.c.id, passages.c.statistics).where(passages.c.id.in_(wanted))
    rows = database.read(lambda connection: connection.execute(columns.order_by(passages.c.id)).all())
    return [_read(row.id, Statistics.from_text(row.statistics)) for row in rows]


def size(database: Database) -> int:
    """How many passages there are; documents are whole and numbered from 0 without a gap."""
    documents_there = select(func.count()).select_from(documents)
    return PASSAGES * (database.read(lambda connection: connection.scalar(documents_there)) or 0)


def fill(database: Database, corpus: Iterator[Invented]) -> None:
    """Store the passages as if files had been read; what reading and analysing cost is not measured here."""
    while batch := list(islice(corpus, _AT_ONCE * PASSAGES)):
        database.write(partial(_put, batch=batch))


def _all(first: int) -> Iterator[Invented]:
    chance = random.Random(_SEED + first)
    common = [word(number) for number in range(_COMMON)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_COMMON)))
    names = _COMMON + first * _NAMES
    for document in count(first):
        topic = [word(names + number) for number in range(3)]
        names += 3
        title = (topic[0], *chance.choices(common[100:], k=2))
        for position in range(PASSAGES):
            lengths = [chance.randint(*WORDS) for _ in range(SENTENCES)]
            words = chance.choices(common, cum_weights=weights, k=sum(lengths))
            for place in range(len(words)):
                if chance.random() < _NEW_NAME:
                    words[place] = word(names) if chance.random() < 0.5 else chance.choice(topic)
                    names += 1
            left = iter(words)
            cut = tuple(tuple(islice(left, length)) for length in lengths)
            yield Invented(PassageId(f"p{document:07}{position:02}"), document, position, title, cut)


def _read(id_: PassageId, statistics: Statistics) -> Invented:
    sentences = tuple(tuple(sentence.split()) for sentence in statistics.body.split("\n"))
    return Invented(id_, int(id_[1:8]), int(id_[8:]), statistics.title, sentences)


def _put(connection: Connection, batch: Sequence[Invented]) -> None:
    if not batch:
        return
    told, texts = [], {}
    for one in batch:
        if one.position == 0:
            told.append(_told(one))
            texts[one.document] = ""
    rows = []
    for one in batch:
        before = f"{texts[one.document]}\n\n" if one.position else ""
        rows.append({**_row(one), "start": len(before)})
        texts[one.document] = f"{before}{rows[-1]['text']}"
    more = {"marks": [], "parts": [], "names": [], "added_at": _ADDED_AT, "retells": False}
    more |= {"analysis_version": ANALYSIS_VERSION, "passages": PASSAGES}
    connection.execute(
        insert(sources),
        [{**row, "id": f"s{row['id']}", "kind": "page", "locator": row["url"]} for row in told],
    )
    held = [
        {**row, **more, "source_id": f"s{row['id']}", "fingerprint": row["id"], "text": text}
        for row, text in zip(told, texts.values(), strict=True)
    ]
    connection.execute(insert(documents), held)
    connection.execute(insert(passages), rows)
    put_terms(connection, (one.statistics for one in batch))
    change = {"kind": "added", "gone_passages": [], "at": _ADDED_AT}
    connection.execute(
        insert(changes),
        [{**change, "source_id": f"s{row['id']}", "document_id": row["id"]} for row in told],
    )


def _told(one: Invented) -> dict[str, object]:
    title = " ".join(one.title).capitalize()
    own = f"d{one.document}"
    return {"id": own, "title": title, "url": f"https://example.org/{own}", "language": "en", "tags": []}


def _row(one: Invented) -> dict[str, object]:
    text, spans = written(one.sentences)
    return {
        "id": one.id,
        "document_id": f"d{one.document}",
        "position": one.position,
        "text": text,
        "sentences": spans,
        "roles": "t" * len(spans),
        "headings": [],
        "statistics": one.statistics.to_text(),
    }


def is_own_stem(term: str) -> bool:
    """What the corpus relies on."""
    return stem(term, "en") == term
