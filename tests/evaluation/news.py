"""Ask the judged questions of a news archive: python -m tests.evaluation.news FOLDER [--misses].

FOLDER has articles/, a folder of sources, and questions.jsonl with a kind a question. Prints, by kind, how
often a right article comes first, its sentence answers, a right article is among three, and it is answered.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import Answer, Library, Settings, open_database, open_library
from index.evaluation.figures import is_answer
from index.evaluation.judgments import question_of
from index.evaluation.metrics import Share, mean, precision_recall_f1

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


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The lines of a Markdown table, a row a kind, and a sentence about the refusals."""
    yield "| kind | n | article first | sentence | among three | answered |"
    yield "|---|---|---|---|---|---|"
    for name, some in groups(verdicts).items():
        cells = (f"{share.value:.2f} ±{share.error:.2f}" for share in shares(some).values())
        yield f"| {name} | {len(some)} | {' | '.join(cells)} |"
    precision, recall, f1 = refusing(verdicts)
    yield ""
    yield f"Refusing, near misses included: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}."


def reached(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Each figure by its name, `KIND: FIGURE`, and `F1 of refusing`."""
    figures = {
        f"{name}: {figure}": share.value
        for name, some in groups(verdicts).items()
        for figure, share in shares(some).items()
    }
    return {**figures, "F1 of refusing": refusing(verdicts)[2]}


def groups(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts by kind, those where dates decide, and all answerable ones but the kinds APART."""
    kinds: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        kinds[one.row["kind"]].append(one)
    answerable = [one for one in verdicts if one.row["answerable"]]
    return {
        **kinds,
        "latest and asof": [one for one in answerable if one.row["kind"] in {"latest", "asof"}],
        f"all but {', '.join(sorted(APART))}": [one for one in answerable if one.row["kind"] not in APART],
    }


def shares(some: Sequence[Verdict]) -> dict[str, Share]:
    """How often a right article is first, its sentence answers, it is among three, and it is answered."""
    return {
        "article first": mean([float(one.article) for one in some]),
        "sentence": mean([float(one.sentence) for one in some]),
        "among three": mean([float(one.among_three) for one in some]),
        "answered": mean([float(one.answer.answered) for one in some]),
    }


def refusing(verdicts: Sequence[Verdict]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    refused = [not one.answer.answered for one in verdicts]
    return precision_recall_f1(refused, [not one.row["answerable"] for one in verdicts])


def main(folder: Path, *, misses: bool) -> None:
    verdicts = list(ask_all(folder))
    print("\n".join(table(verdicts)))
    for one in verdicts if misses else ():
        if one.row["answerable"] and not one.sentence:
            shown = next((quote.highlight.of(quote.text) for quote in one.answer.quotes), "-")
            print(f"{one.row['kind']}: {one.row['text']}\n    {shown}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), misses="--misses" in sys.argv[2:])
