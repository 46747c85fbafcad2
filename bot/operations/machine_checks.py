"""Checks of the machine: folders, disk, database, sources, and how long the bot was away."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.chats import owners
from bot.migrations import HEAD
from bot.operations.findings import Finding, bad, good
from bot.operations.presence import TELEGRAM_KEEPS, absence
from bot.settings import Settings
from index import (
    SQLITE_VERSION,
    Database,
    FootnoteError,
    Library,
    Listing,
    SearchUnavailableError,
    check_copy,
    file_of,
    is_up_to_date,
    open_database,
    open_library,
    unknown_settings,
)

LEAST_FREE: Final = 200 << 20
_SOUND_SQLITE: Final = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


def check_machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Everything that can be seen without the network. It blocks."""
    yield check_names(unknown_settings(Settings))
    yield from _check_folders(settings)
    file = file_of(settings.database_url)
    if file:
        yield check_sqlite(SQLITE_VERSION)
    if file and not file.exists():
        yield good("database", f"{file} will be made at the first start")
        return
    found = _check_file(file) if file else _check_server(settings.database_url)
    yield found
    if not found.well:
        return
    yield check_absence(absence(settings.data_dir, now))
    yield from _check_library(settings)


def _check_file(file: Path) -> Finding:
    try:
        check_copy(file)
    except FootnoteError as error:
        return bad(
            "database", str(error), "stop the bot and `python -m bot restore` a file of DATA_DIR/backups"
        )
    return good("database", f"{file} is whole")


def _check_server(url: str) -> Finding:
    try:
        is_up_to_date(url, {"bot": HEAD})
    except FootnoteError as error:
        return bad("database", str(error), "mend DATABASE_URL or what it names")
    return good("database", "PostgreSQL answers")


def check_names(unknown: str | None) -> Finding:
    """Whether all names in `.env` are those of settings."""
    if unknown is None:
        return good("settings", "all understood")
    return bad("settings", unknown, "mend the names in .env, or take the lines out")


def _check_folders(settings: Settings) -> Iterator[Finding]:
    data = settings.data_dir
    if data.exists() and not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield bad("DATA_DIR", f"{data} cannot be written", "give it to the user that the bot runs as")
    else:
        yield good("DATA_DIR", str(data))
    if not os.access(settings.seeds_dir, os.R_OK | os.X_OK):
        yield bad("SEEDS_DIR", f"{settings.seeds_dir} cannot be read", "let the bot's user read it")
    else:
        yield good("SEEDS_DIR", str(settings.seeds_dir))
    there = data if data.exists() else Path()
    free = shutil.disk_usage(there).free
    told = f"{free / (1 << 30):.1f} GiB free"
    if free < LEAST_FREE:
        yield bad("disk", told, f"make room: at least {LEAST_FREE >> 20} MiB")
    else:
        yield good("disk", told)


def check_sqlite(version: tuple[int, ...]) -> Finding:
    """Whether this SQLite has the mend for a rare corruption of databases in WAL mode."""
    told = ".".join(map(str, version))
    sound = version >= _SOUND_SQLITE[0] or any(
        version[:2] == mended[:2] and version >= mended for mended in _SOUND_SQLITE
    )
    # Debian and others mend old versions without a new number, and the fault needs several writers.
    return good("SQLite", told if sound else f"{told}; from 3.51.3 on a rare fault of its log is mended")


def check_absence(away: timedelta | None) -> Finding:
    """How long Telegram's last answer is ago: it keeps what people write for a day only."""
    if away is None:
        return good("away", "the bot has not run yet")
    hours = away.total_seconds() / 3600
    if away > TELEGRAM_KEEPS:
        told = f"for {hours:.0f} hours; what was asked in the first {hours - 24:.0f} of them is lost"
        return bad("away", told, "start the bot: Telegram keeps questions for 24 hours")
    return good("away", "running" if away < timedelta(minutes=5) else f"for {hours:.1f} hours")


def _check_library(settings: Settings) -> Iterator[Finding]:
    try:
        if not is_up_to_date(settings.database_url, {"bot": HEAD}):
            yield good("schema", "older than this program, which copies and then migrates it at its start")
            return
        database = open_database(settings.database_url, heads={"bot": HEAD})
    except FootnoteError as error:
        yield bad("schema", str(error), "run the version of Footnote that wrote it, or restore a backup")
        return
    yield _check_owners(settings, database)
    library = open_library(settings, database)
    yield from _check_sources(library)
    library.close()
    database.close()


def _check_owners(settings: Settings, database: Database) -> Finding:
    owning = settings.admin_ids | database.read(owners.find)
    nobody = "nobody yet: the log has a link at the start, or set ADMIN_IDS"
    access = "everybody" if settings.open_access else "only whom they let in"
    return good("owners", f"{len(owning)}; it answers {access}" if owning else nobody)


def _check_sources(library: Library) -> Iterator[Finding]:
    failing, every = library.listed(Listing(failing=True), limit=1), library.listed(Listing(), limit=0)
    if failing.sources:
        first = failing.shown[0]
        yield bad(
            "sources",
            f"{failing.sources} of {every.sources} fail, such as {first.locator}: {first.error}",
            "`python -m index sources` lists them; mend or `python -m index remove` them",
        )
    else:
        yield good("sources", f"{every.sources} with {every.passages} passages")
    try:
        behind = library.changes(after=library.cursor(), limit=1)
    except SearchUnavailableError as error:
        yield bad("engine", str(error), "see to OpenSearch; the bot goes on by itself when it is back")
        return
    if behind:
        yield bad("engine", f"behind the log since {behind[0].at:%Y-%m-%d %H:%M}", "restart the bot")
    else:
        yield good("engine", "knows all that is in the database")
