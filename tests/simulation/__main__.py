"""Tell stories by hand: `python -m tests.simulation --seeds 10000`, or one of them whole: `--seed 17`."""

import argparse
import asyncio
import logging
import sys
import time
from functools import partial

from tests.simulation.company import tell_all, trouble_of
from tests.simulation.telling import Teller


def main() -> int:
    """Exit with 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, metavar="N", help="how many stories (default 300)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the seed of the first of them")
    parser.add_argument("--seed", type=int, metavar="SEED", help="this one story, told whole")
    parser.add_argument("--in-peace", action="store_true", help="leave the troubles out")
    parser.add_argument("--keep-going", action="store_true", help="name the broken stories and go on")
    parser.add_argument("--with", dest="having", metavar="KIND", help="only stories with such a trouble")
    parser.add_argument("--without", nargs="+", default=[], metavar="KIND", help="and none with these")
    parser.add_argument(
        "--replicas", type=int, metavar="N", help="so many real bots on a PostgreSQL, in real time"
    )
    given = parser.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())
    first, count = (given.seed, 1) if given.seed is not None else (given.first, given.seeds)
    seeds = range(first, first + count)
    if given.replicas is not None:
        chosen = [seed for seed in seeds if given.having in (None, trouble_of(seed))]
        return 1 if asyncio.run(tell_all(chosen, given.replicas, partial(print, flush=True))) else 0
    started, broken, told = time.perf_counter(), 0, 0
    with Teller() as teller:
        for seed in seeds:
            story = teller.draw(seed, in_peace=given.in_peace)
            kinds = {type(trouble).__name__ for trouble in story.plan.troubles}
            if not kinds.isdisjoint(given.without) or (given.having and given.having not in kinds):
                continue
            violations = teller.tell(story)
            told += 1
            if given.seed is not None or (violations and not given.keep_going):
                print("\n".join(story.events))
            for each in violations:
                print(f"seed {seed}: {each}", flush=True)
            broken += bool(violations)
            if violations and not given.keep_going:
                break
    seconds = time.perf_counter() - started
    print(f"{told} stories, {broken} broken, {seconds:.0f} s", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
