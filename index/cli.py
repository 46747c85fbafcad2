"""The command line of index/: parse the arguments, call the library, print.

Results go to stdout, all else to stderr. What a command needs is imported when it runs: `ask` must be quick.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.errors import FootnoteError, SettingsError, SourceError

if TYPE_CHECKING:
    from index.ingest import Progress, Report
    from index.library import Library

_Command = Callable[[argparse.Namespace], int]

_DONE: Final = 0
_FAILED: Final = 1
_WRONG: Final = 2
_INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the work failed, 2 wrong usage or settings."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # programs read it, whatever the locale
    try:
        code: int = options.command(options)
        sys.stdout.flush()
    except FootnoteError as error:
        _complain(str(error))
        code = _WRONG if isinstance(error, SettingsError) else _FAILED
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # or the interpreter flushes, and complains
        code = _DONE
    except OSError as error:
        _complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        code = _FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="footnote-index" if Path(sys.argv[0]).stem == "footnote-index" else "python -m index",
        description="Ask sources of your choice: the files in SEEDS_DIR, and whatever was added.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    ask = _add(
        commands, "ask", _ask, "answer a question", '"When did Putin sign the mining law?"', "--json mining"
    )
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="what you want to know")
    ask.add_argument("--top", type=_positive, default=3, metavar="N", help="passages to show (default: 3)")
    ask.add_argument("--json", action="store_true", help="print one JSON object")

    add = _add(
        commands, "add", _add_sources, "add sources: files, or all files of folders", "~/articles notes.md"
    )
    add.add_argument(
        "locators", nargs="+", metavar="LOCATOR", help="a .md, .txt, .html or .htm file, or a folder"
    )
    add.add_argument("--json", action="store_true", help="print one JSON object")

    remove = _add(commands, "remove", _remove, "remove sources (files are left alone)", "s2ov7h5bfxra")
    remove.add_argument("ids", nargs="+", metavar="ID", help="an id that `sources` shows")

    sources = _add(commands, "sources", _sources, "list the sources", "", "--json")
    sources.add_argument("--json", action="store_true", help="print one JSON object")

    refresh = _add(commands, "refresh", _refresh, "read again what has changed or failed", "", "--json")
    refresh.add_argument("--json", action="store_true", help="print one JSON object")

    _add_evaluate(commands)
    return parser


def _add_evaluate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evaluate = _add(
        commands, "evaluate", _evaluate, "measure answers to judged questions", "data/xquad-ru --misses"
    )
    evaluate.add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER", help="holds passages.jsonl and questions.jsonl"
    )
    evaluate.add_argument("--pool", action="store_true", help="index the passages of all folders together")
    evaluate.add_argument("--run", type=Path, metavar="FILE", help="write a JSON line a question")
    evaluate.add_argument("--misses", action="store_true", help="list the 20 questions that went worst")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: _Command,
    summary: str,
    *examples: str,
) -> argparse.ArgumentParser:
    calls = [f"  %(prog)s {example}".rstrip() for example in examples]
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog="\n".join(["examples:", *calls]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=command)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a number from 1, not {text!r}")
    return int(text)


def _ask(options: argparse.Namespace) -> int:
    from index.printing import answer_object, print_answer, print_json

    with _library() as library:
        code = _sync(library)
        answer = library.answer(_as_text(options.question), limit=options.top)
    if options.json:
        print_json(answer_object(answer))
    else:
        print_answer(answer)
    return code


def _add_sources(options: argparse.Namespace) -> int:
    with _library() as library:
        code = _sync(library)
        return max(code, _tell(library.add(options.locators, _progress()), as_json=options.json))


def _remove(options: argparse.Namespace) -> int:
    with _library() as library:
        return _tell(library.remove(options.ids), as_json=False)


def _refresh(options: argparse.Namespace) -> int:
    with _library() as library:
        return _tell(library.refresh(_progress()), as_json=options.json)


def _sources(options: argparse.Namespace) -> int:
    from index.printing import print_json, print_sources, source_object

    with _library() as library:
        code = _sync(library)
        sources = library.sources()
    if options.json:
        print_json({"sources": [source_object(source) for source in sources]})
    else:
        print_sources(sources)
    return code


def _evaluate(options: argparse.Namespace) -> int:
    from index.evaluation import evaluate
    from index.library import open_engine
    from index.printing import print_evaluation, progress_bar, visible
    from index.settings import load_settings

    load_settings()  # a wrong one is told here as everywhere
    with progress_bar("asking") as progress:
        evaluation = evaluate(options.folders, pool=options.pool, progress=progress, open_engine=open_engine)
    if options.run is not None:
        options.run.write_text("".join(f"{line}\n" for line in evaluation.run_lines()), encoding="utf-8")
    if options.json:
        print(evaluation.to_json())
    else:
        print_evaluation(evaluation)
    for miss in evaluation.misses() if options.misses else ():
        print(f"\n{visible(miss)}", file=sys.stderr if options.json else sys.stdout)
    return _DONE


@contextmanager
def _library() -> Iterator[Library]:
    with _uncollected():
        from index.database import open_database
        from index.library import open_library
        from index.settings import load_settings

    settings = load_settings()
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    try:
        yield library
    finally:
        library.close()
        database.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector away from imports: they leave none, and it takes a fifth of their time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _sync(library: Library) -> int:
    """Read what is new in the folder; when that fails, say so and go on with what is known."""
    try:
        report = library.sync(_progress())
    except SourceError as error:
        _complain(f"SEEDS_DIR: {error}")
        return _FAILED
    for failure in report.failed:
        _complain(f"skipped {failure.locator}: {failure.reason}")
    return _DONE


def _tell(report: Report, *, as_json: bool) -> int:
    from index.printing import print_json, print_report, report_object

    for failure in report.failed:
        _complain(f"{failure.locator}: {failure.reason}")
    if as_json:
        print_json(report_object(report))
    else:
        print_report(report)
    return _FAILED if report.failed else _DONE


def _progress() -> Progress | None:
    """Counts on the standard error, where somebody is watching it."""
    if not sys.stderr.isatty():
        return None

    def count(done: int, total: int) -> None:
        print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return count


def _as_text(words: Sequence[str]) -> str:
    """The words of the command line as one text; bytes that are no UTF-8 become replacement characters."""
    return " ".join(words).encode(errors="surrogateescape").decode(errors="replace")


def _complain(message: str) -> None:
    print(message, file=sys.stderr)
