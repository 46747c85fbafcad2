"""The command line of index/: parse the arguments, call the library, print.

Results go to stdout, all else to stderr. What a command needs is imported when it runs: `ask` must be quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from index.command import source_commands
from index.command.arguments import read_arguments
from index.command.opened import DONE, FAILED, complain, opened_library, sync, uncollected
from index.errors import FootnoteError, SettingsError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from index.engines import Counted
    from index.engines.choice import Choice
    from index.evaluation.figures import Evaluation
    from index.evaluation.regression import Regression

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
        complain(str(error))
        code = _WRONG if isinstance(error, SettingsError) else FAILED
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # or the interpreter flushes, and complains
        code = DONE
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        code = FAILED
    return code


def _ask(options: argparse.Namespace) -> int:
    from index.command.printing import answer_object, print_answer, print_json

    with uncollected():
        import index.asking  # noqa: F401
    with opened_library() as library:
        code = sync(library)
        answer = library.answer(_as_text(options.question), limit=options.top)
    if options.json:
        print_json(answer_object(answer))
    else:
        print_answer(answer)
    return code


def _evaluate(options: argparse.Namespace) -> int:
    code: int = DONE
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
    from index.questions.glossary import open_glossary
    from index.settings import load_settings

    settings = load_settings()

    def choose(folder: Path, stored: Counted) -> Choice:
        return choose_engines(settings, stored, name=f"judged-{folder.name}", folder=folder, lasts=False)

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

    with opened_library() as library:
        code = sync(library)
        with progress_bar("asking again") as progress:
            regression = ask_again(library, progress)
    if not regression.repetitions:
        complain(
            "No question is kept yet. To keep one, vote on its answer in Telegram, then press 📌 below it; "
            "with STORE_QUESTIONS=true the vote alone will do."
        )
        return FAILED, None
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


def _as_text(words: Sequence[str]) -> str:
    """The words of the command line as one text; bytes that are no UTF-8 become replacement characters."""
    return " ".join(words).encode(errors="surrogateescape").decode(errors="replace")


_COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "ask": _ask,
    "add": source_commands.add,
    "remove": source_commands.remove,
    "sources": source_commands.list_sources,
    "refresh": source_commands.refresh,
    "import": source_commands.take_in,
    "export": source_commands.give_out,
    "evaluate": _evaluate,
}
