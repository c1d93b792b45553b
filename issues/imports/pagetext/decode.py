"""Bytes of a text file to its text."""

import codecs
import re

from issues.imports.draft import gettext_noop

# What no text holds: control characters besides tab, line ends, and those that page-layout programs leave behind.
_BINARY = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")


class PageTextError(Exception):
    """Text that cannot be read as a page. `message` is an English template for `params`; `line` is 1-based or None."""

    def __init__(self, message, line=None, **params):
        super().__init__(message % params)
        self.message, self.line, self.params = message, line, params


def decode(data):
    """The text of `data`: UTF-8 with or without a byte order mark, else GB18030. Raises PageTextError."""
    text = _utf8(data) if _is_utf8(data) else _gb18030(data)
    binary = _BINARY.search(text)
    if binary:
        raise PageTextError(gettext_noop("This is not a text file."), _line_of(text, binary.start()))
    return text.removeprefix("\ufeff")


def _is_utf8(data):
    """Whether `data` is UTF-8, whole or damaged: then more of its characters stand than are broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken == 0 or broken * 4 < sum(character > "\x7f" for character in text)


def _utf8(data):
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise PageTextError(gettext_noop("A character is damaged."), _line_of(data, error.start)) from error


def _gb18030(data):
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        message = gettext_noop("The text is neither UTF-8 nor GB18030.")
        raise PageTextError(message, _line_of(data, error.start)) from error


def _line_of(text, place):
    return text[:place].count("\n" if isinstance(text, str) else b"\n") + 1
