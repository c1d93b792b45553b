"""Reads the XMP of a picture (ISO 16684-1): a packet, and in a JPEG the part of it that no segment could hold."""

from dataclasses import dataclass, field

from lxml import etree

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
}
_LOCATIONS = ("Iptc4xmpExt:LocationShown", "Iptc4xmpExt:LocationCreated")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# XMP Specification part 3, 1.1.3.1: an extension in a JPEG bears this name, a GUID, its whole length and its place in it.
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_GUID = 32
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Xmp:
    """The properties of the top level as lists of texts, by their usual names (dc:creator)."""

    properties: dict = field(default_factory=dict)

    def texts(self, name):
        """Return the values of a property in order; of a text in several languages the default comes first."""
        return self.properties.get(name, [])

    def text(self, name):
        """Return the first value of a property, "" where there is none."""
        return next(iter(self.texts(name)), "")


def read(packet, segments=()):
    """Return the Xmp of a packet (bytes or None) and of a JPEG's `segments` ((name, bytes), as Pillow's applist).

    A packet that is no XML, is too long or declares entities gives none. Nothing is fetched and nothing expanded.
    """
    main = _properties(packet)
    guid = next(iter(main.get("xmpNote:HasExtendedXMP", [])), "")
    extended = _properties(_extension(guid, segments)) if guid else {}
    return Xmp(extended | main)


def _extension(guid, segments):
    """Return the extension that bears `guid`, put together."""
    start = _EXTENSION + guid.encode("ascii", "replace")
    parts = [data[len(start) :] for name, data in segments if name == "APP1" and data.startswith(start)]
    placed = sorted((int.from_bytes(part[4:8], "big"), part[8:]) for part in parts if len(guid) == _GUID)
    return b"".join(part for _place, part in placed)


def _properties(packet):
    found = {}
    root = _parsed(packet)
    for description in root.iterfind(".//rdf:RDF/rdf:Description", _NAMESPACES) if root is not None else ():
        for name, value in description.attrib.items():
            _add(found, name, [value])
        for child in description.iterchildren(tag=etree.Element):
            _add(found, child.tag, _values(child))
    _add_location(found, root)
    return found


def _add_location(found, root):
    """Take the parts of the place shown, or where none is told of the place of the camera, as properties of their own."""
    places = [root.find(f".//{name}//rdf:li", _NAMESPACES) for name in _LOCATIONS] if root is not None else ()
    place = next((place for place in places if place is not None), None)
    for part in place.iter(etree.Element) if place is not None else ():
        for name, value in [(part.tag, _text(part)), *part.attrib.items()]:
            _add(found, name, [value])


def _parsed(packet):
    """Return the packet's root, None for one that can't be read."""
    if not packet or len(packet) > _MOST_BYTES:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.getroottree().docinfo.doctype:
        return None
    # The packet may have its wrapper x:xmpmeta or not: from a parent of its own, either is found the same way.
    wrapper = etree.Element("packet")
    wrapper.append(root)
    return wrapper


def _add(found, tag, values):
    name = _named(tag)
    if name and any(values):
        found.setdefault(name, [value for value in values if value])


def _named(tag):
    """Return a property's usual name, "" for one that isn't looked for."""
    namespace, _brace, local = tag[1:].partition("}") if tag[0] == "{" else ("", "", tag)
    prefix = next((prefix for prefix, known in _NAMESPACES.items() if known == namespace), "")
    return f"{prefix}:{local}" if prefix else ""


def _values(element):
    """Return the texts of a property: its own, or those of the items of its array (ISO 16684-1, 7.7)."""
    items = element.findall("*/rdf:li", _NAMESPACES)
    if not items:
        return [_text(element)]
    by_default = sorted(items, key=lambda item: item.get(_LANGUAGE) not in (None, "x-default"))
    return [_text(item) for item in by_default]


def _text(element):
    """Return the text right in an element; a structure has none."""
    return (element.text or "").strip()
