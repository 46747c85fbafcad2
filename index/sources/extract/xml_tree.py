"""XML from archives as elements, names without their namespaces. Pure."""

from collections.abc import Iterator
from typing import Any

from index.sources.extract.blocks import Unreadable


def read_xml(content: bytes) -> Any:
    """The root element; no entity is resolved, nothing is fetched. Raise Unreadable for what is no XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("holds XML that is broken") from error


def name_of(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_all(root: Any, *names: str) -> Iterator[Any]:
    """The elements below `root` that have one of the names, in their order."""
    return (element for element in root.iter() if name_of(element) in names)


def find_text(root: Any, name: str) -> str:
    """The text of the first element of that name, on one line; empty when there is none."""
    found = next(find_all(root, name), None)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def attribute(element: Any, name: str) -> str:
    """The attribute of that name, whatever its namespace; empty when there is none."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
