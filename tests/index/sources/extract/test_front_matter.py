import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from index.sources.extract.front_matter import LONGEST_BYTES, split_front_matter
from index.sources.extract.metadata import Metadata


def test_all_fields_are_read() -> None:
    text = (
        "---\ntitle: 'A: title'\nurl: https://example.org/a\npublisher: Gazette\npublished: 2024-08\n"
        "language: en-GB\ntags: [Russia, mining, russia]\nretells: true\nauthor: {name: ignored}\n---\nText."
    )
    assert split_front_matter(text) == (
        Metadata(
            title="A: title",
            url="https://example.org/a",
            publisher="Gazette",
            published=PartialDate(2024, 8),
            language="en",
            tags=("russia", "mining"),
            retells=True,
        ),
        "\nText.",
    )


@pytest.mark.parametrize("written", ["no", "2024", "12:30:45", "012", "2024-08-08", "null", "1e3", "0x10"])
def test_a_title_is_what_is_written(written: str) -> None:
    metadata, _ = split_front_matter(f"---\ntitle: {written}\n---\n")
    assert metadata.title == written


@pytest.mark.parametrize(
    "field",
    [
        "url: javascript:alert(1)",
        "url: ftp://example.org",
        "published: 2024-13",
        "published: last year",
        "language: the English one",
        "tags: {a: b}",
        "tags: [[a]]",
        "title: [a]",
        f"title: {'x' * 1_000}",
        "retells: perhaps",
    ],
)
def test_a_wrong_field_is_left_out_with_a_warning(field: str) -> None:
    metadata, body = split_front_matter(f"---\n{field}\npublisher: Gazette\n---\nText")
    assert metadata == Metadata(publisher="Gazette", warnings=metadata.warnings)
    assert len(metadata.warnings) == 1
    assert metadata.warnings[0].startswith(field.partition(":")[0])
    assert body == "\nText"


@pytest.mark.parametrize(
    "head",
    [
        "title: a",  # no end
        "title: a\n...x",
        "a: &a [1]\nb: *a\n---",
        "a: &a b\n---",
        'title: "open\n---',
        "title: a\n title: b\n---",
        "a: " + "{a: " * 500 + "\n---",
        "\n".join(" " * depth + "a:" for depth in range(100)) + "\n---",
        f"title: {'x' * LONGEST_BYTES}\n---",
        "title: Night buses: what changes\n---",
        "title: {{ page }}\nauthor: @me\n---",
    ],
)
def test_broken_or_hostile_front_matter_loses_no_text(head: str) -> None:
    metadata, body = split_front_matter(f"---\n{head}\nText")
    assert body.endswith("Text")
    assert metadata.warnings


@pytest.mark.parametrize(
    "head", ["- a\n- b", "[" * 4_000, "- " * 4_000 + "a", "? [a]\n: b", "**HARBOUR OFFICE**\nQuay 4"]
)
def test_what_is_no_list_of_fields_is_text(head: str) -> None:
    text = f"---\n{head}\n---\nText"
    assert split_front_matter(text) == (Metadata(), text)


def test_of_broken_front_matter_the_lines_that_make_sense_are_read() -> None:
    metadata, body = split_front_matter("---\ntitle: Buses: what changes\npublished: 2023-09-04\n---\nText")
    assert (metadata.title, metadata.published, body) == (
        "Buses: what changes",
        PartialDate(2023, 9, 4),
        "\nText",
    )


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "The depot"\ndate = 2021-09-03T08:00:00+02:00\n[params]\nauthor = "N"\n+++\nText',
        '---\nTitle: The depot\nDate: "Fri, 3 Sep 2021 09:15:00 "\n---\nText',
        "---\ntitle: The depot\nlast_modified_at: 2022-01-01\ndate: 2021-09-03 10:20:00 +0300\n---\nText",
        "% The depot\n% N. Writer\n% 3 September 2021\n\nText",
        "Title: The depot\nDate: 2021-09-03\n\nText",
        "From: N <n@example.org>\nTo: all\nSubject: The depot\nDate: Fri, 3 Sep 2021 10:00:00 +0200\n\nText",
        "title:: The depot\npublic:: true\ndate:: 2021-09-03\n\nText",
    ],
)
def test_the_heads_of_many_tools_are_read(text: str) -> None:
    metadata, body = split_front_matter(text)
    assert (metadata.title, metadata.published) == ("The depot", PartialDate(2021, 9, 3))
    assert metadata.warnings == ()
    assert body.strip() == "Text"


@pytest.mark.parametrize(
    "text",
    [
        "Note: bring boots\nPlace: the barn\n\nText",
        "Credits: 6\nDate: soon\n\nText",
        "Date: 3 May\n\nText",
        "% 5 of all\nText",
        "Title: a\nmore words here\n\nText",
    ],
)
def test_lines_of_ones_own_are_no_head(text: str) -> None:
    assert split_front_matter(text) == (Metadata(), text)


def test_addresses_and_people_are_told_apart() -> None:
    metadata, _ = split_front_matter(
        "---\nsource: https://example.org/a\nauthor:\n  - '[[Some Author]]'\naliases: [Meters]\n---\n"
    )
    assert (metadata.url, metadata.publisher, metadata.aliases) == (
        "https://example.org/a", "Some Author", ("meters",),
    )  # fmt: skip
    metadata, _ = split_front_matter("---\npermalink: /energy/\n---\n", "https://example.org/site")
    assert metadata.url == "https://example.org/site/energy/"


def test_a_field_that_nobody_knows_is_told() -> None:
    metadata, _ = split_front_matter("---\ntilte: a\nlayout: post\n---\n")
    assert metadata.warnings == ("tilte: is no field that is read",)


def test_tags_of_yaml_make_no_objects() -> None:
    metadata, _ = split_front_matter("---\ntitle: !!python/object/apply:os.getcwd []\n---\n")
    assert metadata.title is None


@pytest.mark.parametrize("text", ["Text", "---\n\nBetween rulers\n\n---\n\nText", "--- a\nb", "", "---"])
def test_other_texts_have_none(text: str) -> None:
    assert split_front_matter(text) == (Metadata(), text)


def test_empty_front_matter_is_none() -> None:
    assert split_front_matter("---\n---\nText") == (Metadata(), "\nText")


@given(st.text(alphabet=st.sampled_from("ab:- \n[]{}&*!|>'\"#%,?\t0")))
def test_any_head_is_read(head: str) -> None:
    metadata, body = split_front_matter(f"---\n{head}\n---\nText")
    assert isinstance(metadata, Metadata)
    assert body.endswith("Text")
