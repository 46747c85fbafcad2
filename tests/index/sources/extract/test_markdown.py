import pytest

from index.model import BlockKind
from index.sources.extract.blocks import Block
from index.sources.extract.markdown import read_markdown


def texts(markdown: str) -> list[str]:
    return [block.text for block in read_markdown(markdown)]


def test_markup_goes_and_text_stays() -> None:
    markdown = (
        "Some *words* in **bold**, `code`, ~~struck~~ and [a link](https://example.org 'title') &amp; more,\n"
        "wrapped.  \nA new line. ![a picture](x.png) <span>raw</span>"
    )
    assert texts(markdown) == ["Some words in bold, code, and a link & more, wrapped.\nA new line. raw"]


def test_headings_are_blocks_of_their_own() -> None:
    assert read_markdown("# The *head*\nText.\n\nBelow\n-----\n") == [
        Block("The head", BlockKind.HEADING, 1),
        Block("Text."),
        Block("Below", BlockKind.HEADING, 2),
    ]


def test_the_items_of_a_list_are_lines() -> None:
    assert texts("Before:\n\n- one\n- two\n  still two\n  1. nested\n\n- three\n\nAfter.") == [
        "Before:",
        "one\ntwo still two\n1. nested\nthree",
        "After.",
    ]


def test_the_rows_of_a_table_are_lines() -> None:
    assert texts("| Year | GDP |\n|---|---|\n| 2022 | **-2.1%** |\n\nAfter.") == [
        "Year\tGDP\n2022\t-2.1%",
        "After.",
    ]


def test_code_and_raw_html_keep_their_text() -> None:
    assert texts("```py\nx = 1\n  y = 2\n```\n\n<div>raw <b>html</b><br>here</div>\n") == [
        "x = 1\n  y = 2",
        "raw html\nhere",
    ]


def test_comments_go_but_a_mark_belongs_to_its_paragraph() -> None:
    markdown = (
        "First. <!-- a secret --> More. <!-- at: taken a   cautious approach -->\n\n"
        "Second.\n<!-- at: two words -->\n\n<!-- hidden\nlines -->\n\n- item <!-- at: of the list -->\n\n"
        "Third. <!-- at: lonely -->"
    )
    assert read_markdown(markdown) == [
        Block("First. More.", mark="taken a cautious approach"),
        Block("Second.", mark="two words"),
        Block("item", BlockKind.LIST, mark="of the list"),
        Block("Third."),
    ]


def test_deep_nesting_does_no_harm() -> None:
    read_markdown("> " * 5_000 + "a")
    read_markdown("[" * 5_000)
    read_markdown("- " * 5_000 + "a")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "It takes [[Works|forty minutes]].[^1] See [[Heating#Flat rates]] ![[a.png]]\n\n[^1]: A note.",
            ["It takes forty minutes. See Heating › Flat rates", "A note."],
        ),
        ("> [!note] Summary\n> Old houses get meters.\n", ["Summary", "Old houses get meters."]),
        ("The ==yearly reading== is due. ^task-1\n", ["The yearly reading is due."]),
        ("Seen. %% Never shown. %% Seen too. It grew by 100%%.", ["Seen. Seen too. It grew by 100%%."]),
        ("- [x] Ordered\n- [ ] Fitted", ["☑ Ordered\n☐ Fitted"]),
        (
            "- First\n  id:: 6623\n  collapsed:: true\n\t- TODO Order #[[honey]]\n\t- {{embed [[Queens]]}}",
            ["First\nOrder honey"],
        ),
        (
            "import T from '@t/T';\n\nexport const H = (c) => (\n  <b a={{c}}>x</b>);\n\n<T>\n\nText.\n</T>",
            ["Text."],
        ),
        (
            ":::caution Mind the voltage\n\nNot more.\n\n:::\n\n## Wiring {#wiring}",
            ["Mind the voltage", "Not more.", "Wiring"],
        ),
        (
            'It has {% include figure.html file="a.jpg" %} a roof. {{< youtube id >}}Seen.',
            ["It has a roof. Seen."],
        ),
        ("Term\n: What it means\n", ["Term\nWhat it means"]),
        ('<h1 align="center">Serverless</h1>\n\nText.', ["Serverless", "Text."]),
        (
            "In code `{{ name }}` and `==x==` and `[[a]]` stay.",
            ["In code {{ name }} and ==x== and [[a]] stay."],
        ),
        ("```\nif [[ -d x ]]; then %% ==y== %%\n```", ["if [[ -d x ]]; then %% ==y== %%"]),
        ("1. Jackets on.\n2. Boats clean.", ["1. Jackets on.\n2. Boats clean."]),
    ],
)
def test_what_programs_add_to_markdown_goes(markdown: str, expected: list[str]) -> None:
    assert texts(markdown) == expected
