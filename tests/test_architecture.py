"""Who may import what, read from the folders. A failure names the file and the line."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 250
MOST_MODULES_AT_THE_TOP = {"bot": 10, "index": 8}
MOST_FILES_IN_A_PACKAGE = 12
WIDE = ("bot.handlers", "bot.rendering", "bot.playground.server", "index.sources.extract")

ORDER = {
    "index": (
        "model errors settings", "text", "store engines", "questions", "ranking", "answering", "sources",
        "library asking following percolation", "evaluation", "command",
    ),
    "bot": (
        "logs", "migrations settings", "inbox subscriptions payloads replicas", "answers chats additions",
        "rendering", "sending", "delivery", "announcements", "context menus", "handlers", "routes receiving",
        "upkeep web operations", "loops", "app playground", "cli",
    ),
}  # fmt: skip
"""What stands in one string may be ordered as the code needs it, but goes in no circle."""

SPEAK_WITH_TELEGRAM = frozenset(
    {"app", "context", "handlers", "loops", "menus", "operations", "playground"}
    | {"receiving", "routes", "sending", "upkeep", "web"}
)
ENGINES = {"rank_bm25": "memory", "tantivy": "disk", "opensearchpy": "cluster"}
OPEN_ENGINES = ("index.engines.choice",)
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

    @property
    def target(self) -> str | None:
        """The module of ours that is imported, or from which a name is."""
        return next((name for name in (self.name, self.name.rpartition(".")[0]) if name in modules()), None)


@cache
def modules() -> dict[str, Path]:
    """All modules of both packages by their dotted names."""
    files = [path for package in ORDER for path in (ROOT / package).rglob("*.py")]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
    }


def path_of(module: str) -> Path:
    return modules()[module].relative_to(ROOT)


@cache
def docstring_of(module: str) -> str:
    return ast.get_docstring(ast.parse(modules()[module].read_text(encoding="utf-8"))) or ""


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


def room_of(module: str) -> str:
    """The package or module right below `bot` or `index`; empty for these themselves."""
    return module.split(".")[1] if "." in module else ""


def rank_of(module: str) -> int:
    """How far to the right in ORDER a module stands; the doors and entrances stand last."""
    order = ORDER[module.split(".")[0]]
    return next((rank for rank, rooms in enumerate(order) if room_of(module) in rooms.split()), len(order))


@cache
def doors() -> dict[str, frozenset[str]]:
    """Packages whose `__init__` says in `__all__` what it hands out, with those names."""
    found = {}
    for module, path in modules().items():
        if path.name == "__init__.py" and module not in ORDER:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                    found[module] = frozenset(ast.literal_eval(node.value))
    return found


def test_index_knows_nothing_of_the_bot() -> None:
    forbid(lambda one: is_in(one.module, "index") and is_in(one.name, ("bot", "telegram")))


def test_the_bot_enters_index_by_its_door() -> None:
    rooms = tuple(module for module in modules() if module.startswith("index."))
    forbid(lambda one: is_in(one.module, "bot") and is_in(one.name, rooms))


def test_a_package_with_a_door_is_entered_by_it() -> None:
    def is_beside(one: Import) -> bool:
        door = next((door for door in doors() if one.name.startswith(f"{door}.")), None)
        if door is None or is_in(one.module, door):
            return False
        return one.name.removeprefix(f"{door}.") not in doors()[door]

    forbid(is_beside)


@pytest.mark.parametrize("package", ORDER)
def test_every_room_has_its_place_in_the_order(package: str) -> None:
    rooms = {room_of(module) for module in modules() if module.startswith(f"{package}.")}
    placed = {room for rooms in ORDER[package] for room in rooms.split()}
    assert rooms - placed == {"__main__"}


def test_arrows_between_rooms_go_one_way() -> None:
    def goes_back(one: Import) -> bool:
        target = one.target
        if target is None or target in ORDER or target.split(".")[0] != one.module.split(".")[0]:
            return False
        return rank_of(target) > rank_of(one.module)

    forbid(goes_back)


def test_neighbours_go_in_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    for one in imports():
        target = one.target
        if target and target not in ORDER and one.module not in ORDER:
            source, there = (".".join(name.split(".")[:2]) for name in (one.module, target))
            if source != there:
                graph.setdefault(source, set()).add(there)
    assert_no_circle(graph)


def test_imports_go_in_no_circle() -> None:
    graph: dict[str, set[str]] = {module: set() for module in modules()}
    for one in imports():
        if one.at_runtime and one.target is not None and one.target != one.module:
            graph[one.module].add(one.target)
    assert_no_circle(graph)


def assert_no_circle(graph: dict[str, set[str]]) -> None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" imports ".join(reversed(error.args[1]))) from None


def test_the_playground_knows_index_and_the_settings_alone() -> None:
    allowed = ("index", "bot.playground", "bot.settings")
    forbid(
        lambda one: (
            is_in(one.module, "bot.playground")
            and is_in(one.name, tuple(ORDER))
            and not is_in(one.name, allowed)
        )
    )


def test_telegram_appears_where_the_bot_speaks_with_it() -> None:
    forbid(lambda one: is_in(one.name, "telegram") and room_of(one.module) not in SPEAK_WITH_TELEGRAM)


def test_sql_lives_with_the_tables() -> None:
    def may_hold_sql(module: str) -> bool:
        if is_in(module, "index.store"):
            return True
        return is_in(module, "bot.migrations") or docstring_of(module).startswith("Table:")

    def is_sql(one: Import) -> bool:
        return is_in(one.name, ("sqlalchemy", "sqlite3")) and one.name != "sqlalchemy.Connection"

    forbid(lambda one: is_sql(one) and not may_hold_sql(one.module))


@pytest.mark.parametrize(("library", "engine"), ENGINES.items())
def test_an_engine_is_loaded_where_it_is_opened(library: str, engine: str) -> None:
    home = f"index.engines.{engine}"
    forbid(lambda one: is_in(one.name, library) and not is_in(one.module, home))
    at_home = (home, *OPEN_ENGINES)
    forbid(lambda one: one.at_runtime and is_in(one.name, home) and not is_in(one.module, at_home))


def test_pure_files_see_nothing_of_the_world() -> None:
    def promises(module: str) -> bool:
        return "Pure" in docstring_of(module).replace(".", " ").split()

    def is_worldly(one: Import) -> bool:
        return is_in(one.name, WORLDLY) and not one.name.startswith("pathlib.Pure")

    assert any(promises(module) for module in modules())
    forbid(lambda one: one.at_runtime and promises(one.module) and is_worldly(one))


def test_files_stay_short() -> None:
    lengths = {
        path_of(module): len(path.read_text(encoding="utf-8").splitlines())
        for module, path in modules().items()
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_packages_stay_small() -> None:
    crowded = {}
    for folder in {path.parent for path in modules().values()}:
        name = ".".join(folder.relative_to(ROOT).parts)
        most = MOST_MODULES_AT_THE_TOP.get(name, MOST_FILES_IN_A_PACKAGE)
        count = len(list(folder.glob("*.py")))
        grows = folder.name == "versions"  # a history has no end
        if count > most and not grows and not is_in(name, WIDE):
            crowded[name] = count
    assert crowded == {}


def test_files_are_named_after_an_idea() -> None:
    assert [path_of(module) for module in modules() if NO_IDEA & set(module.split("."))] == []


@pytest.mark.parametrize("package", ORDER)
def test_a_package_says_what_it_is(package: str) -> None:
    folders = {path.parent for path in (ROOT / package).rglob("*.py")} - {ROOT / package / "migrations"}
    unsaid = [
        folder for folder in folders if folder.name != "versions" and not (folder / "__init__.py").exists()
    ]
    assert unsaid == []


def test_the_order_itself_is_of_rooms_that_are_told_once() -> None:
    for rooms in ORDER.values():
        told = [room for group in rooms for room in group.split()]
        assert all(first != second for first, second in pairwise(sorted(told)))
