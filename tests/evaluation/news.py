"""Ask the judged questions of a news archive: python -m tests.evaluation.news FOLDER [--misses].

FOLDER has articles/, a folder of sources, and questions.jsonl with a kind a question. Prints, by kind, how
often a right article comes first, its sentence answers, a right article is among three, and it is answered.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import Answer, Library, Settings, open_database, open_library
from index.figures import is_answer
from index.judgments import question_of
from index.metrics import mean, precision_recall_f1

APART = {"followup", "ru-over-en"}
"""Kinds with figures of their own; the others that have an answer make up the overall ones."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one question fared."""

    row: dict[str, Any]
    answer: Answer
    article: bool
    sentence: bool
    among_three: bool


def ask_all(folder: Path) -> Iterator[Verdict]:
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data), seeds_dir=folder / "articles")
        database = open_database(settings.database_url)
        library = open_library(settings, database)
        try:
            library.sync()
            names = {str(source.id): Path(source.locator).stem for source in library.sources()}
            for line in lines:
                yield judge(json.loads(line), library, names)
        finally:
            library.close()
            database.close()


def judge(row: dict[str, Any], library: Library, names: dict[str, str]) -> Verdict:
    answer = library.answer(row["text"], previous=row.get("previous"))
    right = [names[quote.source_id] in row.get("articles", ()) for quote in answer.quotes]
    shown = answer.quotes[0].highlight.of(answer.quotes[0].text) if answer.quotes else ""
    holds = bool(shown) and is_answer(question_of({**row, "passage_ids": []}, row["id"]), shown)
    return Verdict(row, answer, any(right[:1]), holds, any(right))


def report(verdicts: list[Verdict]) -> None:
    kinds: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        kinds[one.row["kind"]].append(one)
    print("| kind | n | article first | sentence | among three | answered |\n|---|---|---|---|---|---|")
    for kind, some in kinds.items():
        print(f"| {kind} | {len(some)} | {figures(some)} |")
    answerable = [one for one in verdicts if one.row["answerable"]]
    dated = [one for one in answerable if one.row["kind"] in {"latest", "asof"}]
    overall = [one for one in answerable if one.row["kind"] not in APART]
    print(f"| latest and asof | {len(dated)} | {figures(dated)} |")
    print(f"| all but {', '.join(sorted(APART))} | {len(overall)} | {figures(overall)} |")
    refused = [not one.answer.answered for one in verdicts]
    precision, recall, f1 = precision_recall_f1(refused, [not one.row["answerable"] for one in verdicts])
    print(f"\nRefusing, near misses included: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}.")


def figures(some: list[Verdict]) -> str:
    shares = [
        mean([float(value) for value in values])
        for values in zip(
            *((one.article, one.sentence, one.among_three, one.answer.answered) for one in some), strict=True
        )
    ]
    return " | ".join(f"{share.value:.2f} ±{share.error:.2f}" for share in shares)


def main(folder: Path, *, misses: bool) -> None:
    verdicts = list(ask_all(folder))
    report(verdicts)
    for one in verdicts if misses else ():
        if one.row["answerable"] and not one.sentence:
            shown = next((quote.highlight.of(quote.text) for quote in one.answer.quotes), "-")
            print(f"{one.row['kind']}: {one.row['text']}\n    {shown}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), misses="--misses" in sys.argv[2:])
