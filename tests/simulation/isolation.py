"""What a program takes from the world around it, put under the story's control: time, chance, the disk.

The modules of bot/ and index/ are given another `datetime`, `time` and source of tokens, and the database
another writer; what they do with them stays their own.
"""

import datetime as real
import pkgutil
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, tzinfo
from importlib import import_module
from random import Random
from types import ModuleType
from typing import Any, Final

import bot
import index
from tests.simulation.clock import BEGINNING, Clock

_LEFT_OUT: Final = ("playground", "__main__", "evaluation", "command")


class Surroundings:
    """The clock and the chance of the story that is being told."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.chance = Random(0)
        self.site: Any = None


class _TimeModule:
    """The parts of `time` that the program uses."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def monotonic(self) -> float:
        return self._around.clock.now

    def time(self) -> float:
        return self._around.clock.wall().timestamp()

    def time_ns(self) -> int:
        return int(self.time() * 1e9)


def _simulated_datetime(around: Surroundings) -> type:
    class Meta(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, real.datetime)

    class Simulated(real.datetime, metaclass=Meta):
        def __new__(cls, *args: Any, **named: Any) -> Any:
            return real.datetime(*args, **named)  # noqa: DTZ001 - the caller's

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return around.clock.wall().astimezone(tz)

    return Simulated


@contextmanager
def isolated(around: Surroundings) -> Iterator[None]:
    """While this lasts the program lives in these surroundings."""

    def token_bytes(length: int) -> bytes:
        return around.chance.randbytes(length)

    def token_hex(length: int) -> str:
        return token_bytes(length).hex()

    others: dict[int, object] = {
        id(datetime): _simulated_datetime(around),
        id(time): _TimeModule(around),
        id(secrets.token_bytes): token_bytes,
        id(secrets.token_hex): token_hex,
    }
    with ExitStack() as undo:
        for module in _modules():
            for name, value in list(vars(module).items()):
                if id(value) in others:
                    replace(undo, module, name, others[id(value)])
        yield


def replace(undo: ExitStack, module: object, name: str, value: object) -> None:
    """Let a module, or a class, know something else by that name."""
    undo.callback(setattr, module, name, getattr(module, name))
    setattr(module, name, value)


def _modules() -> list[ModuleType]:
    """All of bot/ and index/ that runs in a bot; loaded now, so that nothing is left out."""
    for package in (bot, index):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + ".", lambda _: None):
            if (
                not any(part in _LEFT_OUT for part in found.name.split("."))
                and "migrations." not in found.name
            ):
                import_module(found.name)
    wanted = ("bot.", "index.")
    return [module for name, module in sorted(sys.modules.items()) if name.startswith(wanted)]


assert BEGINNING.tzinfo is real.UTC
