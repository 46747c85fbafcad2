"""Small files of formats that are no text, made byte by byte."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

Set = tuple[float, float, float, str]
"""A line as it is set: how far from the left and from the bottom, the size of its letters, the text."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f'xmlns:r="{_OFFICE}"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def archive(files: Mapping[str, bytes | str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return stream.getvalue()


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """What a part refers to: id → (kind, target)."""
    found = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{found}</Relationships>'


def properties(title: str, creator: str, modified: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="urn:t">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>"
        f"<t:modified>{modified}</t:modified></cp:coreProperties>"
    )


def docx(body: str, core: str | None = None) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
        for id_, name in (("H1", "heading 1"), ("H2", "heading 2"), ("T", "Title"))
    )
    files = {
        "_rels/.rels": relations({"d": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": relations({"s": ("styles", "styles.xml")}),
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
    }
    return archive(files | ({"docProps/core.xml": core} if core else {}))


def paragraph(text: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    made = (
        "<w:tr>"
        + (head if number == 0 else "")
        + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def xlsx(sheets: Mapping[str, Sequence[Sequence[str | float]]], hidden: Sequence[str] = ()) -> bytes:
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"'
        + (' state="hidden"/>' if name in hidden else "/>")
        for number, name in enumerate(names, 1)
    )
    files = {
        "_rels/.rels": relations({"w": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" {_R}><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            {f"r{number}": ("worksheet", f"worksheets/{number}.xml") for number in range(1, len(names) + 1)}
        ),
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
    }
    for number, name in enumerate(names, 1):
        rows = "".join(
            f'<row r="{row}">'
            + "".join(_cell(f"{chr(64 + column)}{row}", value) for column, value in enumerate(cells, 1))
            + "</row>"
            for row, cells in enumerate(sheets[name], 1)
        )
        files[f"xl/worksheets/{number}.xml"] = (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return archive(files)


def _cell(place: str, value: str | float) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>' if value else ""
    return f'<c r="{place}"><v>{value}</v></c>'


def pptx(slides: Sequence[str], notes: Mapping[int, str] | None = None) -> bytes:
    """Slides of the XML of their shapes, numbered from 1; the last one is shown first."""
    order = [len(slides), *range(1, len(slides))]
    space = 'xmlns:p="urn:p" xmlns:a="urn:a"'
    ids = "".join(f'<p:sldId id="{256 + number}" r:id="r{number}"/>' for number in order)
    files = {
        "ppt/presentation.xml": f"<p:presentation {space} {_R}><p:sldIdLst>{ids}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            {f"r{number}": ("slide", f"slides/slide{number}.xml") for number in order}
        ),
    }
    for number, shapes in enumerate(slides, 1):
        files[f"ppt/slides/slide{number}.xml"] = f"<p:sld {space}>{shapes}</p:sld>"
    for number, text in (notes or {}).items():
        place = f"ppt/slides/_rels/slide{number}.xml.rels"
        files[place] = relations({"n": ("notesSlide", f"../notesSlides/n{number}.xml")})
        files[f"ppt/notesSlides/n{number}.xml"] = f"<p:notes {space}>{shape('body', text)}</p:notes>"
    return archive(files)


def shape(kind: str, *lines: str) -> str:
    text = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f'<p:sp><p:nvPr><p:ph type="{kind}"/></p:nvPr><p:txBody>{text}</p:txBody></p:sp>'


def epub(chapters: Mapping[str, str], *, extra: str = "", metadata: str = "") -> bytes:
    items = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
        "OPS/book.opf": f'<package xmlns:dc="urn:dc"><metadata>{metadata}</metadata><manifest>{items}{extra}'
        f"</manifest><spine>{spine}</spine></package>",
    }
    for name, body in chapters.items():
        files[f"OPS/text/{name}.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
        )
    return archive(files)


def pdf(pages: Sequence[Sequence[Set]], info: Mapping[str, str] | None = None, trailer: str = "") -> bytes:
    """Pages of A4 in one font, whose letters mean what they are, whatever their script."""
    letters = sorted({letter for lines in pages for *_, text in lines for letter in text})
    codes = {letter: number for number, letter in enumerate(letters, 33)}
    means = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar\n{means}\nendbfchar\n"
        "endcmap end end"
    )
    widths = " ".join(str(470 + code % 7 * 10) for code in range(256))
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R /FirstChar 0 /LastChar 255 "
        f"/Widths [{widths}] >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< " + " ".join(f"/{name} ({text})" for name, text in (info or {}).items()) + " >>",
    ]
    for number, lines in enumerate(pages):
        drawn = "\n".join(
            f"BT /F {size} Tf {x} {y} Td <{''.join(f'{codes[letter]:02x}' for letter in text)}> Tj ET"
            for x, y, size, text in lines
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    end = f"{head}<< /Size {size} /Root 1 0 R /Info 5 0 R {trailer}>>"
    return f"{out}{end}\nstartxref\n{len(out)}\n%%EOF".encode("latin-1")
