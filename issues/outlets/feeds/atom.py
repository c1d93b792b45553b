"""Writes Atom (RFC 4287): Django's own, with several authors to an entry, its whole content, and what has gone."""

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from issues.outlets.xml import printable


class _Writer(SimplerXMLGenerator):
    """Leaves out what XML can't hold, where Django's raises or, in an attribute, writes it."""

    def characters(self, content):
        super().characters(printable(content))

    def startElement(self, name, attrs):  # noqa: N802 - SAX's own name
        super().startElement(name, {key: printable(value) for key, value in attrs.items()})


class AtomFeed(Atom1Feed):
    """A feed whose moment is given as `updated`, and whose items may bring `authors`, `content`, `picture`.

    `authors` are (name, address or ""), `content` is HTML, `picture` the address of a WebP. `gone` are the (id, moment)
    of entries that it had and has no more: tombstones (RFC 6721).
    """

    def write(self, outfile, encoding):
        handler = _Writer(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        for name, moment in self.feed["gone"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": name, "when": rfc3339_date(moment)})
        handler.endElement("feed")

    def root_attributes(self):
        return {**super().root_attributes(), "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def latest_post_date(self):
        """Django's would be the present moment where there are no items, another one at each request."""
        return self.feed["updated"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, address in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if address:
                handler.addQuickElement("uri", address)
            handler.endElement("author")
        if item["picture"]:
            # Without the length, which is a hint (4.2.7.6) and would ask the storage for each photo.
            link = {"rel": "enclosure", "type": "image/webp", "href": item["picture"]}
            handler.addQuickElement("link", "", link)
        handler.addQuickElement("content", item["content"], {"type": "html"})
