"""python -m bot: run the bot, or try it in the browser."""

import argparse
import logging
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from index import FootnoteError, SettingsError, database_address, load_settings, unknown_settings

_MOVING: Final = """\
Copy everything from one database into another one, and compare each row. FROM stays as it is; TO must be
empty, or hold what the same command has left when it was cut off. Set DATABASE_URL to TO afterwards."""

_MOVING_EXAMPLES: Final = """\
examples:
  python -m bot migrate-database sqlite:///data/footnote.db postgresql+psycopg://ann@db.example/footnote
  python -m bot migrate-database postgresql+psycopg://ann@db.example/footnote sqlite:///data/footnote.db

A password may stand in PGPASSWORD or ~/.pgpass, where nobody else on the machine sees it."""

_LAST_PORT: Final = 65535
_EXAMPLES: Final = """\
examples:
  TELEGRAM_TOKEN=123456:ABC... python -m bot     answer in Telegram (a token comes from @BotFather)
  python -m bot demo                             try it in the browser, without Telegram

Settings come from the environment and from .env; .env.example lists them all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 when done, 1 when the work failed, 2 for wrong usage or settings."""
    given = _parser().parse_args(arguments)
    try:
        return _COMMANDS[given.command or "run"](given)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except FootnoteError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Answer questions in Telegram from the sources you chose, with the evidence.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="answer in Telegram until stopped (what is done without a command)")
    doctor = commands.add_parser("doctor", help="look for what is wrong, and say what to do about it")
    doctor.add_argument("--json", action="store_true", help="as one JSON object")
    backup = commands.add_parser("backup", help="copy the database into a file, also while the bot runs")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="put a copy in the database's place, while no bot runs")
    restore.add_argument("file", type=Path, metavar="FILE")
    export = commands.add_parser("export", help="write the library alone into one file, to be shared")
    export.add_argument("file", type=Path, metavar="FILE")
    import_ = commands.add_parser("import", help="take in what another library was exported into")
    import_.add_argument("file", type=Path, metavar="FILE")
    moving = commands.add_parser(
        "migrate-database",
        help="copy everything into another database, while no bot runs",
        description=_MOVING,
        epilog=_MOVING_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    moving.add_argument("source", metavar="FROM", type=_database)
    moving.add_argument("target", metavar="TO", type=_database)
    demo = commands.add_parser("demo", help="try it in the browser, without Telegram or a token")
    demo.add_argument("file", type=Path, nargs="?", metavar="FILE", help="answer from an exported library")
    demo.add_argument("--port", type=_port, default=0, metavar="N", help="listen here (default: a free port)")
    demo.add_argument("--no-browser", action="store_true", help="only print the address")
    demo.add_argument(
        "--data", type=Path, metavar="DIR", help="keep everything here (default: forget it at the end)"
    )
    demo.add_argument("--seeds", type=Path, metavar="DIR", help="answer from the files in this folder")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to {_LAST_PORT}, not {text!r}")
    return int(text)


def _database(text: str) -> str:
    try:
        return database_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _demo(given: argparse.Namespace) -> int:
    from bot.playground.demo.host import run_demo

    return run_demo(
        given.port, open_browser=not given.no_browser, data=given.data, seeds=given.seeds, library=given.file
    )


def _doctor(given: argparse.Namespace) -> int:
    from bot.operations.doctor import examine
    from bot.settings import Settings

    return examine(load_settings(Settings), as_json=given.json)


def _backup(given: argparse.Namespace) -> int:
    from bot.settings import Settings
    from index import back_up

    back_up(load_settings(Settings).database_url, given.file)
    print(f"{given.file}: a whole copy")
    return 0


def _restore(given: argparse.Namespace) -> int:
    from bot.settings import Settings
    from index import restore, sole_user_of

    settings = load_settings(Settings)
    with sole_user_of(settings.data_dir):
        before = restore(given.file, settings.database_url)
    kept = f"; what was there before lies in {before}" if before else ""
    print(f"{given.file} is the database now{kept}")
    return 0


def _move(given: argparse.Namespace) -> int:
    from bot.migrations import HEAD
    from bot.settings import Settings
    from index import file_of, move_database, sole_user_of

    files = (file_of(given.source), file_of(given.target))
    folders = {load_settings(Settings).data_dir, *(file.parent for file in files if file)}
    with ExitStack() as stack:
        for folder in {folder.resolve() for folder in folders}:
            stack.enter_context(sole_user_of(folder))
        moved = move_database(given.source, given.target, {"bot": HEAD}, _tell_progress)
    print(f"{moved.rows} rows of {moved.tables} tables, each compared; set DATABASE_URL to the new database")
    return 0


def _tell_progress(name: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{name}: {done} of {total}", end=end, file=sys.stderr, flush=True)


def _export(given: argparse.Namespace) -> int:
    from bot.migrations import HEAD
    from bot.settings import Settings
    from index import export_library, open_database, open_library

    settings = load_settings(Settings)
    database = open_database(settings.database_url, heads={"bot": HEAD})
    try:
        library = open_library(settings, database)
        library.sync()
        library.close()
        count = export_library(database, settings.data_dir, given.file)
    finally:
        database.close()
    print(f"{given.file} (sources: {count}); `python -m bot demo {given.file}` opens it")
    return 0


def _import(given: argparse.Namespace) -> int:
    from bot.migrations import HEAD
    from bot.settings import Settings
    from index import import_library, open_database

    settings = load_settings(Settings)
    database = open_database(settings.database_url, heads={"bot": HEAD})
    try:
        report = import_library(database, settings.data_dir, given.file)
    finally:
        database.close()
    for notice in report.notices:
        print(notice, file=sys.stderr)
    for failure in report.failed:
        print(f"{failure.locator}: {failure.reason}", file=sys.stderr)
    print(f"sources added: {len(report.added)}, changed: {len(report.changed)}")
    return 1 if report.failed else 0


def _run(_given: argparse.Namespace) -> int:
    from bot.settings import Settings

    settings = load_settings(Settings)
    token = settings.token()

    import asyncio

    from bot.app import run
    from bot.logs.lines import set_up_logging

    set_up_logging(settings.log_level, settings.log_format, secrets=[token])
    if unknown := unknown_settings(Settings):
        logging.getLogger(__name__).warning("%s", unknown)
    return asyncio.run(run(settings))


_COMMANDS: Final = {
    "run": _run,
    "demo": _demo,
    "doctor": _doctor,
    "backup": _backup,
    "restore": _restore,
    "migrate-database": _move,
    "export": _export,
    "import": _import,
}
