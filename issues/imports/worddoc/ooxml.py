"""Reads the XML of Office documents: names with their usual prefixes, transitional and strict alike."""

from functools import lru_cache

from lxml import etree

from issues.imports.worddoc import errors

# ECMA-376 part 4 (transitional), part 1 (strict), and what Word and WPS add.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}


def parse(data):
    """The root element of XML bytes. Raises BrokenDocument; DangerousDocument for XML that declares entities."""
    # Nothing is fetched and nothing expanded; libxml2 itself refuses what is nested deeper than 256.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise errors.BrokenDocument from error
    if root.getroottree().docinfo.doctype:
        raise errors.DangerousDocument
    return root


@lru_cache(maxsize=2048)
def _prefixed(qualified):
    namespace, _brace, local = qualified[1:].partition("}") if qualified[0] == "{" else ("", "", qualified)
    prefix = _PREFIXES.get(namespace, "")
    return f"{prefix}:{local}" if prefix else local


def name(element):
    """The name of an element with its usual prefix, w:p; one of an unknown namespace has none."""
    return _prefixed(element.tag)


def children(element, *names):
    """The elements right inside one, those of `names` where any are given."""
    return [child for child in element if not names or name(child) in names]


def child(element, *path):
    """The first element at `path` below one, or None."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one) == step), None)
    return element


def inside(element, *names):
    """All elements of `names` inside one, however deep, in order."""
    return [found for found in element.iterdescendants() if name(found) in names]


def get(element, attribute):
    """An attribute by its prefixed name (w:val; "Target" has no prefix), None where there is none."""
    if element is None:
        return None
    return next((value for key, value in element.items() if _prefixed(key) == attribute), None)


def value(element, *path):
    """The w:val of the element at `path`, or None."""
    return get(child(element, *path), "w:val")


def number(text):
    """The integer that an attribute holds, None for none or anything else."""
    try:
        return int(float(text))
    except (TypeError, ValueError, OverflowError):
        return None


def is_on(element):
    """Whether a switch such as w:b is on; None where it isn't there (ECMA-376 part 1, 17.17.4)."""
    return None if element is None else get(element, "w:val") not in ("0", "false", "off", "none")
