"""Fills in forms as a browser does: what stands in the page is sent back, with what was typed over it."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects what the fields of a page's POST forms would send."""

    def __init__(self):
        super().__init__()
        self.sent = {}
        self._posts = False
        self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "form":
            self._posts = attrs.get("method", "get").lower() == "post"
        if not self._posts:
            return
        if tag == "input" and name:
            self._take_input(name, attrs)
        elif tag == "textarea":
            self._area = name
            self.sent[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attrs:
            self.sent[self._select] = attrs.get("value", "")

    def _take_input(self, name, attrs):
        kind = attrs.get("type", "text")
        if kind in ("submit", "button", "file", "image"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in attrs:
                self.sent[name] = attrs.get("value", "on")
            return
        self.sent[name] = attrs.get("value", "")

    def handle_data(self, data):
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            self.sent[self._area] = self.sent[self._area].removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None


def fields_of(response):
    """Return {name: value} of all that the POST forms of a page would send."""
    form = _Form()
    form.feed(response.content.decode())
    return form.sent


def typed(client, address, **changes):
    """Return what a browser would send from the form at `address`, with `changes` typed in."""
    return fields_of(client.get(address)) | changes


def save(client, address, **changes):
    """Open the form at `address`, type `changes`, press the button; returns the page that follows."""
    return client.post(address, typed(client, address, **changes), follow=True)
