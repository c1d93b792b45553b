"""Writes a cleaned body as the XHTML that a book holds."""

from django.utils.safestring import mark_safe
from lxml import etree, html

from issues.outlets.xml import printable


def xhtml(body, absolute):
    """Return a body of safe HTML as XHTML; `absolute` makes an address of this site ("/articles/1/") a whole one."""
    root = html.fragment_fromstring(printable(body), create_parent="div")
    for frame in root.findall(".//div"):
        frame.drop_tag()  # in which wide tables scroll: a book's page does not
    for link in root.iter("a"):
        del link.attrib["rel"]
        if link.get("href").startswith("/"):
            link.set("href", absolute(link.get("href")))
    return mark_safe("".join(etree.tostring(block, encoding="unicode", method="xml") for block in root))
