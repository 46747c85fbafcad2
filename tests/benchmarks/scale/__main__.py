"""python -m tests.benchmarks.scale [--quick] [--passages N…] [--answers] [--keep FOLDER] [--write]

Prints the tables of docs/scale.md; `--write` puts them there, with the plot. Processor time of all threads;
engines are asked by turns, so that whatever else the machine does is the same to each.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.scale.measures import peak_mb
from tests.benchmarks.scale.plot import plot
from tests.benchmarks.scale.races import Lane, race, slowest
from tests.benchmarks.scale.whole import Whole, whole

PAGE = Path(__file__).parents[3] / "docs" / "scale.md"
BEGINS, ENDS = "<!-- measured: begins -->\n", "<!-- measured: ends -->\n"
SIZES = (10_000, 100_000, 1_000_000)
QUICK = 240


def engines_table(races: Mapping[int, Mapping[str, Lane]]) -> str:
    lines = [
        "| passages | engine | build, s | disk, MB | search p50, ms | p99, ms | of raw tantivy's ten |",
        "|---|---|---|---|---|---|---|",
    ]
    for passages, lanes in races.items():
        for name, lane in lanes.items():
            p50, p99 = slowest(lane.milliseconds)
            shared = sum(lane.shared) / len(lane.shared)
            lines.append(
                f"| {passages:,} | {name} | {lane.build_s:.1f} | {lane.disk_mb:.0f} "
                f"| {p50:.2f} | {p99:.2f} | {shared:.2f} |"
            )
    return "\n".join(lines)


def answers_table(wholes: Mapping[int, Whole]) -> str:
    lines = ["| passages | question | p50, ms | p99, ms |", "|---|---|---|---|"]
    for passages, one in wholes.items():
        for kind, milliseconds in one.answers.items():
            p50, p99 = slowest(milliseconds)
            lines.append(f"| {passages:,} | {kind} | {p50:.1f} | {p99:.1f} |")
    return "\n".join(lines)


def library_table(wholes: Mapping[int, Whole]) -> str:
    lines = [
        "| passages | index made from the database, s | most memory for that, MB | start to first answer, s "
        "| `index ask`, s | 120 passages more, ms | anonymous memory of who answers, MB | database, MB "
        "| index, MB | right passage first |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {passages:,} | {one.fill_s:.1f} | {one.fill_mb:.0f} | {one.start_s:.2f} | {one.ask_s:.2f} "
        f"| {one.change_ms:.0f} | {one.anonymous_mb:.0f} | {one.database_mb:.0f} | {one.index_mb:.0f} "
        f"| {one.right:.2f} |"
        for passages, one in wholes.items()
    ]
    return "\n".join(lines)


def together_table(wholes: Mapping[int, Whole]) -> str:
    lines = [
        "| passages | answers a second: one process | two | searches a second: one thread | two |",
        "|---|---|---|---|---|",
    ]
    for passages, one in wholes.items():
        rates = [f"{alone:.0f} | {two:.0f} ({two / alone:.2f} x)" for alone, two in one.together]
        lines.append(f"| {passages:,} | {' | '.join(rates)} |")
    return "\n".join(lines)


def measure(
    sizes: Sequence[int], searches: int, kept: Path | None, *, races_too: bool, seconds: float
) -> tuple[dict[int, dict[str, Lane]], dict[int, Whole]]:
    races, wholes = {}, {}
    for passages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{passages:,} passages: answers", file=sys.stderr)
            own = Path(folder) if kept is None else kept / str(passages)
            wholes[passages] = whole(passages, own, asked=searches, seconds=seconds)
            if races_too:
                print(f"{passages:,} passages: engines", file=sys.stderr)
                races[passages] = race(own, searches=searches)
    return races, wholes


def main(arguments: Sequence[str] | None = None) -> str:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale")
    parser.add_argument("--passages", type=int, nargs="+", default=SIZES)
    parser.add_argument("--searches", type=int, default=200)
    parser.add_argument("--quick", action="store_true", help="a few passages, to see that all of it works")
    parser.add_argument("--keep", type=Path, help="where databases are kept and, made before, used again")
    parser.add_argument("--answers", action="store_true", help="whole answers alone, no other engines")
    parser.add_argument("--write", action="store_true", help="put what is measured into docs/scale.md")
    options = parser.parse_args(arguments)
    sizes, searches = ([QUICK], 4) if options.quick else (options.passages, options.searches)
    seconds = 0.2 if options.quick else 4.0
    races, wholes = measure(sizes, searches, options.keep, races_too=not options.answers, seconds=seconds)
    tables = [answers_table(wholes), library_table(wholes), together_table(wholes)]
    if races:
        most = f"The most memory that the engines together have had: {peak_mb():.0f} MB."
        tables = [engines_table(races), *tables, most]
    told = "\n\n".join(tables)
    print(told)
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGINS)
        after = rest.partition(ENDS)[2]
        PAGE.write_text(f"{before}{BEGINS}\n{told}\n\n{ENDS}{after}", encoding="utf-8")
        (PAGE.parent / "images" / "scale.svg").write_text(plot(races), encoding="utf-8")
    return told


if __name__ == "__main__":
    main()
