"""Errors of the log reach the owner: once a kind and hour, with a number, and never a token."""

import asyncio
import logging

import pytest

from bot.logs.lines import RedactingFormatter
from bot.operations.alarm import AGAIN_SECONDS, MOST_WAITING, Alarm

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


async def told_of(alarm: Alarm, seconds: float = 0.05) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []

    async def tell(reference: str, message: str) -> None:
        told.append((reference, message))

    running = asyncio.create_task(alarm.run(tell))
    await asyncio.sleep(seconds)
    running.cancel()
    return told


@pytest.fixture
def logger() -> logging.Logger:
    found = logging.getLogger("test.alarm")
    found.handlers.clear()
    found.propagate = False
    return found


async def test_a_kind_is_told_once_an_hour(logger: logging.Logger) -> None:
    now = [0.0]
    alarm = Alarm(RedactingFormatter(logging.LogRecord.getMessage), lambda: now[0])
    logger.addHandler(alarm)
    for number in range(3):
        logger.error("Update %d failed", number)
    logger.error("The disk is full")
    logger.warning("No harm")
    now[0] = AGAIN_SECONDS + 1
    logger.error("Update %d failed", 9)
    told = await told_of(alarm)
    assert [message for _, message in told] == ["Update 0 failed", "The disk is full", "Update 9 failed"]
    assert len({reference for reference, _ in told}) == 3


async def test_no_token_and_no_traceback_is_told(logger: logging.Logger) -> None:
    alarm = Alarm(RedactingFormatter(logging.LogRecord.getMessage, [TOKEN]), lambda: 0.0)
    logger.addHandler(alarm)
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError as error:
        logger.exception("Cannot reach %s", error)
    [(_, message)] = await told_of(alarm)
    assert TOKEN not in message
    assert "Traceback" not in message


async def test_a_storm_of_kinds_keeps_a_bounded_number(logger: logging.Logger) -> None:
    alarm = Alarm(RedactingFormatter(logging.LogRecord.getMessage), lambda: 0.0)
    logger.addHandler(alarm)
    for number in range(10 * MOST_WAITING):
        logger.error(f"Fault {number}")
    await asyncio.sleep(0.01)
    assert len(await told_of(alarm)) == MOST_WAITING
