"""From a file's bytes to its text and metadata, whatever its format. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from index.errors import SourceError
from index.model import BlockKind, Mark, Part, PartialDate, Place
from index.sources.extract.adoc import read_adoc
from index.sources.extract.binary import BINARY_ENDINGS, read_binary
from index.sources.extract.blocks import Block, Unreadable, normalise
from index.sources.extract.charset import decode
from index.sources.extract.composing import compose
from index.sources.extract.contents import Contents
from index.sources.extract.csv_rows import read_csv
from index.sources.extract.datelines import published_at_head
from index.sources.extract.file_names import read_file_name
from index.sources.extract.front_matter import split_front_matter
from index.sources.extract.headed import with_heads
from index.sources.extract.html import read_html
from index.sources.extract.markdown import read_markdown
from index.sources.extract.metadata import Metadata, merge
from index.sources.extract.org import read_org
from index.sources.extract.plain import read_plain
from index.sources.extract.rst import read_rst
from index.sources.extract.titles import is_title_line, title_of
from index.text.analysis import detect_language

_HTML_ENDINGS = {".html", ".htm"}
_MARKDOWN_ENDINGS = {".md", ".markdown"}
_OF_SHEETS = {".xlsx"}
_CALLED_BY_FILE = {*_MARKDOWN_ENDINGS, *_OF_SHEETS}
_DIALECTS = {".rst": read_rst, ".org": read_org, ".adoc": read_adoc}
_OTHER_READERS = {**_DIALECTS, ".csv": read_csv, ".tsv": read_csv}
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file as text: NFC, paragraphs parted by a blank line, list items by a line break, no furniture.

    `marks`, `parts` and `places` have offsets into `text`. `names` are what else the text is called: by its
    file, and by its aliases; `is_named_by_file` if its title stands nowhere in it.
    `dropped_words` were page furniture. `warnings` say what was not understood, and why.
    """

    title: str
    text: str
    marks: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    places: tuple[Place, ...] = ()
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    retells: bool = False
    valid_until: PartialDate | None = None
    supersedes: tuple[str, ...] = ()
    is_named_by_file: bool = False
    dropped_words: int = 0
    warnings: tuple[str, ...] = ()

    def with_warning(self, warning: str) -> "Extracted":
        """The same with one more warning."""
        return replace(self, warnings=(*self.warnings, warning))


def extract(content: bytes, name: str, site_url: str | None = None) -> Extracted:
    """Read the content of the file `name`, whose ending tells its format; relative links begin at `site_url`.

    Raise SourceError, with `name` and the reason, when it is binary, in no known character set, without text
    or nested too deep.
    """
    try:
        return _extract(content, name, site_url)
    except Unreadable as unreadable:
        raise SourceError(name, str(unreadable)) from unreadable


def _extract(content: bytes, name: str, site_url: str | None) -> Extracted:
    ending = _ending(name)
    if ending in BINARY_ENDINGS:
        return composed_of(Metadata(), read_binary(content, ending), name)
    declared = _DECLARED.search(content[:2048]) if ending in _HTML_ENDINGS else None
    decoded = decode(content, declared[1].decode("ascii") if declared else None)
    text = normalise(decoded.text)
    given, body = split_front_matter(text, site_url)
    return composed_of(given, _read(body, name), name, *filter(None, [decoded.warning]))


def composed_of(given: Metadata, contents: Contents, name: str, *warnings: str) -> Extracted:
    """The text of what a reader made of the file `name`, with what was `given` for it.

    Raise Unreadable when it holds none.
    """
    own, found, dropped_words = contents
    if not own:
        raise Unreadable("holds no text")
    metadata = merge(given, found)
    headings = [block for block in own if block.kind is BlockKind.HEADING and _ending(name) not in _OF_SHEETS]
    lines = (line for block in own if block.kind is not BlockKind.TABLE for line in block.text.split("\n"))
    file_name = read_file_name(name)
    heading = _first_heading(own, headings, file_name.words)
    title = metadata.title or title_of(heading, lines, name, by_name=_ending(name) in _CALLED_BY_FILE)
    below = _without_title(own, title)
    composed = compose(with_heads(below))
    return Extracted(
        title=title,
        text=composed.text,
        marks=composed.marks,
        parts=composed.parts,
        places=composed.places,
        url=metadata.url,
        publisher=metadata.publisher,
        published=metadata.published or file_name.day,
        language=given.language or _confirmed(found.language, composed.text),
        tags=metadata.tags,
        names=tuple(filter(None, [file_name.words if file_name.words != title else None, *metadata.aliases])),
        retells=metadata.retells,
        valid_until=metadata.valid_until,
        supersedes=metadata.supersedes,
        is_named_by_file=title == file_name.words and not (metadata.title or heading) and below is own,
        dropped_words=dropped_words,
        warnings=(*given.warnings, *found.warnings, *warnings),
    )


def _confirmed(language: str | None, text: str) -> str | None:
    """The language that a page names, unless the text is in another script: templates name any."""
    return language if language and detect_language(text, among=[language]) == language else None


def _read(body: str, name: str) -> Contents:
    ending = _ending(name)
    if ending in _HTML_ENDINGS:
        return read_html(body)
    if ending in _MARKDOWN_ENDINGS:
        blocks = read_markdown(body)
        own = (block for block in blocks if block.kind is not BlockKind.HEADING)
        lines = (line for block in own for line in block.text.split("\n"))
        return Contents(blocks, Metadata(published=published_at_head(lines)))
    reader = _OTHER_READERS.get(ending, read_plain)
    return reader(body)


def _ending(name: str) -> str:
    """The ending that tells the format: `.rst` of `page.rst.txt`, as Sphinx names its sources."""
    path = PurePath(name)
    inner = PurePath(path.stem).suffix.lower()
    return inner if path.suffix.lower() == ".txt" and inner in _DIALECTS else path.suffix.lower()


def _first_heading(blocks: Sequence[Block], headings: Sequence[Block], name: str | None) -> str | None:
    """The first heading; the one right below it if that is called as the file, and so the first as all."""
    names = [" ".join(block.text.split()) for block in headings[:2]]
    if (
        name is not None
        and len(names) > 1
        and blocks[:2] == headings[:2]
        and _words(names[1]) == _words(name)
    ):
        return names[1]
    return next(iter(names), None)


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """The blocks without the line or heading that is the title, which stands above every answer anyway."""
    for number, block in enumerate(blocks):
        first, _, rest = block.text.partition("\n")
        is_first = number == 0 and is_title_line(first) and block.kind is not BlockKind.TABLE
        can_be_title = block.kind is BlockKind.HEADING or is_first
        if can_be_title and " ".join(first.split()).casefold() == title.casefold():
            others = [*blocks[:number], *([replace(block, text=rest)] if rest else []), *blocks[number + 1 :]]
            return others or blocks
    return blocks
