"""Reads the word lists beside the code: a `[name]` on a line of its own, then that list's words."""

from functools import cache
from importlib.resources import files


@cache
def read_word_lists(file_name: str) -> dict[str, frozenset[str]]:
    """The lists of a file of this package by name; lines that begin with `#` are left out."""
    lists: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in files(__package__).joinpath(file_name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {name: frozenset(listed) for name, listed in lists.items()}
