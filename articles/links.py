"""Writes the address of a link as the URL standard has it."""

import re
from urllib.parse import quote

_WEB = re.compile(r"(https?):[/\\]*([^/\\?#]*)", re.IGNORECASE)
# What stands in an address only in per cent (url.spec.whatwg.org, 4.3, URL code points).
_NO_ADDRESS = re.compile(r'[\s"<>^`{|}\[\]#]|%(?![0-9A-Fa-f]{2})')


def address(href):
    """Return `href`, as typed or pasted, written as the standard has it; it leads where a browser took it before.

    A telephone number loses its spaces. To write twice changes nothing.
    """
    href = href.strip()
    if href.lower().startswith("tel:"):
        return re.sub(r"\s", "", href)
    web = _WEB.match(href)
    if web is None and "\\" in href:
        return href  # which may lead off the site unseen: richtext.py takes no such address
    host, rest = (f"{web[1].lower()}://{web[2]}", href[web.end() :]) if web else ("", href)
    path, sign, fragment = rest.replace("\\", "/").partition("#")
    return host + _escaped(path) + sign + _escaped(fragment)


def _escaped(text):
    return _NO_ADDRESS.sub(lambda sign: quote(sign.group(), safe=""), text)
