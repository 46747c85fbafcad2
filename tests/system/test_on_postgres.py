"""What is tested on files of SQLite holds on a real PostgreSQL too, where each test has a database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import Server
from tests.turned import ADDRESS, make_templates

pytestmark = [pytest.mark.system, pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]
KEEP_NOTHING = (
    "tests/index/text", "tests/index/questions", "tests/index/ranking", "tests/index/engines",
    "tests/index/sources/extract", "tests/index/sources/fetch", "tests/bot/rendering", "tests/bot/playground",
    "tests/bot/payloads", "tests/bot/logs", "tests/bot/sending", "tests/bot/web", "tests/index/command",
    "tests/index/answering", "tests/index/sources/sandbox",
)  # fmt: skip
"""Where nothing is stored, or nobody looks at how: another database would show nothing."""


def test_all_that_stores_anything_passes_on_postgresql(postgres: Server) -> None:
    make_templates(postgres)
    before = postgres.execute("SELECT count(*) FROM pg_database")
    left_out = [f"--ignore={folder}" for folder in KEEP_NOTHING]
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "--tb=short"),
            *("-W", "ignore::ResourceWarning"),  # a read that ends after its database was closed
            *("tests/index", "tests/bot", "tests/simulation", *left_out),
        ],
        cwd=ROOT,
        env={**os.environ, ADDRESS: postgres.url},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-8000:]
    assert postgres.execute("SELECT count(*) FROM pg_database") == before, "a test has left a database"
