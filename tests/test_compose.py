"""compose.yaml: one bot without a profile, two on PostgreSQL with one, and nothing that does not exist."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE: Mapping[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
BOTS = {name: service for name, service in SERVICES.items() if service.get("image") == "footnote"}

KNOWN = {
    "build", "cap_drop", "command", "depends_on", "environment", "env_file", "healthcheck", "image", "ports",
    "mem_limit", "profiles", "read_only", "restart", "security_opt", "stop_grace_period", "tmpfs", "ulimits",
    "volumes",
}  # fmt: skip
"""Keys of a service that the Compose Specification has, as far as they are used here."""


def started(*profiles: str) -> set[str]:
    """The services that start with these profiles."""
    return {
        name for name, one in SERVICES.items() if not one.get("profiles") or {*one["profiles"]} & {*profiles}
    }


def test_without_a_profile_one_bot_starts_and_with_others_what_they_name() -> None:
    assert started() == {"footnote"}
    assert started("replicas") == {"footnote", "second", "postgres"}
    assert started("replicas", "opensearch") == {"footnote", "second", "postgres", "opensearch"}


def test_services_are_written_as_the_specification_has_them() -> None:
    assert COMPOSE.keys() - {"services", "volumes"} == {key for key in COMPOSE if key.startswith("x-")}
    for name, service in SERVICES.items():
        assert service.keys() - KNOWN == set(), name


def test_whoever_is_waited_for_says_when_it_is_well_and_may_be_absent() -> None:
    for bot in BOTS.values():
        for name, wait in bot["depends_on"].items():
            assert "test" in SERVICES[name]["healthcheck"]
            assert wait == {
                "condition": "service_healthy",
                "required": bool(not SERVICES[name].get("profiles")),
            }


def test_bots_get_settings_that_exist_and_share_no_data() -> None:
    known = {name.upper() for name in Settings.model_fields}
    volumes = [volume.split(":") for bot in BOTS.values() for volume in bot["volumes"]]
    data = [name for name, place, *_ in volumes if place == "/data"]
    assert len(set(data)) == len(data) == len(BOTS)
    for bot in BOTS.values():
        assert bot["environment"].keys() - known == set()


def test_volumes_and_ports_are_each_ones_own() -> None:
    named = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", ())
        if not volume.startswith(".")
    }
    assert named == COMPOSE["volumes"].keys()
    ports = [port.rpartition(":")[0] for service in SERVICES.values() for port in service.get("ports", ())]
    assert len(set(ports)) == len(ports)
    assert all(port.startswith("127.0.0.1:") for port in ports)
