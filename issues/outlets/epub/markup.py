"""Writes a cleaned body as the XHTML that a book holds."""

import re

from django.utils.safestring import mark_safe
from lxml import etree, html

# What no XML may hold (XML 1.0, 2.2 Char), though a field can.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text):
    """Return `text` without the signs that no XML may hold."""
    return _NO_XML.sub("", text)


def xhtml(body, absolute):
    """Return a body of safe HTML as XHTML; `absolute` makes an address of this site ("/articles/1/") a whole one."""
    root = html.fragment_fromstring(printable(body), create_parent="div")
    for link in root.iter("a"):
        del link.attrib["rel"]
        if link.get("href").startswith("/"):
            link.set("href", absolute(link.get("href")))
    return mark_safe("".join(etree.tostring(block, encoding="unicode", method="xml") for block in root))
