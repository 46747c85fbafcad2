"""The command line of index/: parse the arguments, call the library, print.

Results go to stdout, all else to stderr. What a command needs is imported when it runs: `ask` must be quick.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from index.command.arguments import read_arguments
from index.errors import FootnoteError, SettingsError, SourceError

if TYPE_CHECKING:
    import argparse

    from index.evaluation.figures import Evaluation
    from index.evaluation.regression import Regression
    from index.library import Library
    from index.sources.ingest import Progress, Report

_DONE: Final = 0
_FAILED: Final = 1
_WRONG: Final = 2
_INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the work failed, 2 wrong usage or settings."""
    options = read_arguments(arguments)
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # programs read it, whatever the locale
    try:
        code = _COMMANDS[options.command](options)
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


def _ask(options: argparse.Namespace) -> int:
    from index.command.printing import answer_object, print_answer, print_json

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
        return _tell(library.refresh(_progress(), force=options.force), as_json=options.json)


def _sources(options: argparse.Namespace) -> int:
    from index.command.printing import print_json, print_sources, source_object

    with _library() as library:
        code = _sync(library)
        sources = library.sources()
    if options.json:
        print_json({"sources": [source_object(source) for source in sources]})
    else:
        print_sources(sources)
    return code


def _evaluate(options: argparse.Namespace) -> int:
    code: int = _DONE
    measured: list[Evaluation | Regression] = []
    if options.folders:
        measured.append(_ask_judged(options))
    if options.votes:
        code, regression = _ask_kept()
        measured.extend(filter(None, [regression]))
    _print_figures(measured, options)
    return code


def _ask_judged(options: argparse.Namespace) -> Evaluation:
    from index.command.terminal import progress_bar
    from index.engines.choice import choose_engines
    from index.evaluation.runs import evaluate
    from index.library import open_glossary
    from index.settings import load_settings

    settings = load_settings()
    choose = partial(choose_engines, settings.engine)
    glossary = open_glossary(settings)
    with progress_bar("asking") as progress:
        evaluation = evaluate(
            options.folders, pool=options.pool, progress=progress, choose=choose, glossary=glossary
        )
    if options.run is not None:
        options.run.write_text("".join(f"{line}\n" for line in evaluation.run_lines()), encoding="utf-8")
    return evaluation


def _ask_kept() -> tuple[int, Regression | None]:
    """The kept questions asked again, and the exit code; None when there are none."""
    from index.command.terminal import progress_bar
    from index.evaluation.regression import ask_again

    with _library() as library:
        code = _sync(library)
        with progress_bar("asking again") as progress:
            regression = ask_again(library, progress)
    if not regression.repetitions:
        _complain(
            "No question is kept yet. To keep one, vote on its answer in Telegram, then press 📌 below it; "
            "with STORE_QUESTIONS=true the vote alone will do."
        )
        return _FAILED, None
    return code, regression


def _print_figures(measured: Sequence[Evaluation | Regression], options: argparse.Namespace) -> None:
    from index.command.printing import print_json, visible
    from index.command.terminal import print_table

    if options.json and measured:
        print_json({name: figures for one in measured for name, figures in one.figures().items()}, indent=2)
    for one in measured:
        if not options.json:
            print_table(one.rows())
        for miss in one.misses() if options.misses else ():
            print(f"\n{visible(miss)}", file=sys.stderr if options.json else sys.stdout)


@contextmanager
def _library() -> Iterator[Library]:
    with _uncollected():
        from index.library import open_library
        from index.settings import load_settings, unknown_settings
        from index.store.database import open_database

    settings = load_settings()
    if unknown := unknown_settings(only_near=True):  # the bot's settings stand there too
        _complain(unknown)
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
    _notice(report)
    for failure in report.failed:
        _complain(f"skipped {failure.locator}: {failure.reason}")
    return _DONE


def _tell(report: Report, *, as_json: bool) -> int:
    from index.command.printing import print_json, print_report, report_object

    _notice(report)
    for failure in report.failed:
        _complain(f"{failure.locator}: {failure.reason}")
    if as_json:
        print_json(report_object(report))
    else:
        print_report(report)
    return _FAILED if report.failed else _DONE


def _notice(report: Report) -> None:
    for notice in report.notices:
        _complain(notice)


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


_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "ask": _ask,
    "add": _add_sources,
    "remove": _remove,
    "sources": _sources,
    "refresh": _refresh,
    "evaluate": _evaluate,
}
