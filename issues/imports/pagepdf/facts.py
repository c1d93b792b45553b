"""What a PDF says of itself: its title, whose it is, and when it was made, instead of PDFium's own and the clock's."""

import datetime
import hashlib
import re

_TRAILER = re.compile(
    rb"/Info (\d+) 0 R\r\n.*/ID\[(<[0-9A-F]+><[0-9A-F]+>)\]>>\r\nstartxref\r\n(\d+)\r\n%%EOF\r\n\Z", re.DOTALL
)
_MOST_TRAILER = 1000
_INFO = rb"(?<=\n)%d 0 obj\r\n<</CreationDate\([^)]*\)/Creator\(PDFium\)/Producer\(PDFium\)>>\r\nendobj\r\n"


def stated(pdf, title, author, made_at):
    """Return `pdf`, which PDFium has put together anew, with these facts (`made_at` an aware datetime) in it.

    PDFium writes the moment and a random mark into each file; with both replaced, the same pages and facts give the
    same bytes. Raises ValueError for a PDF of another writer.
    """
    end = _TRAILER.search(pdf, max(0, len(pdf) - _MOST_TRAILER))
    at = end and int(end[3])
    info = end and re.compile(_INFO % int(end[1])).search(pdf, 0, at)
    entry = info and b"%010d 00000 n\r\n" % info.start()
    if not info or pdf.count(entry, at) != 1:
        raise ValueError("no PDF that PDFium has just put together")
    # The new facts stand behind all else, so that nothing moves; in the place of the old ones stands white space.
    body = pdf[: info.start()] + b"\n" * len(info[0]) + pdf[info.end() : at]
    body += _info(int(end[1]), title, author, made_at)
    mark = b"<%s>" % hashlib.sha256(body).hexdigest()[:32].upper().encode()
    table = pdf[at : end.start(2)].replace(entry, b"%010d 00000 n\r\n" % at)
    return b"".join((body, table, mark, mark, b"]>>\r\nstartxref\r\n%d\r\n%%%%EOF\r\n" % len(body)))


def _info(number, title, author, made_at):
    """The object of the facts (ISO 32000-1, 14.3.3)."""
    moment = f"(D:{made_at.astimezone(datetime.UTC):%Y%m%d%H%M%S}Z)".encode()
    said = {b"Title": _text(title), b"Author": _text(author), b"CreationDate": moment, b"ModDate": moment}
    facts = b"".join(b"/%s%s" % fact for fact in said.items())
    return b"%d 0 obj\r\n<<%s/Producer(PDFium)>>\r\nendobj\r\n" % (number, facts)


def _text(words):
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()
