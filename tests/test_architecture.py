"""Who may import what. A failure names the file and the line."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 300

TELEGRAM = (
    "bot.app",
    "bot.context",
    "bot.handlers",
    "bot.sending.keyboards",
    "bot.menus",
    "bot.sending.messenger",
    "bot.playground",
    "bot.polling",
    "bot.sending.telegram_errors",
    "bot.routes",
    "bot.updates",
    "bot.upkeep",
)
SQL = (
    "bot.announcements.log",
    "bot.chats.profiles",
    "bot.answers.records",
    "bot.inbox",
    "bot.answers.offers",
    "bot.answers.scopes",
    "bot.migrations",
    "bot.outbox",
    "bot.subscriptions.audience",
    "bot.subscriptions.destinations",
    "bot.subscriptions.standing",
    "bot.subscriptions.subscribing",
    "bot.subscriptions.table",
    "bot.chats.tags",
    "bot.answers.unanswered",
    "bot.answers.votes",
    "index.store.connecting",
    "index.store.corpus",
    "index.store.database",
    "index.store.migrations",
    "index.store.writer",
)
PURE = (
    "bot.rendering",
    "index.text.analysis",
    "index.answering.answers",
    "index.text.cues",
    "index.ranking.features",
    "index.text.languages",
    "index.answering.links",
    "index.evaluation.metrics",
    "index.model",
    "index.text.passages",
    "index.percolation",
    "index.questions.parsing",
    "index.ranking.order",
    "index.ranking.sentences",
    "index.sources.extract",
    "index.text.statistics",
    "index.text.summaries",
)
DOORS = ("bot.announcements", "bot.payloads", "bot.subscriptions")
WORLDLY = ("asyncio", "io", "logging", "os", "pathlib", "random", "socket", "sqlalchemy", "sqlite3", "time")
NO_IDEA = {"base", "common", "core", "helpers", "manager", "misc", "service", "utils"}


@dataclass(frozen=True)
class Import:
    """One name that a module imports: `index.model.Span` or `os`."""

    module: str
    name: str
    line: int
    at_runtime: bool

    def __str__(self) -> str:
        return f"{path_of(self.module)}:{self.line} imports {self.name}"


@cache
def modules() -> dict[str, Path]:
    """All modules of both packages by their dotted names."""
    files = [path for package in ("bot", "index") for path in (ROOT / package).rglob("*.py")]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
    }


def path_of(module: str) -> Path:
    return modules()[module].relative_to(ROOT)


@cache
def imports() -> tuple[Import, ...]:
    """All imports of both packages, also those in functions."""
    return tuple(
        found
        for module, path in modules().items()
        for found in _imports_in(ast.parse(path.read_text(encoding="utf-8")), module, at_runtime=True)
    )


def _imports_in(node: ast.AST, module: str, *, at_runtime: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(module, alias.name, node.lineno, at_runtime)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{path_of(module)}:{node.lineno} has a relative import"
        for alias in node.names:
            yield Import(module, f"{node.module}.{alias.name}", node.lineno, at_runtime)
    only_for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    for child in ast.iter_child_nodes(node):
        yield from _imports_in(child, module, at_runtime=at_runtime and not only_for_types)


def is_in(name: str, places: str | tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the places or lies in one."""
    places = (places,) if isinstance(places, str) else places
    return any(name == place or name.startswith(f"{place}.") for place in places)


def forbid(wrong: Callable[[Import], bool]) -> None:
    offending = [str(found) for found in imports() if wrong(found)]
    assert not offending, "\n".join(["", *offending])


def test_index_knows_nothing_of_the_bot() -> None:
    forbid(lambda one: is_in(one.module, "index") and is_in(one.name, ("bot", "telegram")))


def test_the_bot_enters_index_by_its_door() -> None:
    rooms = tuple(module for module in modules() if module.startswith("index."))
    forbid(lambda one: is_in(one.module, "bot") and is_in(one.name, rooms))


def test_a_package_of_the_bot_is_entered_by_its_door() -> None:
    doors = {door: {f"{door}.{name}" for name in import_module(door).__all__} for door in DOORS}

    def is_beside(one: Import) -> bool:
        door = next((door for door in doors if one.name.startswith(f"{door}.")), None)
        return door is not None and not is_in(one.module, door) and one.name not in doors[door]

    forbid(is_beside)


def test_telegram_appears_where_the_bot_speaks_with_it() -> None:
    forbid(lambda one: is_in(one.name, "telegram") and not is_in(one.module, TELEGRAM))


def test_sql_lives_with_the_tables() -> None:
    def is_sql(one: Import) -> bool:
        return is_in(one.name, ("sqlalchemy", "sqlite3")) and one.name != "sqlalchemy.Connection"

    forbid(lambda one: is_sql(one) and not is_in(one.module, SQL))


def test_an_engine_is_loaded_where_it_is_opened() -> None:
    forbid(lambda one: is_in(one.name, "rank_bm25") and one.module != "index.engines.memory")
    opened_by = ("index.evaluation.runs", "index.library")
    engine = "index.engines.memory"
    forbid(lambda one: one.at_runtime and is_in(one.name, engine) and one.module not in opened_by)


def test_pure_files_see_nothing_of_the_world() -> None:
    def is_worldly(one: Import) -> bool:
        return is_in(one.name, WORLDLY) and not one.name.startswith("pathlib.Pure")

    forbid(lambda one: one.at_runtime and is_in(one.module, PURE) and is_worldly(one))


def test_imports_go_in_no_circle() -> None:
    graph: dict[str, set[str]] = {module: set() for module in modules()}
    for one in imports():
        targets = (one.name, one.name.rpartition(".")[0])
        target = next((target for target in targets if target in graph), None)
        if one.at_runtime and target is not None and target != one.module:
            graph[one.module].add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" imports ".join(reversed(error.args[1]))) from None


def test_files_stay_short() -> None:
    lengths = {
        path_of(module): len(path.read_text(encoding="utf-8").splitlines())
        for module, path in modules().items()
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_files_are_named_after_an_idea() -> None:
    assert [path_of(module) for module in modules() if NO_IDEA & set(module.split("."))] == []


def test_the_map_of_the_bot_shows_all_of_it() -> None:
    shown = set(re.findall(r"\w+", ast.get_docstring(ast.parse(modules()["bot"].read_text())) or ""))
    rooms = {name.split(".")[1] for name in modules() if name.startswith("bot.")} - {"__main__"}
    assert sorted(rooms - shown) == []


def test_the_rules_are_about_modules_that_exist() -> None:
    assert [name for name in (*TELEGRAM, *SQL, *PURE) if name not in modules()] == []
