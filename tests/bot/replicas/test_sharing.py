"""Who keeps a chat: everybody finds the same, the database too, and the chats are spread evenly."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, create_engine, literal, select

from bot.replicas.sharing import keeper_of, share_of

CHATS = st.integers(-(2**52), 2**52)


@given(chat_id=CHATS, replicas=st.lists(st.integers(1, 2**31 - 1), min_size=1, max_size=5, unique=True))
def test_a_chat_has_one_of_the_replicas(chat_id: int, replicas: list[int]) -> None:
    assert keeper_of(chat_id, sorted(replicas)) in replicas


@given(chat_id=CHATS, count=st.integers(1, 9))
def test_the_database_finds_the_same_share(chat_id: int, count: int) -> None:
    with create_engine("sqlite://").connect() as connection:
        found = connection.scalar(select(share_of(literal(chat_id, BigInteger), count)))
    assert found == share_of(chat_id, count)


@pytest.mark.parametrize("step", [1, 2, 7, 10, 1000, -1])
def test_chats_in_a_row_or_at_any_distance_are_spread_evenly(step: int) -> None:
    counts = Counter(keeper_of(5_000_000_001 + step * number, [3, 8]) for number in range(50))
    assert all(20 <= count <= 30 for count in counts.values()), counts
