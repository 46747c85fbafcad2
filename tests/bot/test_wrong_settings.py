"""Every setting wrong in every way: one clear line each, that names it, and never a secret."""

import os
import string
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.settings import Settings
from index import SettingsError, load_settings

NAMES = sorted(name.upper() for name in Settings.model_fields)
SECRET = sorted(name for name in NAMES if "Secret" in str(Settings.model_fields[name.lower()].annotation))
# What an environment can hold: no NUL, and no half characters.
values = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.text(string.printable, max_size=20),
    st.sampled_from([
        "", " ", "-1", "0", "1e400", "nan", "inf", "1" * 99, "true", "[]", "{}", '{"a": 1}', "null", "~",
        "~nobody/x", "/", "\n", "x\ny", "https://", "http://[::1", "file:///etc/passwd", "sqlite:///",
        "sqlite://", "postgresql://", "../" * 50, "b" * 300, "１２", "1,2;3",
    ]),
)  # fmt: skip


@contextmanager
def environment(folder: Path, **changes: str) -> Iterator[None]:
    """The process's environment with these settings and no others, in that folder."""
    before, where = dict(os.environ), Path.cwd()
    for name in NAMES:
        os.environ.pop(name, None)
    os.environ.update({"SEEDS_DIR": str(folder), **changes})
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(where)
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=values)
@example(value="b" * 300)
@example(value="x\ny")
def test_a_setting_is_taken_or_refused_in_one_line_that_names_it(folder: Path, name: str, value: str) -> None:
    with environment(folder, TELEGRAM_TOKEN="1:ab", **{name: value} if name != "TELEGRAM_TOKEN" else {}):
        if name == "TELEGRAM_TOKEN":
            os.environ[name] = value
        try:
            load_settings(Settings)
        except SettingsError as error:
            check(str(error), name, value)


def check(told: str, name: str, value: str) -> None:
    assert len(told.splitlines()) == 1, told
    assert name in told
    assert len(told) < 600
    assert "Traceback" not in told
    if name in SECRET and len(value) > 8:
        assert value not in told


def test_several_wrong_settings_are_told_in_a_line_each(folder: Path) -> None:
    wrong = {"HTTP_PORT": "many", "LANGUAGE": "klingon", "QUEUE_HOURS": "-1"}
    with environment(folder, **wrong), pytest.raises(SettingsError) as problem:
        load_settings(Settings)
    assert [line.partition("=")[0] for line in sorted(str(problem.value).splitlines())] == list(wrong)
