"""What is logged, and what never is."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.logs.lines import RedactingFormatter, as_json, as_text, set_up_logging

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def record(message: str, *, error: Exception | None = None) -> logging.LogRecord:
    info = None
    if error is not None:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    return logging.LogRecord("bot.receiving.polling", logging.WARNING, __file__, 1, message, None, info)


@pytest.mark.parametrize("compose", [as_text, as_json])
@pytest.mark.parametrize("secrets", [[TOKEN], [], [""]])
def test_no_token_appears_in_messages_and_tracebacks(compose: object, secrets: list[str]) -> None:
    formatter = RedactingFormatter(as_text if compose is as_text else as_json, secrets)
    error = ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    line = formatter.format(record(f"POST https://x/bot{TOKEN}/sendMessage", error=error))
    assert TOKEN not in line
    assert "/sendMessage" in line
    assert "ValueError" in line


def test_a_short_token_is_hidden_when_it_is_known() -> None:
    assert RedactingFormatter(as_text, ["1:x"]).format(record("bot1:x/getMe")).endswith("bot***/getMe")


def test_a_json_line_can_be_read_by_a_machine() -> None:
    line = json.loads(RedactingFormatter(as_json).format(record("Привет\n", error=ValueError("x"))))
    assert line["level"] == "warning"
    assert line["logger"] == "bot.receiving.polling"
    assert line["message"] == "Привет\n"
    assert line["traceback"].endswith("ValueError")


def test_away_from_a_terminal_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "auto")
    logging.getLogger("bot").info("hello")
    assert json.loads(capsys.readouterr().err)["message"] == "hello"


def test_the_level_is_obeyed_and_http_clients_stay_quiet_at_any_level(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("debug", "text")
    for name in ("httpx", "httpcore.http11", "telegram.ext.ExtBot"):
        logging.getLogger(name).info("HTTP Request: POST https://api.telegram.org/bot1:x/getMe")
    assert capsys.readouterr().err == ""
    set_up_logging("error", "text")
    logging.getLogger("elsewhere").warning("hello")
    assert capsys.readouterr().err == ""
