from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.offline import Offline, Person, open_offline

LAW = """---
title: Mining becomes legal
url: https://news.example/law
publisher: The Example
published: 2024-08-08
---

The bill on mining was read in the State Duma in July. Vladimir Putin signed the law that makes the mining of
cryptocurrencies legal on 8 August 2024. It took effect in November of the same year.
"""
TAX = """---
title: How mining is taxed
url: https://tax.example/mining
publisher: Tax Weekly
published: 2024-11
---

Companies pay a quarter of what they earn by mining. The first tax on mining was due in November 2024.
"""
GARDEN = """---
title: A letter from the garden
---

Tulips want a cold winter and a dry summer. The bulbs of the tulips are planted in October.

""" + "\n\n".join(
    f"On day {i} of the garden diary, " + "the bees visited the lavender again. " * 12 for i in range(12)
)
WINDMILLS = """---
title: Windmills of the coast
url: https://mills.example/coast
publisher: Mill Society
published: 2019
---

The oldest windmill of the coast was built in 1621 by the miller Pieter Janszoon. Its sails were mended twice.
"""


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Offline]:
    sources = {"law.md": LAW, "tax.md": TAX, "garden.md": GARDEN, "windmills.md": WINDMILLS}
    offline = await open_offline(tmp_path, sources, questions_per_minute=0)
    yield offline
    await offline.close()


@pytest.fixture
def ann(bot: Offline) -> Person:
    return bot.person()
