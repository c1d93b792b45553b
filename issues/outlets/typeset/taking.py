"""Takes what stands on a page from a shelf of the gate: pieces with their text as it is printed, and the guide."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from articles import credit_lines
from issues import reading
from issues.imports.pagetext import marks
from issues.outlets import body
from issues.outlets.typeset import fonts, pictures
from issues.outlets.typeset.copy import (
    CAPTION,
    NOTE,
    PARAGRAPH,
    POINTER,
    SIGNATURE,
    SUBHEAD,
    TABLE,
    VERSE,
    Block,
    Picture,
    Piece,
)

_LONGEST_SIGNATURE = 2  # lines: who, and when
_CLOSINGS = ("此致", "敬礼", "特此")
# A name of two signs that is set as wide as one of three, 柏 青: no line ends in it.
_SPACED_NAME = re.compile(r"(?<![^\s（])([^\s（]) ([^\s）])(?![^\s）])")


def pieces(shelf, page):
    """Return what stands on `page`, but for withdrawn copy, as Pieces in print order, the lead first."""
    placements = [
        placement
        for placement in reading.laid_out(shelf).filter(page=page)
        if not (shelf.is_preview and placement.article.withdrawal)
    ]
    return [_piece(place) for place in sorted(placements, key=lambda place: place.prominence != "lead")]


def guide(shelf, page):
    """Return the page's guide entries, but for those that lead to withdrawn copy."""
    return [
        entry
        for entry in reading.front_guide(shelf, page).prefetch_related("article__withdrawals")
        if not (shelf.is_preview and entry.article and entry.article.withdrawal)
    ]


def _piece(placement):
    article, is_opening = placement.article, placement.part == 1
    credits = credit_lines.line([(credit.role, credit.name) for credit in article.credits.all()])
    piece = Piece(placement)
    piece.column = _("Advertisement") if article.is_advertisement else article.column
    piece.title = placement.title
    if is_opening:
        piece.kicker, piece.deck = article.kicker, article.deck
        piece.byline = "" if article.dateline else credits
    photos = reading.photos_on(placement)
    shown = [photo for photo in photos if photo.file and pictures.is_there(photo)]
    piece.lost_pictures = len([photo for photo in photos if photo.file]) - len(shown)
    piece.pictures = [Picture(photo, photo.caption, _photo_credit(photo)) for photo in shown]
    unseen = [
        "\u3000".join(filter(None, [photo.caption, _photo_credit(photo)]))
        for photo in photos
        if photo not in shown
    ]
    piece.blocks = _text(placement)
    before, behind = _pointers(placement)
    if piece.pictures and not piece.blocks:
        last = piece.pictures[-1]
        piece.pictures[-1] = replace(last, caption=before + last.caption + behind)
    else:
        piece.blocks = _pointed(piece.blocks, before, behind)
    piece.blocks += [_block(CAPTION, text, fonts.SANS) for text in unseen if text]
    return _with_signs_at_hand(piece)


def _photo_credit(photo):
    credits = [(credit.role, credit.name) for credit in photo.credits.all()]
    return credit_lines.under_photo(credits) if credits else ""


def _text(placement):
    """The text, its dateline run in before the first words."""
    html = reading.copy_on(placement)
    lines = body.lines_of(html)
    blocks = [block for line in lines for block in _blocks(line)]
    article = placement.article
    pairs = [(credit.role, credit.name) for credit in article.credits.all()]
    opening = credit_lines.opening(article.dateline, pairs) if placement.part == 1 else ""
    opening = _SPACED_NAME.sub("\\1\u00a0\\2", opening)
    if blocks and html.startswith('<p class="continued">'):
        blocks[0] = replace(blocks[0], is_indented=False)
    blocks[-_LONGEST_SIGNATURE:] = map(_signed, blocks[-_LONGEST_SIGNATURE:])
    return _opened(blocks, opening) if opening else blocks


def _signed(block):
    """A closing line as what it is, where it says who signs or when; what closes a letter stands where it is."""
    is_signature = block.kind == PARAGRAPH and marks.is_signature(block.text)
    return replace(block, kind=SIGNATURE) if is_signature and not block.text.startswith(_CLOSINGS) else block


def _pointers(placement):
    """What is printed before the text and behind it: （上接1版）, （下转3版）, （详见2版）."""

    def said(text, number):
        return f"（{text % {'number': number}}）" if number else ""

    behind = said(_("see page %(number)s"), placement.see_page)
    behind += said(_("continued on page %(number)s"), placement.continued_on)
    return said(_("continued from page %(number)s"), placement.continued_from), behind


def _pointed(blocks, before, behind):
    """The blocks with the pointers run in, before the first words and behind the last; else in lines of their own."""
    blocks = list(blocks)
    if before and blocks and blocks[0].kind == PARAGRAPH:
        blocks[0] = replace(blocks[0], runs=((before, fonts.SANS), *blocks[0].runs))
    elif before:
        blocks.insert(0, _block(POINTER, before, fonts.SANS))
    if behind and blocks and blocks[-1].kind == PARAGRAPH:
        blocks[-1] = replace(blocks[-1], runs=(*blocks[-1].runs, (behind, fonts.SANS)))
    elif behind:
        blocks.append(_block(POINTER, behind, fonts.SANS))
    return blocks


def _opened(blocks, opening):
    """The blocks with `opening` before the words of the first paragraph that is no editor's note."""
    index = next((n for n, block in enumerate(blocks) if block.kind == PARAGRAPH), None)
    if index is None:
        return [_block(PARAGRAPH, opening, fonts.SANS), *blocks]
    first = blocks[index]
    opened = replace(first, runs=((opening, fonts.BLACK), *first.runs))
    return [*blocks[:index], opened, *blocks[index + 1 :]]


def _block(kind, text, face, **options):
    return Block(kind, ((text, face),), **options)


def _blocks(line):
    """The Blocks of one line of a body: a line break within a paragraph begins a new one without an indent."""
    if line.kind == body.TABLE:
        yield Block(TABLE, rows=tuple(map(tuple, line.rows)))
        return
    kind = {body.SUBHEAD: SUBHEAD, body.VERSE: VERSE}.get(line.kind, PARAGRAPH)
    if kind == PARAGRAPH and marks.is_editors_note(line.text):
        kind = NOTE
    for number, runs in enumerate(_parted(line.runs)):
        is_start = number == 0
        faced = tuple((run.text, _face(kind, run)) for run in runs)
        yield Block(kind, faced, is_indented=is_start)


def _parted(runs):
    """The runs, parted at line feeds."""
    parts = [[]]
    for run in runs:
        for number, text in enumerate(run.text.split("\n")):
            if number:
                parts.append([])
            if text:
                parts[-1].append(body.Run(text, run.is_bold, run.is_italic))
    return [part for part in parts if part]


def _face(kind, run):
    if kind == SUBHEAD or run.is_bold:
        return fonts.BOLD
    return fonts.SANS if run.is_italic or kind == NOTE else fonts.SERIF


def _with_signs_at_hand(piece):
    """The piece with a geta for each sign that no face has."""

    def settable(text):
        text, missing = fonts.settable(text)
        piece.missing_signs += [sign for sign in missing if sign not in piece.missing_signs]
        return text

    for name in ("column", "kicker", "title", "deck", "byline"):
        setattr(piece, name, settable(getattr(piece, name)))
    blocks = [
        replace(
            block,
            runs=tuple((settable(text), face) for text, face in block.runs),
            rows=tuple(tuple(settable(cell) for cell in row) for row in block.rows),
        )
        for block in piece.blocks
    ]
    piece.blocks = [block for block in blocks if block.rows or block.text.strip()]
    piece.pictures = [
        Picture(picture.photo, settable(picture.caption), settable(picture.credit))
        for picture in piece.pictures
    ]
    return piece
