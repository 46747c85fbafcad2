"""An engine on disk whose process is killed is what it was before or after a commit, and nothing between."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.engines import Batch, Query
from index.engines.disk import DiskEngine
from tests.index.engines.stored import StoredEntries

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from itertools import count
from pathlib import Path
from index.engines import Batch, Entry, PassageFacts
from index.engines.disk import DiskEngine
from index.model import PassageId, SourceId

facts = PassageFacts(SourceId("s"))
engine = DiskEngine(Path(sys.argv[1]), None)
for cursor in count(engine.cursor() + 1):
    added = [Entry(PassageId(f"{cursor}-{n}"), " ", f" common cursor{cursor} ", facts) for n in range(40)]
    gone = [PassageId(f"{cursor - 3}-{n}") for n in range(40)]
    whole = [one for one in added] if cursor % 7 == 0 else None
    engine.apply(Batch(added, gone, whole_of="one" if whole else None), cursor)
    print(cursor, flush=True)
"""

pytestmark = pytest.mark.system


def test_a_kill_at_any_moment_leaves_a_whole_copy(tmp_path: Path) -> None:
    chance, reached = random.Random(5), 0
    folder = tmp_path / "index"
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        reached = int(writer.stdout.readline())
        time.sleep(chance.random() * 0.3)
        writer.send_signal(signal.SIGKILL)
        told = writer.communicate()[0].split()
        reached = int(told[-1]) if told else reached
        engine = DiskEngine(folder, StoredEntries())
        cursor = engine.cursor()
        assert cursor >= reached
        kept = [one for one in range(cursor - 2, cursor + 1) if one > 0 and one >= cursor - cursor % 7]
        assert engine.size() == 40 * len(kept) == engine.frequencies(["common"])["common"]
        assert len(engine.search(Query([f"cursor{cursor}"]), 100)) == 40
        engine.apply(Batch(), cursor)  # nobody holds the lock any more
        engine.close()
