"""Whatever a file holds is stored or refused, harms no other file, and ends no look at the folder."""

import json
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources import files
from index.sources.ingest import Report
from index.sources.storable import storable, storable_in_place
from index.store.corpus.listing import newest
from index.store.database import open_database

GOOD = "The President signed the mining law."
ANYTHING = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\ud83d\ude00\0\ud800"), max_size=30
)
PAGE = "---\ntitle: {}\npublisher: {}\ntags: [{}]\nurl: {}\n---\n{}"


def test_an_emoji_in_two_halves_is_that_emoji_and_a_half_is_replaced() -> None:
    assert storable("a\ud83d\ude00b\0c\ud83dd") == "a😀bc\ufffdd"
    assert storable_in_place("a\ud83d\ude00b\0") == "a\ufffd\ufffdb\ufffd"


@given(ANYTHING)
def test_what_is_storable_can_be_encoded_and_stays_so(text: str) -> None:
    for clean in (storable, storable_in_place):
        cleaned = clean(text)
        cleaned.encode()
        assert "\0" not in cleaned
        assert clean(cleaned) == cleaned
    assert len(storable_in_place(text)) == len(text)


@settings(deadline=None, max_examples=10)
@given(ANYTHING, ANYTHING, ANYTHING, st.binary(max_size=60), ANYTHING)
def test_nothing_in_a_file_ends_a_look(
    title: str, publisher: str, url: str, content: bytes, text: str
) -> None:
    with TemporaryDirectory() as place, closing(open_database(f"sqlite:///{place}/footnote.db")) as database:
        folder = Path(place, "seeds")
        folder.mkdir()
        escaped = [json.dumps(one) for one in (title, publisher, publisher, url)]
        body = text.encode(errors="replace").decode()
        (folder / "0.md").write_text(PAGE.format(*escaped, f"{body}\n\n{GOOD}"), encoding="utf-8")
        (folder / "1.txt").write_bytes(content)
        (folder / "2.html").write_bytes(b"<title>&#xD83D;&#0;</title><p>" + content + b"&#xDE00;</p>")
        (folder / "3.txt").write_text(GOOD)

        report = files.sync(database, folder)
        assert len(report.added) + len(report.failed) == 4
        stored = database.read(partial(newest.latest, limit=9))
        assert GOOD in {document.text for document in stored}
        assert len(stored) == len(report.added)
        assert files.sync(database, folder) == Report()


def test_a_title_as_json_writes_it_is_stored(tmp_path: Path) -> None:
    (tmp_path / "party.md").write_text(f'---\ntitle: "A \\ud83d\\ude00 day, \\ud800"\n---\n{GOOD}')
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        files.sync(database, tmp_path)
        (document,) = database.read(partial(newest.latest, limit=9))
        assert document.title == "A 😀 day, \ufffd"
