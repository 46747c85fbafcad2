"""Measure the answers beside two baselines, and write the tables into a page between its two marks.

python -m tests.evaluation.report DATA/tydi-ru DATA/qed
python -m tests.evaluation.report DATA/tydi-ru … --pool DATA/qed DATA/selqa --off-topic DATA/rubq-probes \\
    DATA/tydi-ru --news DATA/news --seeds --write docs/quality.md

A folder holds passages.jsonl and questions.jsonl. `--pool` (more than once if you like) makes one index of
several, `--off-topic` asks the questions of its first folder over each of the others, `--news` are folders of
articles with questions about dates.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from index.evaluation.metrics import Share
from tests.evaluation import goals, news, seeds
from tests.evaluation.calibration import calibration_error, reliability
from tests.evaluation.measuring import SetFigures, measure, measure_off_topic

BEGIN = "<!-- measured: begin (python -m tests.evaluation.report) -->"
END = "<!-- measured: end -->"

Section = list[str]


def main() -> int:
    """Measure what was asked for, print it, and write it into the page."""
    options = _parser().parse_args()
    groups: list[tuple[Callable[..., SetFigures], tuple[object, ...]]] = [
        *((measure, ([folder],)) for folder in options.folders),
        *(
            (measure, (pool, goals.POOL + " + ".join(folder.name for folder in pool)))
            for pool in options.pool
        ),
        *((measure_off_topic, (folder, probes)) for probes, *over in options.off_topic for folder in over),
    ]
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        pending = [workers.submit(_timed, work, *arguments) for work, arguments in groups]
        measured = [one.result() for one in pending]
    single = measured[: len(options.folders)]
    pooled = measured[len(single) : len(single) + len(options.pool)]
    off_topic = measured[len(single) + len(pooled) :]
    lines = "\n".join(_sections(options, single, pooled, off_topic))
    if options.write:
        write_between_marks(options.write, lines)
    print(lines)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--pool", nargs="+", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--off-topic", nargs="+", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--news", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--seeds", action="store_true", help="the judged questions about seeds/")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    return parser


def _timed(work: Callable[..., SetFigures], *arguments: object) -> SetFigures:
    started = time.perf_counter()
    measured = work(*arguments)
    print(f"{measured.name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return measured


def _sections(
    options: argparse.Namespace,
    single: Sequence[SetFigures],
    pooled: Sequence[SetFigures],
    off_topic: Sequence[SetFigures],
) -> Iterator[str]:
    answered = [one for one in single if one.answerable and not one.name.startswith("abstain-")]
    reached = [*goals.rows_of_sets(single), *goals.rows_of_pools(pooled)]
    reached += [
        (f"off-topic refused, {one.name}", goals.REFUSED_AT_90, one.refusals["at90"]) for one in off_topic
    ]
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d}."
    yield from ("", "### The right passage, against two baselines", "", *order_table([*answered, *pooled]))
    yield from ("", "### The right sentence", "", *sentence_table([*answered, *pooled]))
    refusing = [one for one in [*single, *pooled, *off_topic] if one.refusals]
    yield from ("", "### Refusing", "", *refusal_table(refusing))
    yield from (
        "",
        "### Whether a stated confidence is kept",
        "",
        *calibration_table([*single, *pooled, *off_topic]),
    )
    for folder in options.news:
        verdicts = list(news.ask_all(folder))
        reached += goals.rows_of(goals.OF_NEWS, news.reached(verdicts), folder.name)
        yield from ("", f"### {folder.name}: dates and contradictions", "", *news.table(verdicts))
    if options.seeds:
        verdicts_of_seeds = seeds.ask_all(seeds.SEEDS)
        figures = seeds.figures(verdicts_of_seeds)
        reached += goals.rows_of(goals.OF_SEEDS, figures, "seeds")
        yield from ("", "### The seeds", "", *_seeds_table(figures))
    yield from ("", "### Goals", "", *goal_table(reached))


def order_table(sets: Sequence[SetFigures]) -> list[str]:
    """recall@1 and recall@5 of the baselines and of Footnote."""
    header = ["set", "passages", "questions"]
    header += [f"{who} @{k}" for k in (1, 5) for who in ("words", "stems", "Footnote")]
    rows = []
    for one in sets:
        row = [one.name, str(one.passages), str(one.answerable)]
        for k in (1, 5):
            row += [_share(one.words.recall[k]), _share(one.stems.recall[k])]
            row.append(f"**{_share(one.shares[f'recall@{k}'])}**")
        rows.append(row)
    return markdown(header, rows)


def sentence_table(sets: Sequence[SetFigures]) -> list[str]:
    """Whether the highlighted sentences answer, and the whole order; for sets that judge it."""
    names = ("sentence@1", "sentence@3", "recall@3", "recall@10", "mrr@10", "ndcg@10")
    judged = [one for one in sets if one.shares["sentence@1"].count]
    return markdown(
        ["set", *names], [[one.name, *(_share(one.shares[name]) for name in names)] for one in judged]
    )


def refusal_table(sets: Sequence[SetFigures]) -> list[str]:
    """How the confidence tells the answerable from the others, and what refusing below 0.5 comes to."""
    header = ["set", "with answer", "without", "AUROC of stems", "AUROC", "precision", "recall", "F1"]
    rows = []
    for one in sets:
        figures = [_auroc_of(one, one.stems.auroc), f"**{_auroc_of(one, one.refusals['auroc'])}**"]
        figures += [f"{one.refusals[name]:.3f}" for name in ("precision", "recall", "f1")]
        figures += [_share(Share(one.refusals["kept"], one.answerable))]
        figures += [_share(Share(one.refusals["at90"], one.unanswerable))]
        rows.append([one.name, str(one.answerable), str(one.unanswerable), *figures])
    return markdown([*header, "answered", "refused if 90 % are answered"], rows)


def calibration_table(sets: Sequence[SetFigures]) -> list[str]:
    """Of all sets together: how often the first passage is right where so much confidence was stated."""
    stated = [one for judged in sets for one in judged.stated]
    rows = [
        [str(one.count), f"{one.stated:.3f}", _share(Share(one.right, one.count))]
        for one in reliability(stated)
    ]
    table = markdown(["questions", "stated", "right"], rows)
    return [*table, "", f"Expected calibration error: {calibration_error(stated):.3f}."]


def goal_table(rows: Sequence[goals.Row]) -> list[str]:
    """Each goal, and whether it is reached."""
    return markdown(
        ["measure", "goal", "reached", ""],
        [
            [name, f"{goal:.3f}", f"{value:.3f}", "yes" if value >= goal else "no"]
            for name, goal, value in rows
        ],
    )


def _seeds_table(figures: Mapping[str, float]) -> list[str]:
    return markdown(["measure", "share"], [[name, f"{value:.3f}"] for name, value in figures.items()])


def _share(share: Share) -> str:
    return f"{share.value:.3f} ±{share.error:.3f}" if share.count else ""


def _auroc_of(one: SetFigures, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f} ±{auroc_error(value, one.answerable, one.unanswerable):.3f}"


def auroc_error(value: float, positive: int, negative: int) -> float:
    """The standard error of an AUROC (Hanley and McNeil, 1982)."""
    both_above, both_below = value / (2 - value), 2 * value**2 / (1 + value)
    variance = value * (1 - value) + (positive - 1) * (both_above - value**2)
    variance += (negative - 1) * (both_below - value**2)
    return float(max(0.0, variance / (positive * negative)) ** 0.5)


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    return [f"| {' | '.join(cells)} |" for cells in (header, ["---"] * len(header), *rows)]


def write_between_marks(page: Path, lines: str) -> None:
    """Replace what stands between the marks of the page; exit with a message when it has none."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{page}: {BEGIN} and {END} are missing")
    page.write_text(f"{before}{BEGIN}\n\n{lines}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
