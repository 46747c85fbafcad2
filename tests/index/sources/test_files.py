"""The folder of sources: what is read, what is left out, and what stays when something goes wrong."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from index.engines import Entry
from index.errors import SourceError
from index.model import ChangeKind, Source, SourceId
from index.sources import files
from index.sources.folder import Found, scan
from index.sources.ingest import Failure, Report
from index.sources.kinds import LARGEST_TEXT_BYTES
from index.store.corpus import changes, sources
from index.store.corpus.listing import newest, seen
from index.store.database import Database, open_database
from tests.index.news import news_of

MINING = "The President signed the mining law on 8 August 2024."
TRADE = "The exchange opened in the spring of 2021."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        yield database


def by_locator(database: Database) -> dict[str, Source]:
    return {source.locator: source for source in database.read(seen.list_all)}


def log(database: Database) -> list[ChangeKind]:
    return [change.kind for change in database.read(partial(changes.list_after, after=0, limit=100))]


def texts(database: Database) -> set[str]:
    return {document.text for document in database.read(partial(newest.latest, limit=100))}


def test_every_file_becomes_a_source_with_one_document(folder: Path, database: Database) -> None:
    (folder / "mining.txt").write_text(f"Mining is legal\n\n{MINING}")
    (folder / "deeper" / "still").mkdir(parents=True)
    (folder / "deeper" / "still" / "trade.md").write_text(
        "---\npublisher: The Gazette\ntags: [a, b]\n---\n# Trade\n\nYes."
    )
    report = files.sync(database, folder)

    found = by_locator(database)
    assert set(found) == {"mining.txt", "deeper/still/trade.md"}
    assert set(report.added) == {source.id for source in found.values()}
    mining = found["mining.txt"]
    assert mining.id == "gye7isi7ldmx"  # the SHA-256 of its locator
    assert (mining.title, mining.documents, mining.passages, mining.error) == ("Mining is legal", 1, 1, None)
    assert mining.checked_at is not None
    trade = found["deeper/still/trade.md"]
    assert (trade.title, trade.publisher, trade.tags) == ("Trade", "The Gazette", ("a", "b"))
    assert log(database) == [ChangeKind.ADDED, ChangeKind.ADDED]


def test_what_is_left_out(folder: Path, database: Database) -> None:
    for name in (
        "README.md",
        "readme.MD",
        ".hidden.txt",
        "~draft.txt",
        "~$x.md",
        "image.png",
        "notes",
        "x.pdf.part",
    ):
        (folder / name).write_text(MINING)
    (folder / ".git").mkdir()
    (folder / ".git" / "x.md").write_text(MINING)
    (folder / "A.HTM").write_text(f"<p>{MINING}</p>")

    assert files.sync(database, folder) == Report(added=(by_locator(database)["A.HTM"].id,))


def test_ids_survive_a_new_database(folder: Path, tmp_path: Path) -> None:
    (folder / "mining.txt").write_text(MINING)
    seen = []
    for name in ("one.db", "two.db"):
        with closing(open_database(f"sqlite:///{tmp_path / name}")) as database:
            files.sync(database, folder)
            (document,) = database.read(partial(newest.latest, limit=5))
            seen.append((by_locator(database)["mining.txt"].id, document.id))
    assert seen[0] == seen[1]


def test_a_look_at_an_unchanged_folder_opens_nothing(folder: Path, database: Database) -> None:
    path = folder / "mining.txt"
    path.write_text(MINING)
    os.utime(path, ns=(0, 10**18))
    files.sync(database, folder)
    path.write_text(MINING.replace("law", "LAW"))
    os.utime(path, ns=(0, 10**18))

    assert files.sync(database, folder) == Report()
    assert texts(database) == {MINING}


def test_a_touched_file_is_not_a_changed_one(folder: Path, database: Database) -> None:
    path = folder / "mining.txt"
    path.write_text(MINING)
    files.sync(database, folder)
    os.utime(path, ns=(0, 10**18))

    assert files.sync(database, folder) == Report()
    assert log(database) == [ChangeKind.ADDED]


def test_an_edit_is_a_change_and_unchanged_passages_keep_their_ids(folder: Path, database: Database) -> None:
    path = folder / "long.txt"
    paragraphs = [" ".join(f"w{n}x{i}" for i in range(120)) + "." for n in range(6)]
    path.write_text("\n\n".join(paragraphs))
    files.sync(database, folder)
    before = {entry.id for entry in _entries(database)}
    path.write_text("\n\n".join([*paragraphs, "The end."]))

    assert files.sync(database, folder).changed == (by_locator(database)["long.txt"].id,)
    after = {entry.id for entry in _entries(database)}
    assert log(database) == [ChangeKind.ADDED, ChangeKind.CHANGED]
    assert len(before & after) >= len(before) - 2


def _entries(database: Database) -> list[Entry]:
    news = news_of(database, None)
    assert news is not None
    return list(news.added)


def test_a_file_that_is_deleted_is_removed(folder: Path, database: Database) -> None:
    (folder / "mining.txt").write_text(MINING)
    (added,) = files.sync(database, folder).added
    (folder / "mining.txt").unlink()

    assert files.sync(database, folder) == Report(removed=(added,))
    assert by_locator(database) == {}
    assert texts(database) == set()
    assert log(database) == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_a_renamed_file_keeps_its_id_and_is_no_news(folder: Path, database: Database) -> None:
    (folder / "mining.txt").write_text(MINING)
    (added,) = files.sync(database, folder).added
    (folder / "sub").mkdir()
    (folder / "mining.txt").rename(folder / "sub" / "mining.txt")

    assert files.sync(database, folder) == Report()
    assert by_locator(database)["sub/mining.txt"].id == added
    assert log(database) == [ChangeKind.ADDED]

    (folder / "mining.txt").write_text(TRADE)  # the old name, taken again
    (other,) = files.sync(database, folder).added
    assert other != added


@pytest.mark.parametrize("what", ["missing", "a file", "unreadable"])
def test_a_folder_that_cannot_be_listed_removes_nothing(folder: Path, database: Database, what: str) -> None:
    (folder / "mining.txt").write_text(MINING)
    files.sync(database, folder)
    folder.rename(folder.with_name("away"))
    if what == "a file":
        folder.write_text("")
    if what == "unreadable":
        if os.geteuid() == 0:
            pytest.skip("root may read everything")
        folder.mkdir(mode=0)

    with pytest.raises(SourceError, match="cannot be listed"):
        files.sync(database, folder)
    assert set(by_locator(database)) == {"mining.txt"}


def test_bad_files_are_told_once_and_harm_no_other(folder: Path, tmp_path: Path, database: Database) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "nowhere.txt").symlink_to(tmp_path / "nothing")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "folder").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    with (folder / "large.txt").open("wb") as large:
        large.truncate(LARGEST_TEXT_BYTES + 1)
    (folder / os.fsdecode(b"latin-\xe9.txt")).write_text(TRADE)
    (folder / "good.txt").write_text(MINING)

    report = files.sync(database, folder)

    reasons = {failure.locator: failure.reason for failure in report.failed}
    assert set(reasons) == {
        *("binary.txt", "circle.txt", "empty.txt", "folder/", "large.txt"),
        *("latin-\\xe9.txt", "nowhere.txt", "out.txt", "pipe.txt"),
    }
    assert reasons["out.txt"] == "is a link out of the folder"
    assert reasons["pipe.txt"] == "is no regular file"
    assert reasons["large.txt"] == "is larger than 10 MB"
    assert by_locator(database)["empty.txt"].error == reasons["empty.txt"]
    assert texts(database) == {MINING}
    assert files.sync(database, folder) == Report()
    assert files.sync(database, folder, thorough=True).failed == report.failed


def test_a_file_that_was_good_keeps_its_text_when_it_goes_bad(folder: Path, database: Database) -> None:
    path = folder / "mining.txt"
    path.write_text(MINING)
    files.sync(database, folder)
    path.write_bytes(b"\0" * 1000)

    (failure,) = files.sync(database, folder).failed
    assert texts(database) == {MINING}
    assert by_locator(database)["mining.txt"].error == failure.reason

    path.write_text(MINING)
    assert files.sync(database, folder) == Report()
    assert by_locator(database)["mining.txt"].error is None


def test_a_file_that_becomes_readable_is_read_though_it_looks_the_same(
    folder: Path, database: Database
) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = folder / "mining.txt"
    path.write_text(MINING)
    path.chmod(0)
    assert files.sync(database, folder).failed == (
        Failure("mining.txt", "cannot be read: Permission denied"),
    )
    assert files.sync(database, folder) == Report()

    path.chmod(0o600)
    assert len(files.sync(database, folder).added) == 1


def test_a_link_within_the_folder_is_followed(folder: Path, database: Database) -> None:
    (folder / "..data").mkdir()
    (folder / "..data" / "mining.txt").write_text(MINING)
    (folder / "mining.txt").symlink_to(Path("..data") / "mining.txt")

    assert len(files.sync(database, folder).added) == 1
    assert texts(database) == {MINING}


def test_a_fresh_file_is_left_for_next_time_where_that_is_asked(folder: Path, database: Database) -> None:
    (folder / "mining.txt").write_text(MINING)

    assert files.sync(database, folder, settled_seconds=60) == Report()
    (added,) = files.sync(database, folder).added
    (folder / "mining.txt").rename(folder / "law.txt")
    assert files.sync(database, folder, settled_seconds=60) == Report()
    assert files.sync(database, folder) == Report(changed=(added,))
    assert by_locator(database)["law.txt"].id == added
    assert by_locator(database)["law.txt"].documents == 1


def test_the_name_of_a_file_is_searched(folder: Path, database: Database) -> None:
    (folder / "Boiler service.md").write_text("Every October, by the man from the works.")
    files.sync(database, folder)
    assert by_locator(database)["Boiler service.md"].title == "Boiler service"
    (folder / "2024-11-02-canoe_trip.md").write_text("# On the river\n\nWe saw otters.")
    files.sync(database, folder)
    latest = database.read(partial(newest.latest, limit=9))
    (document,) = (one for one in latest if one.title == "On the river")
    assert document.names == ("canoe trip",)
    assert str(document.published) == "2024-11-02"


def test_what_was_not_understood_is_told_of_a_source(folder: Path, database: Database) -> None:
    (folder / "a.md").write_text("---\npublished: soon\n---\nText.")
    files.sync(database, folder)
    assert by_locator(database)["a.md"].warnings == (
        "published: 'soon' is no date like 2024, 2024-08 or 2024-08-08",
    )


def test_a_removed_source_stays_away_until_its_content_changes(folder: Path, database: Database) -> None:
    path = folder / "mining.txt"
    path.write_text(MINING)
    (added,) = files.sync(database, folder).added
    assert files.remove(database, [added]) == Report(removed=(added,))

    os.utime(path, ns=(0, 10**18))
    path = path.rename(folder / "law.txt")
    assert files.sync(database, folder, thorough=True) == Report()
    assert by_locator(database) == {}
    path.write_text(TRADE)
    assert files.sync(database, folder) == Report(added=(added,))
    assert log(database) == [ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.ADDED]


def test_a_removed_source_comes_back_when_it_is_added_again(folder: Path, database: Database) -> None:
    (folder / "mining.txt").write_text(MINING)
    (added,) = files.sync(database, folder).added
    files.remove(database, [added])

    assert files.add(database, folder, [str(folder / "mining.txt")]) == Report(added=(added,))
    assert files.add(database, folder, [str(folder / "mining.txt")]) == Report()


def test_removing_what_is_not_there_fails(database: Database) -> None:
    (failure,) = files.remove(database, [SourceId("nothing")]).failed
    assert failure == Failure("nothing", "there is no such source")


def test_a_file_from_elsewhere_is_read_again_when_asked_and_does_not_vanish(
    folder: Path, tmp_path: Path, database: Database
) -> None:
    path = tmp_path / "elsewhere.txt"
    path.write_text(MINING)
    (added,) = files.add(database, folder, [str(path)]).added
    assert by_locator(database)[str(path)].id == added

    path.write_text(TRADE)
    assert files.sync(database, folder) == Report()
    assert files.sync(database, folder, thorough=True) == Report(changed=(added,))

    path.unlink()
    assert files.sync(database, folder) == Report()
    (failure,) = files.sync(database, folder, thorough=True).failed
    assert failure.locator == str(path)
    assert texts(database) == {TRADE}

    assert files.remove(database, [added]) == Report(removed=(added,))
    assert database.read(sources.file_states) == {}


def test_a_folder_from_elsewhere_adds_each_of_its_files(
    folder: Path, tmp_path: Path, database: Database
) -> None:
    (tmp_path / "more" / "deep").mkdir(parents=True)
    (tmp_path / "more" / "one.txt").write_text(MINING)
    (tmp_path / "more" / "deep" / "two.md").write_text(TRADE)
    (tmp_path / "more" / "README.md").write_text(TRADE)

    assert len(files.add(database, folder, [str(tmp_path / "more")]).added) == 2
    assert set(by_locator(database)) == {f"{tmp_path}/more/one.txt", f"{tmp_path}/more/deep/two.md"}


def test_what_cannot_be_added_is_told_and_the_rest_is_added(
    folder: Path, tmp_path: Path, database: Database
) -> None:
    for name in ("good.txt", "picture.png"):
        (tmp_path / name).write_text(MINING)
    (folder / "README.md").write_text(MINING)
    (tmp_path / "empty").mkdir()
    wrong = [
        str(tmp_path / "missing.txt"),
        str(tmp_path / "picture.png"),
        str(folder / "README.md"),
        str(tmp_path / "empty"),
        "https://example.org/page",
    ]
    report = files.add(database, folder, [*wrong, str(tmp_path / "good.txt")])

    assert [failure.locator for failure in report.failed] == wrong
    assert len(report.added) == 1
    assert files.sync(database, folder) == Report()


def test_what_another_adds_during_a_look_is_not_taken_for_gone(
    folder: Path, tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "mining.txt").write_text(MINING)
    files.sync(database, folder)

    def scan_then_another_adds(root: Path) -> dict[str, Found]:
        found = scan(root)
        monkeypatch.undo()
        (folder / "trade.txt").write_text(TRADE)
        with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as other:
            assert len(files.sync(other, folder).added) == 1
        return found

    monkeypatch.setattr(files, "scan", scan_then_another_adds)
    assert files.sync(database, folder) == Report()
    assert log(database) == [ChangeKind.ADDED] * 2


def test_a_file_that_another_reads_again_is_not_removed(
    folder: Path, tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "mining.txt").write_text(MINING)
    files.sync(database, folder)
    (folder / "mining.txt").unlink()

    def scan_then_it_comes_back(root: Path) -> dict[str, Found]:
        found = scan(root)
        monkeypatch.undo()
        (folder / "mining.txt").write_text(TRADE)
        with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as other:
            assert len(files.sync(other, folder).changed) == 1
        return found

    monkeypatch.setattr(files, "scan", scan_then_it_comes_back)
    assert files.sync(database, folder) == Report()
    assert texts(database) == {TRADE}


def test_two_who_look_at_once_add_a_file_once(folder: Path, tmp_path: Path, database: Database) -> None:
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"{MINING} {number}")
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as other, ThreadPoolExecutor() as pool:
        reports = list(pool.map(lambda one: files.sync(one, folder), (database, other)))

    assert sum(len(report.added) for report in reports) == 5
    assert log(database) == [ChangeKind.ADDED] * 5


def test_a_note_too_short_to_tell_is_in_the_language_of_its_folder(folder: Path, database: Database) -> None:
    (folder / "haus").mkdir()
    (folder / "haus" / "a.txt").write_text("Der Schlüssel liegt unter dem Topf auf der Treppe.")
    (folder / "mining.txt").write_text(MINING)
    (folder / "trade.txt").write_text(TRADE)
    files.sync(database, folder)
    for place in (folder / "haus" / "garage.txt", folder / "garage.txt"):
        place.write_text("Code Garage 4471")
    files.sync(database, folder)
    found = by_locator(database)
    assert (found["haus/garage.txt"].language, found["garage.txt"].language) == ("de", "en")


def test_copies_that_sync_programs_made_are_left_out_with_the_reason(
    folder: Path, database: Database
) -> None:
    names = (
        "rates (Office PC's conflicted copy 2024-05-03).md", "rates.sync-conflict-20240502-101500-K7QWERT.md",
        "rates_conflict-20240503-110000.md", "fees.sync-conflict-20240502-101500-K7QWERT.md", "rates (1).md",
    )  # fmt: skip
    for name in ("rates.md", *names):
        (folder / name).write_text(f"It costs {len(name)} euros.")
    found = {failure.locator: failure.reason for failure in files.sync(database, folder).failed}
    assert found == dict.fromkeys(names[:3], "is a copy that a sync program made of rates.md in a conflict")


def test_names_with_joiners_and_spaces_of_all_kinds_are_read(folder: Path, database: Database) -> None:
    names = {
        "Boat\u00a0house.md",
        "Family \U0001f468\u200d\U0001f466.md",
        "کتاب\u200cخانه.md",
        "議\u3000録.txt",
    }
    for name in names:
        (folder / name).write_text(MINING)
    assert files.sync(database, folder).failed == ()
    assert set(by_locator(database)) == names


def test_a_thorough_round_compares_contents(folder: Path, database: Database) -> None:
    path = folder / "hours.md"
    path.write_text("The museum closes at 6 pm.")
    os.utime(path, ns=(0, 10**18))
    (added,) = files.sync(database, folder).added
    path.write_text("The museum closes at 8 pm.")
    os.utime(path, ns=(0, 10**18))
    assert files.sync(database, folder) == Report()
    assert files.sync(database, folder, thorough=True) == Report(changed=(added,))
