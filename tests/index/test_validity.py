"""A text that is no longer valid loses to one that is, and says so."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.library import Library
from index.model import Outdated, PartialDate, Quote
from tests.index.test_copies import House

OLD = "The yearly fee of the library is 40 euros, and students pay nothing."
NEW = "The yearly fee of the library is 45 euros, and students pay nothing."
QUESTION = "How much is the yearly fee of the library?"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def library(house: House) -> Iterator[Library]:
    with ExitStack() as stack:
        yield house.open(stack)


def best(library: Library, question: str = QUESTION) -> Quote:
    library.sync()
    return library.answer(question).quotes[0]


def test_an_expired_text_loses_to_a_valid_one_whatever_their_dates(house: House, library: Library) -> None:
    house.write("a.md", f"---\ntitle: Fees\npublished: 2024-05-01\nvalid_until: 2025-01-31\n---\n{OLD}")
    house.write("b.md", f"---\ntitle: Fees again\npublished: 2023-01-01\nvalid_until: 2999\n---\n{NEW}")
    assert "45 euros" in best(library).text
    assert best(library).outdated is None


def test_an_expired_text_that_alone_answers_does_and_says_so(house: House, library: Library) -> None:
    house.write("a.md", f"---\nvalid_until: 2025-01\n---\n{OLD}")
    house.write("b.md", "The library is open on Monday and Tuesday, and closed in August.")
    quote = best(library)
    assert "40 euros" in quote.text
    assert (quote.outdated, quote.valid_until) == (Outdated.EXPIRED, PartialDate(2025, 1))


@pytest.mark.parametrize("named", ["old.md", "https://town.test/old", "ID"])
def test_a_superseded_text_loses_to_the_one_that_names_it(house: House, library: Library, named: str) -> None:
    house.write("rules/old.md", f"---\nurl: https://town.test/old\npublished: 2024-05-01\n---\n{OLD}")
    library.sync()
    [old] = library.sources()
    named = old.id if named == "ID" else named
    house.write("rules/new.md", f"---\npublished: 2023-01-01\nsupersedes: {named}\n---\n{NEW}")
    assert "45 euros" in best(library).text
    [quote] = [each for each in library.answer(QUESTION).quotes if "40 euros" in each.text]
    assert quote.outdated is Outdated.SUPERSEDED


def test_who_asks_for_the_past_gets_it(house: House, library: Library) -> None:
    house.write("a.md", f"---\npublished: 2021\nvalid_until: 2022-01-31\n---\n{OLD}")
    house.write("b.md", f"---\npublished: 2024\n---\n{NEW}")
    assert "40 euros" in best(library, "How much was the yearly fee of the library in 2021?").text


def test_what_becomes_valid_again_is_so_without_another_word(house: House, library: Library) -> None:
    house.write("a.md", f"---\nvalid_until: 2022\n---\n{OLD}")
    assert best(library).outdated is Outdated.EXPIRED
    house.write("a.md", f"---\nvalid_until: 2999\n---\n{OLD}")
    assert best(library).outdated is None


def test_a_day_that_is_none_is_left_out_with_a_warning(house: House, library: Library) -> None:
    house.write("a.md", f"---\nvalid_until: soon\nsupersedes: []\n---\n{OLD}")
    assert best(library).outdated is None
    [source] = library.sources()
    assert source.warnings == ("valid_until: 'soon' is no date like 2024, 2024-08 or 2024-08-08",)
