"""Why something was refused is told in the language of whoever reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.reasons import reason_text
from bot.rendering.texts import Texts
from tests.bot.telegram_html import read_html

TEXTS = Texts.load()
RUSSIAN = TEXTS.phrases("ru")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("10.0.0.1 is a private address; see FETCH_ALLOW_PRIVATE", "10.0.0.1 — внутренний адрес"),
        ("10.0.0.1 (of intra.net) is a private address; see FETCH_ALLOW_PRIVATE", "10.0.0.1 (intra.net) —"),
        ("is not there (the site answers 404)", "отвечает 404"),
        ("cannot be reached: there is no host named x.test", "сайт недоступен"),
        ("takes too long to answer", "сайт недоступен"),
        ("is larger than 10 MiB", "больше 10 МБ"),
        ("holds only 3 words", "слишком мало слов (3)"),
        ("holds no text: its pages are pictures, as a scanner makes them; let a program read it", "картинки"),
        ("is protected by a password", "закрыт паролем"),
        ("has 9000 pages; up to 5000 are read", "больше, чем я читаю"),
        ("is a broken Word document (KeyError)", "повреждён"),
        ("is no page but image/png", "это не страница, а image/png"),
        ("cannot be read within 10 seconds", "слишком много времени"),
    ],
)
def test_what_is_refused_most_is_told_in_russian(reason: str, said: str) -> None:
    assert said in reason_text(reason, RUSSIAN)


@given(st.text())
def test_any_reason_is_told_as_valid_html(reason: str) -> None:
    for language in TEXTS.languages:
        read_html(reason_text(f"is no page but {reason}", TEXTS.phrases(language)))
        read_html(reason_text(reason, TEXTS.phrases(language)))
