"""Whatever comes in, in whatever format, is read or refused with a reason, in time. Slow: `-m system`.

FUZZ_SECONDS is how long each format is tried (10; 60 is a thorough run). A failure names the number of the
input, which makes it again.
"""

import os
import random
import time
from collections.abc import Iterator
from itertools import count

import pytest

from index.errors import SourceError
from index.sources.sandbox import Sandbox
from tests.index.sources.extract.made_files import (
    archive,
    docx,
    epub,
    paragraph,
    pdf,
    pptx,
    shape,
    word_table,
    xlsx,
)

SECONDS = float(os.environ.get("FUZZ_SECONDS", "10"))
SLOWEST = 20.0
OURS = ("cannot be read (", "cannot be understood", "cannot be read: its reader", "cannot be read within")
"""Reasons that are no verdict on the file but on its reader."""

HEAD = b"---\ntitle: Fees\ntags: [a, b]\npublished: 2024-08-08\nvalid_until: 2025\n---\nThe fee is 40 euros."
PAGE = (
    b"<html><head><title>Fees</title></head><body><table><tr><th>a<td>b</table><p>Fee &amp; it</body></html>"
)
MAIL = (
    b"From: A <a@b.test>\nSubject: =?utf-8?q?Fees?=\nContent-Type: text/html\n\n<p>The fee is 40 euros.</p>"
)
FEED = (
    b"<rss version='2.0'><channel><title>Town</title><item><title>Fees</title><guid>1</guid>"
    b"<pubDate>Thu, 08 Aug 2024 10:00:00 GMT</pubDate><description>The fee</description></item>"
    b"</channel></rss>"
)
SEEDS = {
    "front.md": HEAD,
    "page.html": PAGE,
    "letter.eml": MAIL,
    "feed.xml": FEED,
    "manual.pdf": pdf([[(60, 700, 10, "The fee is 40 euros."), (60, 688, 10, "It is not paid.")]] * 3),
    "fees.docx": docx(paragraph("Fees", "H1") + word_table([["a", "b"], ["c", "d"]])),
    "book.epub": epub({"one": "<h1>Fire</h1><p>It burns.</p>"}),
    "fees.xlsx": xlsx({"Fees": [["a", "b"], ["c", 2.0]]}),
    "talk.pptx": pptx([shape("title", "Fees"), shape("body", "It is", "not paid")]),
    "all.zip": archive({"a.md": HEAD, "b.html": PAGE}),
    "result.json": b'{"name":"A","type":"x","id":1,"messages":[{"id":1,"type":"message",'
    b'"date":"2024-08-07T10:00:00","text":["a"]}]}',
}
HOSTILE = (
    b"<",
    b"\0",
    b"\xff\xfe",
    b"[" * 50,
    b"{{",
    b"&#x110000;",
    b"]]>",
    b"\r",
    b"/Kids [2 0 R]",
    b"../",
    b'"',
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox(most_seconds=SLOWEST)
    yield opened
    opened.close()


def changed(seed: bytes, number: int) -> bytes:
    """The seed with a few changes, the same for the same number."""
    chance = random.Random(number)
    content = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(content) + 1)
        match chance.randrange(6):
            case 0 if content:
                content[min(place, len(content) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del content[place : place + chance.randint(1, 40)]
            case 2:
                content[place:place] = content[place : place + chance.randint(1, 200)] * chance.randint(1, 20)
            case 3:
                content[place:place] = chance.choice(HOSTILE)
            case 4:
                content[place:place] = chance.randbytes(chance.randint(1, 30))
            case _:
                del content[max(place, 20) :]
    return bytes(content)


@pytest.mark.system
@pytest.mark.parametrize("name", SEEDS)
def test_whatever_comes_in_is_read_or_refused_with_a_reason(sandbox: Sandbox, name: str) -> None:
    job = "feed" if name == "feed.xml" else "file"
    sandbox.do(job, SEEDS[name], name)
    over_at = time.monotonic() + SECONDS
    for number in count():
        if time.monotonic() > over_at:
            break
        reason = refused(sandbox, job, changed(SEEDS[name], number), name)
        assert not reason.startswith(OURS), f"{name}, number {number}: {reason}"


def refused(sandbox: Sandbox, job: str, content: bytes, name: str) -> str:
    """The reason why the content is not read; empty when it is."""
    try:
        sandbox.do(job, content, name)
    except SourceError as error:
        return error.reason
    return ""
