"""The first word with Telegram: a webhook that another program has left is in the way of a bot that polls."""

import logging
from pathlib import Path

import pytest

from bot.receiving.connecting import connect
from tests.bot.offline import FakeTelegram, open_offline


@pytest.mark.parametrize("polling", [True, False])
async def test_a_webhook_left_by_another_program_is_removed_by_a_bot_that_polls(
    tmp_path: Path, polling: bool, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await open_offline(tmp_path, {"a.md": "Tulips are planted in October."})
    bot.telegram.webhook_url = "https://bots.example/secret/hook"
    with caplog.at_level(logging.WARNING):
        await connect(bot.bot, polling=polling)
    removed = [call for call in bot.telegram.calls if call.method == "deleteWebhook"]
    assert len(removed) == polling
    assert ("bots.example" in caplog.text) == polling
    assert "secret" not in caplog.text
    assert not any(call.parameters.get("drop_pending_updates") for call in removed)
    await bot.close()


async def test_where_there_is_none_nothing_is_removed(tmp_path: Path) -> None:
    bot = await open_offline(tmp_path, {"a.md": "Tulips are planted in October."})
    await connect(bot.bot, polling=True)
    assert isinstance(bot.telegram, FakeTelegram)
    assert "deleteWebhook" not in {call.method for call in bot.telegram.calls}
    await bot.close()
