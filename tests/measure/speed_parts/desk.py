"""An editor who is signed in, by HTTP: opens lists, opens forms, types, saves; each is timed from request to answer."""

import http.cookiejar
import time
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import lxml.html


class _Staying(HTTPRedirectHandler):
    """Goes nowhere: that the server sends on is its answer."""

    def redirect_request(self, *_):
        return None


class Desk:
    """The desk at an address, "http://127.0.0.1:PORT"; raises RuntimeError where it does not let the editor in."""

    def __init__(self, site, login, editor, password):
        self._site = site
        self._opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()), _Staying)
        form = self.form(login, "username")
        form.fields["username"], form.fields["password"] = editor, password
        status, text, _ = self._asked(login, form.form_values())
        if status != 302:
            raise RuntimeError(f"{site}{login} did not let {editor} in: {status} {text[:500]}")

    def page(self, path):
        """Return (the text of a page, the seconds it took)."""
        status, text, seconds = self._asked(path)
        if status != 200:
            raise RuntimeError(f"{self._site}{path}: {status}")
        return text, seconds

    def form(self, path, field):
        """Return the form of a page that has the field."""
        forms = lxml.html.fromstring(self.page(path)[0]).forms
        return next(form for form in forms if field in form.fields)

    def save(self, path, field, typed, **pressed):
        """Open a form, type into a field, press; returns the seconds that the saving took.

        Raises RuntimeError where the form comes back: nothing was saved then.
        """
        form = self.form(path, field)
        form.fields[field] = typed
        status, text, seconds = self._asked(path, [*form.form_values(), *pressed.items()])
        if status != 302:
            raise RuntimeError(f"{self._site}{path} was not saved: {status} {text[:2000]}")
        return seconds

    def _asked(self, path, values=None):
        address = urljoin(self._site, path)
        body = urlencode(values).encode() if values is not None else None
        started = time.perf_counter()
        try:
            with self._opener.open(Request(address, body)) as answer:
                status, text = answer.status, answer.read().decode()
        except HTTPError as answer:
            status, text = answer.code, answer.read().decode(errors="replace")
        return status, text, time.perf_counter() - started
