"""What a bot that has just started says of itself in the log, a line each."""

import logging
import re

from bot.settings import Settings
from index import SQLITE_VERSION, Database, count_sources, file_of

logger = logging.getLogger(__name__)


def log_start(settings: Settings, database: Database) -> None:
    """Say where the sources are and how many, what database and engine there are, how updates come in."""
    counts = database.read(count_sources)
    failing = f", {counts.failing} of which fail" if counts.failing else ""
    folder = settings.seeds_dir.absolute()
    told = f"{counts.sources} with {counts.passages} passages{failing}"
    logger.info("Sources: %s; the folder is %s", told, folder)
    logger.info("Database: %s", _where(database.url))
    logger.info("Engine: ENGINE=%s", settings.engine)
    posted = settings.webhook_url and f"Telegram posts them to {settings.webhook_url}"
    logger.info("Updates: %s", posted or "the bot asks Telegram for them")
    if settings.http_port:
        logger.info("HTTP: /live, /ready and /metrics on %s:%d", settings.http_host, settings.http_port)
    logger.info("Access: %s", "everybody" if settings.open_access else "by invitation (OPEN_ACCESS=false)")


def _where(url: str) -> str:
    if file := file_of(url):
        return f"{file} (SQLite {'.'.join(map(str, SQLITE_VERSION))})"
    return re.sub(r"//[^@/]*@", "//", url)
