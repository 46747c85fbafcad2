"""The command line as people and programs use it: what it prints, where, and how it exits."""

import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index.command.cli import main
from index.library import open_library
from index.model import KeptQuestion
from index.settings import Settings
from index.store.corpus.kept_questions import keep_question
from index.store.database import open_database
from tests.index.sources.extract.made_files import pdf

ROOT = Path(__file__).parents[3]
MINING = """\
---
title: The mining law
url: https://example.org/law
publisher: The Gazette
published: 2024-08-08
tags: [law]
---
The President signed the mining law on 8 August 2024. It was long in the making.
"""
QUESTION = "When was the mining law signed?"


@pytest.fixture(autouse=True)
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a folder of one source."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "mining.md").write_text(MINING, encoding="utf-8")
    return tmp_path / "seeds"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run a command that must exit with `code`, silent on stderr only if that is 0; return its stdout."""
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert bool(err) == bool(code), err
    return out


def printed_object(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(printed(capsys, *arguments, "--json"))


def test_ask_prints_one_object_by_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    answer = printed_object(capsys, "ask", "When", "was the mining law signed, Zanzibar?")

    assert list(answer) == ["question", "kind", "answered", "confidence", "unknown_terms", "passages"]
    assert answer["question"] == "When was the mining law signed, Zanzibar?"
    assert answer["unknown_terms"] == ["Zanzibar"]
    assert answer["answered"] == (answer["confidence"] >= 0.5)
    (passage,) = answer["passages"]
    assert list(passage) == ["id", "score", "text", "language", "highlight", "link", "source"]
    highlight = passage["highlight"]
    assert highlight["text"] == "The President signed the mining law on 8 August 2024."
    assert passage["text"][highlight["start"] : highlight["end"]] == highlight["text"]
    assert passage["link"].startswith("https://example.org/law#:~:text=")
    assert passage["language"] == "en"
    assert passage["source"] == {
        "id": printed_object(capsys, "sources")["sources"][0]["id"],
        "title": "The mining law",
        "url": "https://example.org/law",
        "publisher": "The Gazette",
        "published": "2024-08-08",
    }


def test_the_page_of_a_file_without_an_address_is_named(
    capsys: pytest.CaptureFixture[str], seeds: Path
) -> None:
    pages = ["The pump of the boiler is green.", "The valve of the boiler was made in Turin in 1961."]
    (seeds / "manual.pdf").write_bytes(pdf([[(60, 700, 10.0, words)] for words in pages]))
    asked = printed(capsys, "ask", "When was the valve of the boiler made?")
    title = asked.splitlines()[0]
    assert title.startswith("1. ")
    assert title.endswith(" · page 2")
    (first, *_) = printed_object(capsys, "ask", "When was the valve of the boiler made?")["passages"]
    assert first["link"] is None
    assert "page" not in first


def test_ask_prints_for_people_what_stands_where(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "ask", QUESTION)
    assert "1. The mining law · The Gazette · 8 August 2024\n" in out
    assert "**The President signed the mining law on 8 August 2024.** It was long in the making." in out
    assert "https://example.org/law#:~:text=" in out
    assert "Confidence: " in out


def test_ask_tells_what_a_word_was_taken_for(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "ask", "When was the minning law signed?")
    assert "Searched for: mining (for minning)\n" in out


def test_ask_tells_what_was_said_earlier(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for year, crowns in ((2018, 2), (2023, 5)):
        head = f"---\ntitle: Orrin bridge\npublisher: The Gazette\npublished: {year}\n---\n"
        (tmp_path / "seeds" / f"{year}.md").write_text(
            f"{head}The toll of the Orrin bridge for a cart is {crowns} crowns.\n", encoding="utf-8"
        )
    out = printed(capsys, "ask", "What is the toll of the Orrin bridge for a cart now?")
    assert "Dates decided which comes first.\n" in out
    earlier = "Earlier: The Gazette · 2018 — The toll of the Orrin bridge for a cart is 2 crowns.\n"
    assert earlier in out


@pytest.mark.parametrize("question", ["", "<b>&\"'", "* OR NEAR(", "zanzibar"])
def test_what_nothing_answers_is_no_failure(capsys: pytest.CaptureFixture[str], question: str) -> None:
    assert printed(capsys, "ask", "--", question).startswith("Nothing in the sources answers this.\n")
    assert printed_object(capsys, "ask", question)["answered"] is False


@pytest.mark.parametrize("remark", ["🙂", "hello", "спасибо!"])
def test_what_asks_nothing_is_answered_by_a_greeting(capsys: pytest.CaptureFixture[str], remark: str) -> None:
    assert printed(capsys, "ask", "--", remark).startswith("Hello! Ask something")
    assert printed_object(capsys, "ask", remark)["answered"] is False


def test_an_empty_folder_is_an_empty_corpus(capsys: pytest.CaptureFixture[str], seeds: Path) -> None:
    (seeds / "mining.md").unlink()
    assert printed_object(capsys, "ask", QUESTION)["passages"] == []
    assert printed_object(capsys, "sources") == {"sources": []}


def test_top_limits_the_passages(capsys: pytest.CaptureFixture[str], seeds: Path) -> None:
    for number in range(5):
        (seeds / f"{number}.txt").write_text(f"The mining law number {number} was signed in May.")
    assert len(printed_object(capsys, "ask", QUESTION)["passages"]) == 3
    five = printed_object(capsys, "ask", QUESTION, "--top", "5")["passages"]
    assert len(five) == 5
    assert [one["score"] for one in five] == sorted((one["score"] for one in five), reverse=True)


def test_sources_are_listed_with_all_that_is_known(capsys: pytest.CaptureFixture[str], seeds: Path) -> None:
    (source,) = printed_object(capsys, "sources")["sources"]
    assert source.pop("checked_at").endswith("+00:00")
    assert source == {
        "id": source["id"],
        "kind": "file",
        "locator": "mining.md",
        "title": "The mining law",
        "url": "https://example.org/law",
        "publisher": "The Gazette",
        "published": "2024-08-08",
        "language": "en",
        "tags": ["law"],
        "documents": 1,
        "passages": 1,
        "next_check_at": None,
        "error": None,
        "warnings": [],
        "dropped_words": 0,
        "same_as": None,
    }
    id_, passages, title, place, texts, looked_at, *_ = printed(capsys, "sources").split("\t")
    assert (id_, passages, title, place, texts) == (source["id"], "1", "The mining law", "mining.md", "1")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d\n", looked_at)


def test_sources_are_added_refreshed_and_removed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, seeds: Path
) -> None:
    nothing: dict[str, list[object]] = {"added": [], "changed": [], "removed": [], "failed": []}
    printed(capsys, "sources")
    (tmp_path / "trade.txt").write_text("The exchange opened in 2021.")
    (added,) = printed_object(capsys, "add", "trade.txt")["added"]
    (seeds / "mining.md").write_text("Other words.")

    (mining,) = [one["id"] for one in printed_object(capsys, "sources")["sources"] if one["id"] != added]
    assert printed_object(capsys, "refresh") == nothing
    (tmp_path / "trade.txt").write_text("The exchange closed in 2022.")
    assert printed_object(capsys, "refresh") == nothing | {"changed": [added]}
    assert printed(capsys, "refresh") == "nothing changed\n"
    assert printed(capsys, "remove", added, mining) == "2 removed\n"
    assert printed_object(capsys, "sources") == {"sources": []}


def test_the_rest_is_done_when_something_fails(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Good words.")
    (tmp_path / "bad.txt").write_bytes(bytes(1000))
    assert main(["add", "--json", "bad.txt", "missing.txt", "good.txt"]) == 1
    out, err = capsys.readouterr()
    report = json.loads(out)

    assert len(report["added"]) == 1
    failed = {failure["locator"]: failure["reason"] for failure in report["failed"]}
    assert failed == {
        "missing.txt": "there is no such file or folder",
        str(tmp_path / "bad.txt"): "is binary",
    }
    assert "missing.txt: there is no such file or folder\n" in err
    assert main(["remove", "nothing"]) == 1


def test_a_bad_file_is_told_once_and_answers_go_on(capsys: pytest.CaptureFixture[str], seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(bytes(1000))
    assert main(["ask", QUESTION]) == 0
    out, err = capsys.readouterr()
    assert "8 August 2024" in out
    assert err.startswith("skipped bad.txt: ")
    assert err.count("\n") == 1

    printed(capsys, "ask", QUESTION)
    printed(capsys, "refresh", code=1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "COMMAND"),
        (["dance"], "dance"),
        (["ask"], "QUESTION"),
        (["ask", "x", "--top", "0"], "--top"),
        (["ask", "x", "--top", "many"], "--top"),
    ],
)
def test_wrong_usage_is_explained(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    out, err = capsys.readouterr()
    assert (caught.value.code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("command", ["add", "ask", "evaluate", "refresh", "remove", "sources"])
def test_every_command_explains_itself_with_examples(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert "examples:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value"), [("SEEDS_DIR", "missing"), ("ENGINE", "dusk"), ("DATA_DIR", "seeds/mining.md")]
)
def test_wrong_settings_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["ask", QUESTION]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"{name}={value}: ")


@pytest.mark.sqlite
def test_a_database_of_a_newer_version_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    printed(capsys, "sources")
    with closing(sqlite3.connect(tmp_path / "data" / "footnote.db")) as database:
        database.execute("UPDATE index_version SET version_num = '9999'")
        database.commit()

    assert main(["sources"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "newer version" in err
    assert "install" in err


def judged(folder: Path) -> Path:
    folder.mkdir()
    passages = [
        {"id": "p1", "title": "Mining", "text": "It was cold. The law was signed on 8 August 2024."},
        {"id": "p2", "title": "Trade", "text": "The exchange opened in 2021."},
    ]
    questions = [
        {"id": "q1", "text": "When was the law signed?", "passage_ids": ["p1"], "answers": ["8 August"]},
        {
            "id": "q2",
            "text": "Who walked on the moon?",
            "passage_ids": [],
            "answers": [],
            "answerable": False,
        },
    ]
    for name, rows in (("passages", passages), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_evaluate_measures_judged_questions(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = judged(tmp_path / "set")
    (figures,) = printed_object(capsys, "evaluate", str(folder), "--run", "run.jsonl")["sets"]
    assert figures["recall@1"] == 1.0
    assert "recall@1" in printed(capsys, "evaluate", str(folder), "--pool", "--misses")
    lines = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == ["q1", "q2"]
    assert lines[0]["passages"][0]["highlight"] == "The law was signed on 8 August 2024."

    (folder / "questions.jsonl").write_text("")
    assert main(["evaluate", str(folder)]) == 1
    assert main(["evaluate", str(tmp_path / "nowhere")]) == 1
    (folder / "questions.jsonl").write_text('{"id": "q", "text": "x", "passage_ids": ["p1"], "answers": []}')
    assert main(["evaluate", str(folder), "--run", str(tmp_path / "no" / "folder")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def keep_with_a_vote(text: str, *, liked: bool = True) -> None:
    """Keep a question as the bot does when somebody likes its answer."""
    settings = Settings()
    with closing(open_database(settings.database_url)) as database:
        library = open_library(settings, database)
        library.sync()
        quote = library.answer(text).quotes[0]
        sentence = quote.highlight.of(quote.text)
        kept_at = datetime(2026, 11, 1, tzinfo=UTC)
        document_id = quote.document_id
        question = KeptQuestion(text, text, document_id, quote.text, sentence, 0, liked, kept_at)
        database.write(lambda connection: keep_question(connection, question))
        library.close()


def test_evaluate_asks_again_what_people_voted_on(capsys: pytest.CaptureFixture[str], seeds: Path) -> None:
    keep_with_a_vote(QUESTION)
    keep_with_a_vote("Who signed the mining law?", liked=False)
    votes = printed_object(capsys, "evaluate", "--votes")["votes"]
    assert votes == {
        "liked": {"questions": 1, "source_gone": 0, "same_document": 1, "same_sentence": 1, "answered": 1},
        "disliked": {"questions": 1, "source_gone": 0, "something_else": 0},
    }
    header, _, liked, disliked = printed(capsys, "evaluate", "--votes", "--misses").splitlines()
    assert "| source gone |" in header
    assert "liked" in liked
    assert "disliked" in disliked

    (seeds / "mining.md").write_text(MINING.replace("8 August", "9 August"), encoding="utf-8")
    shown = printed(capsys, "evaluate", "--votes", "--misses")
    assert f"{QUESTION}\n    liked: The President signed the mining law on 8 August 2024.\n" in shown
    (seeds / "mining.md").unlink()
    assert printed_object(capsys, "evaluate", "--votes")["votes"]["liked"]["source_gone"] == 1


def test_without_kept_questions_evaluate_tells_how_to_keep_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["evaluate", "--votes", "--json"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "📌" in err
    assert "STORE_QUESTIONS" in err

    folder = str(judged(tmp_path / "set"))
    assert main(["evaluate", folder, "--votes", "--json"]) == 1
    assert list(json.loads(capsys.readouterr().out)) == ["sets"]
    keep_with_a_vote(QUESTION)
    assert list(printed_object(capsys, "evaluate", folder, "--votes")) == ["sets", "votes"]
    both = printed(capsys, "evaluate", folder, "--votes")
    assert both.index("recall@1") < both.index("same sentence")


@pytest.mark.parametrize("options", [[], ["--misses"], ["--votes", "--pool"], ["--votes", "--run", "x"]])
def test_evaluate_needs_something_to_ask(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["evaluate", *options])
    assert caught.value.code == 2
    assert "needs a FOLDER" in capsys.readouterr().err


def test_evaluate_knows_the_owners_glossary(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    folder = judged(tmp_path / "set")
    question = {"id": "q", "text": "When was the ukaz zorbled?", "passage_ids": ["p1"], "answers": []}
    (folder / "questions.jsonl").write_text(json.dumps(question))
    (before,) = printed_object(capsys, "evaluate", str(folder))["sets"]
    (tmp_path / "data" / "glossary").mkdir(parents=True)
    (tmp_path / "data" / "glossary" / "en.txt").write_text("law, ukaz\nsigned, zorbled\n", encoding="utf-8")
    (after,) = printed_object(capsys, "evaluate", str(folder))["sets"]
    assert (before["recall@1"], after["recall@1"]) == (0.0, 1.0)

    (tmp_path / "data" / "glossary" / "en.txt").write_text(
        "=\nlaw, ukaz\nsigned, zorbled\n", encoding="utf-8"
    )
    (without_the_line,) = printed_object(capsys, "evaluate", str(folder))["sets"]
    assert without_the_line["recall@1"] == 1.0
    assert "en.txt:1: " in caplog.text

    (tmp_path / "data" / "glossary" / "words.txt").write_text("law, ukaz\n", encoding="utf-8")
    assert main(["evaluate", str(folder)]) == 2
    assert "words.txt" in capsys.readouterr().err


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line as a program."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, text=True, timeout=60, **options)


def test_a_second_question_loads_only_what_it_needs() -> None:
    assert run("-m", "index", "ask", QUESTION, capture_output=True).returncode == 0
    done = run("-X", "importtime", "-m", "index", "ask", QUESTION, capture_output=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}

    assert "8 August 2024" in done.stdout
    assert "index.library" in loaded
    heavy = {"alembic", "httpx", "lxml", "markdown_it", "rich", "telegram", "yaml", "charset_normalizer"}
    assert heavy & loaded == set()


def test_a_reader_that_goes_away_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("-m", "index", "ask", QUESTION, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_in_a_terminal_an_evaluation_shows_a_column_a_set(tmp_path: Path) -> None:
    folder = judged(tmp_path / "set")
    terminal, writing = pty.openpty()
    command = [sys.executable, "-m", "index", "evaluate", str(folder), "--misses"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    subprocess.run(command, env=environment, stdout=writing, stderr=writing, timeout=60)
    os.close(writing)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert "recall@1" in shown
    assert "|" not in shown
    assert "asking" in shown, "a bar on the way"


def test_in_a_terminal_the_sentence_is_bold_and_the_title_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "CI"):
        monkeypatch.delenv(name, raising=False)
    terminal, writing = pty.openpty()
    done = run("-m", "index", "ask", QUESTION, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)

    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b[1mThe President signed the mining law on 8 August 2024.\x1b[0m It was long" in shown
    assert "\x1b]8;" in shown
    assert ";https://example.org/law#:~:text=" in shown
    assert "8 August 2024" in shown


def test_a_greeting_is_greeted_and_of_two_questions_both_are_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["ask", "Hello!"]) == 0
    assert "Nothing in the sources" not in capsys.readouterr().out
    assert main(["ask", "When was the mining law signed? What is the capital of Zanzibar?"]) == 0
    assert "Nothing in the sources answers: What is the capital of Zanzibar?" in capsys.readouterr().out


def test_what_is_gone_at_once_stays_until_a_refresh_is_forced(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds / "trade.md").write_text("# Trade\n\nThe exchange opened in the spring of 2021.")
    printed(capsys, "refresh")
    for file in seeds.iterdir():
        file.unlink()
    for command in ("sources", "refresh"):
        assert main([command]) == 0
        assert "2 of the 2 sources in the folder are gone at once" in capsys.readouterr().err
    assert printed(capsys, "refresh", "--force") == "2 removed\n"
    assert printed(capsys, "sources") == ""


def test_what_is_not_understood_of_folder_and_settings_is_told_in_a_line_each(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.png", "two.PNG", "Makefile", ".hidden.png", "README.md"):
        (seeds / name).write_text("x")
    (seeds.parent / ".env").write_text("SEED_DIR=seeds\nTELEGRAM_TOKEN=1:x\n")
    assert main(["refresh"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "Not understood in .env: SEED_DIR: did you mean SEEDS_DIR?",
        "Files of kinds that are not read: 3 (2 .png, 1 without an ending)",
    ]


def test_permalinks_begin_at_the_site(
    seeds: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "trade.md").write_text("---\npermalink: /trade/\n---\n# Trade\n\nThe exchange opened in 2021.")
    monkeypatch.setenv("SITE_URL", "https://example.org/blog")
    _, trade = printed_object(capsys, "sources")["sources"]
    assert trade["url"] == "https://example.org/blog/trade/"


def test_where_search_is_away_a_question_fails_in_one_line_and_sources_are_added(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ENGINE", "cluster")
    monkeypatch.setenv("OPENSEARCH_URL", "http://footnote:hush@127.0.0.1:9")
    assert main(["ask", QUESTION]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", "OpenSearch at 127.0.0.1:9 cannot be reached\n")
    (tmp_path / "ferry.md").write_text("# The ferry\n\nThe ferry leaves at nine.\n")
    assert "ferry" in printed(capsys, "add", "ferry.md") + printed(capsys, "sources")
