"""What only one replica may do at a time: it is done while this one leads, and again whenever it does."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.replicas.replica import Replica, Standing


async def while_leading(replica: Replica, run: Callable[[], Awaitable[None]]) -> None:
    """Run it from when the replica leads; cut it short when it does so no more, and begin anew later.

    Returns, or raises, when the run itself ends.
    """
    if replica.is_alone:
        return await run()
    while True:
        await replica.until(_leads)
        running = asyncio.ensure_future(run())
        losing = asyncio.ensure_future(replica.until(_follows))
        try:
            await asyncio.wait({running, losing}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                return await running
        finally:
            running.cancel()
            losing.cancel()
            await asyncio.gather(running, losing, return_exceptions=True)


def _leads(standing: Standing) -> bool:
    return standing.leads


def _follows(standing: Standing) -> bool:
    return not standing.leads
