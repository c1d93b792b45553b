"""Copy as the layout desk sets it: an article, or all that stands on a page, as a row of lines, each with what it is.

`layout_text.py` writes them as plain text, `layout_word.py` as a Word document.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import richtext
from articles.bylines import parse_credits
from issues import page_credits, reading
from issues.imports.pagetext import marks
from issues.outlets import body
from issues.outlets.body import PARAGRAPH, Run
from issues.publication import StaffShelf
from issues.templatetags import paper

# Beside the kinds of a body's lines (body.py).
NUMBER, COLUMN, KICKER, TITLE, DECK, BYLINE = "number", "column", "kicker", "title", "deck", "byline"
PICTURE, CAPTION, CREDIT, FACT = "picture", "caption", "credit", "fact"
_GUIDE = "今日导读"


@dataclass(frozen=True)
class Line:
    """A line to set: `runs` of text; `rows` of a table; `photo` of a picture."""

    kind: str
    runs: tuple = ()
    rows: tuple = ()
    photo: object = None

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


def article_lines(article):
    """Return the Lines of a whole article, its parts on several pages as one text."""
    photos = list(article.photos.prefetch_related("credits"))
    return _piece(article, article.title, richtext.joined(article.body), photos)


def page_lines(page):
    """Return (facts, pieces): the Lines that head the page, and for each piece on it in print order its Lines."""
    placements = reading.laid_out(StaffShelf()).filter(page=page)
    return _facts(page), [_placed(placement) for placement in placements]


def _facts(page):
    """What the page says of itself, in the words by which a page's text is read (imports/pagetext)."""
    issue = page.issue
    facts = [
        issue.masthead.name,
        f"{date_format(issue.date, 'Y年n月j日')} {date_format(issue.date, 'l')}",
        paper.running_number(issue),
        page.full_name,
        page_credits.line(page.credits.all()),
    ]
    guide = [f"{entry.title} {entry.target}版" for entry in page.guide.all()]
    return [_line(FACT, fact) for fact in [*facts, *([_GUIDE, *guide] if guide else [])] if fact]


def _placed(placement):
    """The Lines of what stands at one place, with the jump and the pointer printed there."""
    lines = _piece(
        placement.article,
        placement.title,
        reading.copy_on(placement),
        reading.photos_on(placement),
        is_opening=placement.part == 1,
    )
    before = _pointer(_("continued from page %(number)s"), placement.continued_from)
    behind = _pointer(_("see page %(number)s"), placement.see_page)
    behind += _pointer(_("continued on page %(number)s"), placement.continued_on)
    return _with_pointers(lines, before, behind)


def _pointer(said, number):
    return f"（{said % {'number': number}}）" if number else ""


def _with_pointers(lines, before, behind):
    """The lines with the pointers run in, before the first words of the text and behind its last."""
    texts = [
        index for index, line in enumerate(lines) if line.kind in (PARAGRAPH, body.ITEM, body.QUOTE, CAPTION)
    ]
    lines = list(lines)
    if before:
        lines = _run_in(lines, texts[:1], before, "")
    return _run_in(
        lines, [index for index in texts if lines[index].kind != CAPTION][-1:] or texts[-1:], "", behind
    )


def _run_in(lines, places, before, behind):
    if not places:
        return lines + ([_line(PARAGRAPH, before + behind)] if before + behind else [])
    place = places[0]
    line = lines[place]
    runs = (Run(before), *line.runs, Run(behind))
    return [*lines[:place], Line(line.kind, runs), *lines[place + 1 :]]


def _piece(article, title, html, photos, is_opening=True):
    """The Lines of a piece; only its first part has kicker, deck, dateline and credits."""
    head = [_line(NUMBER, f"{_('copy number')} {article.copy_number}")]
    if article.is_advertisement:
        head.append(_line(COLUMN, "广告"))
    if article.column:
        head.append(_line(COLUMN, f"【{article.column}】"))
    head += [_line(KICKER, article.kicker)] if is_opening and article.kicker else []
    head.append(_line(TITLE, title))
    head += [_line(DECK, article.deck)] if is_opening and article.deck else []
    text = [Line(line.kind, tuple(line.runs), tuple(map(tuple, line.rows))) for line in body.lines_of(html)]
    text = _signed(article, text) if is_opening else text
    return [*head, *text, *(line for photo in photos for line in _photo(photo))]


def _signed(article, text):
    """The text with dateline and credits as printed: run in, in a line of their own, or behind as a source."""
    credits = list(article.credits.all())
    if _is_source(article.dateline):
        return [*_byline(credits), *_run_in(text, _texts(text)[-1:], "", f"（{article.dateline}）")]
    opening = paper.opening(article)
    first = next((index for index in _texts(text) if not marks.is_editors_note(text[index].text)), None)
    if not opening:
        return [*_byline(credits), *text]
    return _run_in(text, [] if first is None else [first], opening, "")


def _is_source(dateline):
    """Whether a dateline is one that stands behind the text: （本报综合）."""
    return bool(marks.source_line(dateline)) and not marks.opens_with_dateline(f"{dateline}（字）")


def _texts(lines):
    return [index for index, line in enumerate(lines) if line.kind == PARAGRAPH]


def _byline(credits):
    return [_line(BYLINE, credit_line(credits))] if credits else []


def credit_line(credits):
    """Return credits as the line that a byline's reader reads back as the same; else as they are printed."""
    pairs = tuple((credit.role, credit.name) for credit in credits)
    names = " ".join(name for _role, name in pairs)
    printed = paper.credit_line(credits)
    each = " ".join(f"{role}/{name}" if role else name for role, name in pairs)
    said = (printed, each, f"□ {names}", f"□{printed}")
    return next((line for line in said if parse_credits(line) == pairs), printed)


def _photo(photo):
    """The Lines of a photo: its picture, its caption, and who took it."""
    credits = list(photo.credits.all())
    lines = [Line(PICTURE, photo=photo)] if photo.file else []
    lines += [_line(CAPTION, photo.caption)] if photo.caption else []
    return lines + ([_line(CREDIT, paper.photo_credit(credits))] if credits else [])


def _line(kind, text):
    return Line(kind, (Run(text),))
