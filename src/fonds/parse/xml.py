"""XML of containers: parsed in one place, with entities, network and DTD off."""

from lxml import etree

MAX_XML = 64 * 2**20
"""Bytes; the package file of the largest EPUB of ours has 0.2 MB."""


class UnreadableXmlError(Exception):
    """A document is not XML; the message says why. Never leaves the room."""


def parse_xml(data: bytes) -> etree._Element:
    """Parse a document; what is damaged is mended as far as it goes.

    Args:
        data: the bytes; an entity that the document defines itself stays unresolved.

    Returns:
        The root.

    Raises:
        UnreadableXmlError: when no root can be found, or the document is too large.

    Cost: O(n).

    Example:
        >>> parse_xml(b"<a><b>x</b></a>")[0].text
        'x'
    """
    if len(data) > MAX_XML:
        raise UnreadableXmlError(f"{len(data)} bytes of XML are more than {MAX_XML}")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.lstrip(b"\x00 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        raise UnreadableXmlError(str(fault)[:120]) from fault
    # With `recover`, lxml gives None for what has no element at all.
    if root is None:
        raise UnreadableXmlError("no element found")
    return root


def find_local_name(element: etree._Element) -> str:
    """Give an element's name without its name space, in lower case; "" for an entity.

    Example:
        >>> find_local_name(parse_xml(b'<x:Title xmlns:x="u"/>'))
        'title'
    """
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def find_attribute(element: etree._Element, name: str) -> str:
    """Read an attribute whatever its name space; "" when it is absent."""
    value = element.get(name)
    if value is not None:
        return value
    for key, found in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return ""


def find_text(element: etree._Element) -> str:
    """Join the text in an element, white space collapsed.

    Cost: O(n).
    """
    return " ".join("".join(str(part) for part in element.itertext()).split())
