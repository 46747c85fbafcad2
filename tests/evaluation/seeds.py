"""The judged questions about the seeds, asked of a library over some folder of sources.

python -m tests.evaluation.seeds                 figures by kind, and what fails
python -m tests.evaluation.seeds --folder DIR    the same over another folder, such as the original articles
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index import Answer, Library, Settings, open_database, open_library
from tests.evaluation.floors import pin

FOLDER = Path(__file__).parent
SEEDS = FOLDER.parents[1] / "seeds"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one question fared: the right source first, the answer highlighted, rightly answered or refused."""

    id: str
    text: str
    kind: str
    answerable: bool
    source: bool
    sentence: bool
    answered: bool
    shown: str


def ask_all(folder: Path, names: Mapping[str, str] | None = None) -> list[Verdict]:
    """Ask every judged question of the sources in `folder`.

    `names` maps a file in `folder` to the file in seeds/ that it counts as (default: of the same name).
    """
    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data), seeds_dir=folder)
        database = open_database(settings.database_url)
        library = open_library(settings, database)
        try:
            library.sync()
            files = {str(source.id): Path(source.locator).name for source in library.sources()}
            counts_as = {source: (names or {}).get(name, name) for source, name in files.items()}
            return [judge(row, library, counts_as) for row in questions()]
        finally:
            library.close()
            database.close()


def questions() -> list[dict[str, object]]:
    """The rows of seeds-questions.jsonl."""
    lines = (FOLDER / "seeds-questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judge(row: Mapping[str, object], library: Library, counts_as: Mapping[str, str]) -> Verdict:
    """Ask one question and compare."""
    answer = library.answer(str(row["text"]))
    sources, answers = row.get("sources") or [], row.get("answers") or []
    assert isinstance(sources, list)
    assert isinstance(answers, list)
    shown = highlighted(answer)
    return Verdict(
        id=str(row["id"]),
        text=str(row["text"]),
        kind=str(row["kind"]),
        answerable=bool(row["answerable"]),
        source=bool(answer.quotes) and counts_as[answer.quotes[0].source_id] in sources,
        sentence=any(wanted.casefold() in shown.casefold() for wanted in answers),
        answered=answer.answered,
        shown=shown,
    )


def highlighted(answer: Answer) -> str:
    """The sentence shown in bold in the first passage."""
    return answer.quotes[0].highlight.of(answer.quotes[0].text) if answer.quotes else ""


def share(values: Iterable[bool]) -> float:
    """The share of true ones, rounded to three digits."""
    found = list(values)
    return round(sum(found) / len(found), 3) if found else 0.0


def figures(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """The shares that baseline.json pins."""
    verdicts = list(verdicts)
    asked = [one for one in verdicts if one.answerable]
    return {
        "right source first": share(one.source for one in asked),
        "answer highlighted": share(one.sentence for one in asked),
        "answerable kept": share(one.answered for one in asked),
        "off-topic refused": share(not one.answered for one in verdicts if one.kind == "off-topic"),
        "near misses refused": share(not one.answered for one in verdicts if one.kind == "near-miss"),
    }


def report(verdicts: Iterable[Verdict]) -> None:
    """Print the misses, a line a kind, and the figures."""
    verdicts = list(verdicts)
    for one in verdicts:
        wrong = [
            name
            for name, bad in [
                ("source", one.answerable and not one.source),
                ("sentence", one.answerable and not one.sentence),
                ("refused", one.answerable and not one.answered),
                ("answered", not one.answerable and one.answered),
            ]
            if bad
        ]
        if wrong:
            print(f"{one.id} {one.kind}: {'+'.join(wrong)}: {one.text}\n      {one.shown}")
    for kind in dict.fromkeys(one.kind for one in verdicts):
        part = [one for one in verdicts if one.kind == kind]
        right = [one.source and one.sentence if one.answerable else not one.answered for one in part]
        print(f"{kind}: {sum(right)} of {len(part)} right")
    for name, value in figures(verdicts).items():
        print(f"{name}: {value:.3f}")


def main() -> int:
    """Ask, print, and pin when told so."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=SEEDS, help="a folder of sources (default: seeds/)")
    parser.add_argument("--pin", action="store_true", help="make these figures the floors")
    parser.add_argument(
        "--as", dest="names", action="append", default=[], metavar="FILE=SEED",
        help="count FILE of the folder as SEED of seeds/ (a beginning of its name is enough)",
    )  # fmt: skip
    arguments = parser.parse_args()
    known = sorted(path.name for path in SEEDS.glob("*.md") if path.name != "README.md")
    pairs = [pair.split("=", 1) for pair in arguments.names]
    names = {file: next(name for name in known if name.startswith(seed)) for file, seed in pairs}
    verdicts = ask_all(arguments.folder, names)
    report(verdicts)
    lowered = pin("seeds", figures(verdicts)) if arguments.pin else {}
    for name, what in lowered.items():
        print(f"not pinned: {name}: {what}", file=sys.stderr)
    return 1 if lowered else 0


if __name__ == "__main__":
    sys.exit(main())
