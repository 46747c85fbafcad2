"""Lists of addresses go in and out, and a dry run changes nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.command.cli import main
from index.errors import SourceError
from index.settings import Settings
from index.sources.extract import read_addresses
from tests.index.sources.web.site import Site, running_site

FERRY = (
    "The ferry to the island leaves at nine in the morning and comes back at six, every day but Sunday. " * 2
)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FETCH_ALLOW_PRIVATE", "localhost")
    (tmp_path / "seeds").mkdir()
    return tmp_path / "seeds"


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[Any, str]:
    assert main([*arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    return json.loads(out), err


def listed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [source["locator"] for source in told(capsys, "sources")[0]["sources"]]


@pytest.mark.sqlite  # a dry run copies the file
def test_a_dry_run_tells_what_would_be_done_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], seeds: Path, tmp_path: Path
) -> None:
    (tmp_path / "fee.md").write_text("The yearly fee is 40 euros.")
    report, err = told(capsys, "add", "--dry-run", "fee.md")
    assert len(report["added"]) == 1
    assert err == "Nothing was changed: this is what would be done.\n"
    assert listed(capsys) == []

    told(capsys, "add", "fee.md")
    (tmp_path / "fee.md").write_text("The yearly fee is 45 euros.")
    assert len(told(capsys, "refresh", "--dry-run")[0]["changed"]) == 1
    assert len(told(capsys, "refresh")[0]["changed"]) == 1


@pytest.mark.sqlite  # a dry run copies the file
def test_feeds_and_pages_of_lists_become_sources(
    capsys: pytest.CaptureFixture[str], seeds: Path, tmp_path: Path, site: Site
) -> None:
    place = f"http://localhost:{site.port}"
    site.feed("/feed.xml", f"<title>One</title><guid>1</guid><description>{FERRY}</description>")
    site.page("/page", FERRY)
    outline = f'<outline text="Town"><outline xmlUrl="{place}/feed.xml"/></outline>'
    opml = f'<opml version="2.0"><body>{outline}</body></opml>'
    (tmp_path / "feeds.opml").write_text(opml)
    bookmarks = (
        f'<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><A HREF="{place}/page" ADD_DATE="1">Page</A></DL>'
    )
    (tmp_path / "bookmarks.html").write_text(bookmarks)

    assert len(told(capsys, "import", "--dry-run", "feeds.opml")[0]["added"]) == 1
    assert len(told(capsys, "import", "feeds.opml")[0]["added"]) == 1
    assert len(told(capsys, "import", "bookmarks.html")[0]["added"]) == 1
    assert listed(capsys) == [f"{place}/feed.xml", f"{place}/page"]

    assert main(["import", "feeds.opml"]) == 0
    assert "1 of 1 addresses are sources already." in capsys.readouterr().err
    assert main(["export"]) == 0
    exported = capsys.readouterr().out
    assert read_addresses(exported.encode(), "feeds.opml") == [f"{place}/feed.xml"]
    assert f'htmlUrl="http://site.test:{site.port}/"' in exported


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"just words", "is neither OPML nor the bookmarks of a browser"),
        (b"<opml><body>", "holds XML that is broken"),
        (b"<opml><outline xmlUrl='javascript:alert(1)'/></opml>", "holds no address of a feed or page"),
        (b"<!DOCTYPE NETSCAPE-Bookmark-file-1><A HREF='file:///etc/passwd'>x</A>", "holds no address"),
    ],
)
def test_what_is_no_list_is_refused_plainly(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_addresses(content, "x.opml")
    assert refused.value.reason.startswith(reason)


def test_a_list_that_is_not_there_is_told_in_a_line(capsys: pytest.CaptureFixture[str], seeds: Path) -> None:
    assert main(["import", "nothing.opml"]) == 1
    assert capsys.readouterr().err == "nothing.opml: No such file or directory\n"
