from index.model import BlockKind, Mark
from index.sources.extract.blocks import Block
from index.sources.extract.composing import compose


def test_blocks_are_parted_by_a_blank_line_and_known_by_their_places() -> None:
    composed = compose(
        [
            Block("Fees", BlockKind.HEADING, 2),
            Block("It costs.", mark="a b"),
            Block("1. x\n2. y", BlockKind.LIST),
        ]
    )
    assert composed.text == "Fees\n\nIt costs.\n\n1. x\n2. y"
    assert [(part.span.of(composed.text), part.kind, part.level) for part in composed.parts] == [
        ("Fees", BlockKind.HEADING, 2),
        ("It costs.", BlockKind.PARAGRAPH, 0),
        ("1. x\n2. y", BlockKind.LIST, 0),
    ]
    assert composed.marks == (Mark(len("Fees\n\nIt costs."), "a b"),)


def test_a_row_names_its_cells_as_the_header_does() -> None:
    table = "Place\tPrice per month\tSize\nBanner top\t1,050 €\tlarge\nFoot\t\tsmall\n"
    table += "\t7 €\t\nLast\nMore\t1\t2\t3"
    composed = compose([Block("Before."), Block(table, BlockKind.TABLE, 1)])
    assert composed.text.split("\n\n")[1].split("\n") == [
        "Place | Price per month | Size",
        "Banner top — Price per month: 1,050 € · Size: large",
        "Foot — Size: small",
        "Price per month: 7 €",
        "Last",
        "More — Price per month: 1 · Size: 2 · 3",
    ]
    cells = [cell.of(composed.text) for cell in composed.parts[1].cells]
    assert cells == [cell for cell in table.replace("\n", "\t").split("\t") if cell]


def test_a_table_without_header_keeps_its_cells_apart() -> None:
    composed = compose([Block("Year\tGDP\n2022\t-2.1%", BlockKind.TABLE)])
    assert composed.text == "Year | GDP\n2022 | -2.1%"
    assert [cell.of(composed.text) for cell in composed.parts[0].cells] == ["Year", "GDP", "2022", "-2.1%"]


def test_nothing_composes_to_nothing() -> None:
    assert compose([]).text == ""
