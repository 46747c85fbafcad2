"""What a replica says of itself."""

from datetime import UTC, datetime, timedelta

from bot.replicas.replica import Replica, Standing


async def test_a_bot_alone_serves_all_chats_since_its_start() -> None:
    assert datetime.now(UTC) - Replica().serves_since() < timedelta(minutes=1)


async def test_after_a_change_another_replica_may_have_sent_to_its_chats_a_moment_ago() -> None:
    replica = Replica(7)
    replica.stand(Standing((3, 7), is_present=True, leads=False))
    assert replica.serves_since() > datetime.now(UTC)
    since = replica.serves_since()
    replica.stand(Standing((3, 7), is_present=True, leads=True))  # the same ones share the chats
    assert replica.serves_since() == since
    replica.stand(Standing((7,), is_present=True, leads=True))
    assert replica.serves_since() > since
