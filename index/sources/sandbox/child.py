"""The process of the sandbox: jobs come in by standard input, results go out by standard output.

An order is a line of JSON (`job`, `name`, `size`) and so many bytes; an answer is a line of JSON (`failed`,
`size`) and so many bytes: the result as JSON, or the reason why there is none.
"""

import json
import os
import resource
import sys
from typing import BinaryIO, Final

from index.errors import SourceError
from index.sources.sandbox.jobs import JOBS, adapter

MOST_MEMORY: Final = 1 << 30
"""Of address space; what is really used is about a fifth of it."""

MOST_CPU_SECONDS: Final = 600


def main() -> None:
    """Do one job after the other until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints is no answer
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    while order := _read_order(sys.stdin.buffer):
        failed, told = _do(*order)
        answers.write(json.dumps({"failed": failed, "size": len(told)}).encode() + b"\n" + told)
        answers.flush()


def _read_order(stream: BinaryIO) -> tuple[str, str, bytes] | None:
    line = stream.readline()
    if not line:
        return None
    order = json.loads(line)
    return order["job"], order["name"], stream.read(order["size"])


def _do(job: str, name: str, content: bytes) -> tuple[bool, bytes]:
    try:
        return False, adapter(job).dump_json(JOBS[job](content, name))
    except SourceError as error:
        return True, error.reason.encode()
    except MemoryError:
        return True, b"needs too much memory to be read"
    except RecursionError:
        return True, b"is nested too deep"
    except Exception as error:  # noqa: BLE001 - whatever a parser does of what came from outside
        return True, f"cannot be read ({type(error).__name__})".encode()


if __name__ == "__main__":
    main()
