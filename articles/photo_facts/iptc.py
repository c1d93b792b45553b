"""Reads the IPTC of a picture: the datasets of the Information Interchange Model (IIM 4.2, record 2)."""

import hashlib
from dataclasses import dataclass, field

from articles.photo_facts import words

CAPTION, HEADLINE, TITLE = 120, 105, 5
BYLINE, BYLINE_TITLE, CREDIT = 80, 85, 110
DATE, CITY, SUBLOCATION, PROVINCE, COUNTRY = 55, 90, 92, 95, 101
# The most bytes that a dataset holds (IIM 4.2, chapter 6): a longer text was cut to it.
_MOST = {
    CAPTION: 2000, HEADLINE: 256, TITLE: 64, BYLINE: 32, BYLINE_TITLE: 32, CREDIT: 32,
    CITY: 32, SUBLOCATION: 32, PROVINCE: 32, COUNTRY: 64,
}  # fmt: skip
_LONGEST_SIGN = 4  # bytes, in UTF-8 and GB 18030
_IIM, _DIGEST = 0x0404, 0x0425  # Photoshop File Formats, Image Resource IDs
_TAG = 0x1C
_RECORD_OF_CODE, _CODE, _RECORD = 1, 90, 2
_EXTENDED = 0x8000  # IIM 4.2, 1.6: the length follows in so many bytes
_CODES = {b"\x1b%G": "utf-8", b"\x1b.A": "latin-1", b"\x1b-A": "latin-1"}  # ISO 2022, as 1:90 has them


@dataclass(frozen=True)
class Iptc:
    """The datasets of record 2 as bytes, in order; `is_newer`: a program that knows no XMP has changed them since."""

    datasets: dict = field(default_factory=dict)
    code: str | None = None
    is_newer: bool = False

    def texts(self, number):
        """Return the values of a dataset as texts, in order."""
        return [words.decoded(value, self.code) for value in self.datasets.get(number, [])]

    def text(self, number):
        """Return the first value of a dataset, "" where there is none."""
        return next(iter(self.texts(number)), "")

    def is_full(self, number):
        """Say whether a value fills its dataset, so that it may have been cut."""
        values = self.datasets.get(number, [])
        return any(len(value) > _MOST[number] - _LONGEST_SIGN for value in values)


def read(resources):
    """Return the Iptc of Photoshop's image resources ({ID: bytes}).

    Where XMP was written, its writer left the MD5 of the IIM block in resource 0x0425. Another sum now means that the
    IIM was changed alone (Metadata Working Group, Guidelines for Handling Image Metadata 2.0).
    """
    block = resources.get(_IIM)
    if not isinstance(block, bytes):
        return Iptc()
    stored = resources.get(_DIGEST)
    # The sum is the guidelines' own; nothing is kept safe by it.
    is_newer = bool(stored) and stored != hashlib.md5(block, usedforsecurity=False).digest()
    datasets, code = {}, None
    for record, number, value in _datasets(block):
        if (record, number) == (_RECORD_OF_CODE, _CODE):
            code = _CODES.get(value)
        elif record == _RECORD:
            datasets.setdefault(number, []).append(value)
    return Iptc(datasets, code, is_newer)


def _datasets(block):
    """Yield (record, number, bytes) up to the first that is broken."""
    at = 0
    while at + 5 <= len(block) and block[at] == _TAG:
        record, number = block[at + 1], block[at + 2]
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if length & _EXTENDED:
            size = length - _EXTENDED
            length = int.from_bytes(block[at : at + size], "big")
            at += size
        if at + length > len(block):
            return
        yield record, number, block[at : at + length]
        at += length
