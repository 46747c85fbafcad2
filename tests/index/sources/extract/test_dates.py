from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from index.sources.extract.datelines import published_at_head
from index.sources.extract.dates import find_dates, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024-08", "2024-08"),
        ("2024-08-08", "2024-08-08"),
        ("2023-06-18T08:00:00+02:00", "2023-06-18"),
        ("2021-09-03 08:00 +0200", "2021-09-03"),
        ("Tue, 16 Apr 2019 08:30:00 +0200", "2019-04-16"),
        ("Fri Dec 13 10:00:00 2019", "2019-12-13"),
        ("Oct 20, 2021", "2021-10-20"),
        ("20.10.2021", "2021-10-20"),
        ("20. Oktober 2021", "2021-10-20"),
        ("20 de octubre de 2021", "2021-10-20"),
        ("8 августа 2024 г.", "2024-08-08"),
        ("2021年10月20日", "2021-10-20"),
        ("August 2024", "2024-08"),
        ("10/20/2021", "2021-10-20"),
        ("03/04/2021", "2021"),
        ("20211020", "2021-10-20"),
    ],
)
def test_days_are_read_as_people_and_programs_write_them(text: str, date: str) -> None:
    assert read_date(text) == PartialDate.parse(date)


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13-01", "31.02.2024", "2106-02-07", "version 2024", "Marching 2020"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_date(text) is None


def test_the_day_goes_first_where_the_language_says_so() -> None:
    assert read_date("03/04/2021", "fr") == PartialDate(2021, 4, 3)


@given(st.text(alphabet="0123456789-./: JanMay,年月日", max_size=60))
def test_dates_of_a_line_stand_in_it_and_apart(line: str) -> None:
    found = find_dates(line)
    assert all(0 <= one.start < one.end <= len(line) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["The weir", "", "Published: 4 June 2012", "", "It was rebuilt."], PartialDate(2012, 6, 4)),
        (["Release 3.6", "On 2009-11-04"], PartialDate(2009, 11, 4)),
        (["The Option", "Category: Standards Track          October 2021"], PartialDate(2021, 10)),
        (["Title", "last modified 2020-07-18", "Text."], PartialDate(2020, 7, 18)),
        (["Title", "Updated 6 May 2024 · First published 1 May 2024"], PartialDate(2024, 5, 1)),
        (["We meet on:", "12 March 2025", "9 April 2025"], None),
        (
            [
                "A counter tells the seconds since a day that was agreed upon long ago, in 32 bits.",
                "7 May 2001",
            ],
            None,
        ),
        (["1. One.", "2. Two.", "7 May 2001"], PartialDate(2001, 5, 7)),
    ],
)
def test_a_line_at_the_head_tells_the_day(lines: list[str], date: PartialDate | None) -> None:
    assert published_at_head(lines) == date
