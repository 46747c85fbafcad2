import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from index.sources.extract.blocks import Unreadable
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
        "url: [https://example.org]",
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
        "- a\n- b\n---",
        "title: a\n title: b\n---",
        "[" * 4_000 + "\n---",
        "a: " + "{a: " * 500 + "\n---",
        "- " * 4_000 + "a\n---",
        "\n".join(" " * depth + "a:" for depth in range(100)) + "\n---",
        "? [a]\n: b\n---",
        f"title: {'x' * LONGEST_BYTES}\n---",
    ],
)
def test_broken_or_hostile_front_matter_is_refused(head: str) -> None:
    with pytest.raises(Unreadable):
        split_front_matter(f"---\n{head}\nText")


def test_tags_of_yaml_make_no_objects() -> None:
    metadata, _ = split_front_matter("---\ntitle: !!python/object/apply:os.getcwd []\n---\n")
    assert metadata.title is None


@pytest.mark.parametrize("text", ["Text", "---\n\nBetween rulers\n\n---\n\nText", "--- a\nb", "", "---"])
def test_other_texts_have_none(text: str) -> None:
    assert split_front_matter(text) == (Metadata(), text)


def test_empty_front_matter_is_none() -> None:
    assert split_front_matter("---\n---\nText") == (Metadata(), "\nText")


@given(st.text(alphabet=st.sampled_from("ab:- \n[]{}&*!|>'\"#%,?\t0")))
def test_any_head_is_read_or_refused(head: str) -> None:
    try:
        metadata, body = split_front_matter(f"---\n{head}\n---\nText")
    except Unreadable:
        return
    assert isinstance(metadata, Metadata)
    assert body.endswith("Text")
