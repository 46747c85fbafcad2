"""A migration in a process of its own: what Alembic takes of memory is given back when that ends.

The process hears on its standard input what is to be done, and says on its standard output why it was not.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping

from index.errors import DatabaseError
from index.store.connecting import connect
from index.store.migrations import migrate
from index.store.writer import driver_errors_told


def migrate_in_child(url: str, heads: Mapping[str, str], busy_seconds: float) -> None:
    """Do what `migrate` does to the database at `url`, and raise DatabaseError when it does.

    Whatever else goes wrong is a RuntimeError with all that the process has said of it.
    """
    order = json.dumps({"url": url, "heads": dict(heads), "busy_seconds": busy_seconds})
    found_here = os.pathsep.join(filter(None, sys.path))
    process = subprocess.run(
        [sys.executable, "-m", "index.store.migrations.child"],
        input=order,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": found_here, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        check=False,
    )
    if process.returncode == 0:
        return
    if process.stdout:
        raise DatabaseError(process.stdout)
    raise RuntimeError(f"the migration ended with {process.returncode}: {process.stderr}")


def main() -> int:
    """Migrate what standard input says; return 0, or 1 when the database was refused."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that waits for this
    order = json.load(sys.stdin)
    try:
        engine = connect(order["url"], order["busy_seconds"])
        with driver_errors_told():
            migrate(engine, order["heads"])
    except DatabaseError as error:
        sys.stdout.write(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
