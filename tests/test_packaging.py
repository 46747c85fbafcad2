"""What an owner installs Footnote with says the same as the program."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from prometheus_client import CollectorRegistry

from bot.logs.meters import Meters
from bot.migrations import HEAD
from bot.web.metrics import State
from index import open_database

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "docs" / "footnote.service").read_text(encoding="utf-8")


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """The instructions of a Dockerfile in order, each with its arguments on one line."""
    joined = re.sub(r"\\\n\s*", "", dockerfile)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def test_every_figure_on_the_dashboard_is_one_that_the_bot_gives(tmp_path: Path) -> None:
    dashboard = json.loads((ROOT / "docs" / "grafana.json").read_text(encoding="utf-8"))
    shown = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"footnote_\w+", target["expr"])
    }
    database = open_database(f"sqlite:///{tmp_path}/footnote.db", heads={"bot": HEAD})
    meters, standing = Meters(), CollectorRegistry()
    standing.register(State(database))
    given = {family.name for registry in (meters.registry, standing) for family in registry.collect()}
    database.close()
    ending = re.compile(r"_(total|bucket|count|sum)$")
    assert {ending.sub("", name) for name in shown} == given


def test_the_image_runs_as_nobody_in_particular_and_is_looked_after() -> None:
    last_stage = instructions(DOCKERFILE[DOCKERFILE.rindex("FROM") :])
    named = dict(last_stage)
    assert named["USER"] not in {"", "root", "0"}
    assert "/live" in named["HEALTHCHECK"]
    assert named["VOLUME"] == "/data"
    assert named["ENTRYPOINT"] == '["footnote"]'
    images = [arguments for name, arguments in instructions(DOCKERFILE) if name == "FROM"]
    assert all(re.match(r"[\w/-]+:[\w.-]*\d[\w.-]*", image) and ":latest" not in image for image in images)


def test_what_the_image_copies_is_there_and_let_through() -> None:
    let_through = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    copied = [
        source
        for name, arguments in instructions(DOCKERFILE)
        if name == "COPY" and "--from" not in arguments
        for source in arguments.split()[:-1]
    ]
    assert set(copied) == let_through
    assert [source for source in copied if not (ROOT / source).exists()] == []


def test_the_commands_of_image_and_unit_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "footnote" in project["scripts"]
    assert "ExecStart=/opt/footnote/bin/footnote\n" in UNIT


def test_the_recipe_for_litestream_copies_the_database_of_the_unit() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    recipe = re.search(r"```yaml\n# litestream\.yml\n(.*?)```", page, re.DOTALL)
    assert recipe is not None
    (database,) = yaml.safe_load(recipe[1])["dbs"]
    assert database["path"].endswith("/footnote.db")
    assert database["replicas"][0].keys() >= {"type", "path"}


def test_a_stop_is_given_longer_than_the_bot_takes() -> None:
    from bot.app import STOP_WITHIN_SECONDS

    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for text, pattern in ((compose, r"stop_grace_period: (\d+)s"), (UNIT, r"TimeoutStopSec=(\d+)")):
        found = re.search(pattern, text)
        assert found is not None
        assert int(found[1]) > STOP_WITHIN_SECONDS


@pytest.mark.parametrize("name", ["NoNewPrivileges", "ProtectSystem", "PrivateTmp", "DynamicUser"])
def test_the_unit_is_hardened(name: str) -> None:
    assert re.search(rf"^{name}=(yes|strict)$", UNIT, re.MULTILINE)
