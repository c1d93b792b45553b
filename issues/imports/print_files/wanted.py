"""What is to be looked for on a page's print file: the pieces that stand there, and those its guide points to."""

from articles import richtext
from issues import reading
from issues.imports.pagepdf.matching import Wanted
from issues.publication import StaffShelf

PIECE, GUIDE = False, True


def on_page(page):
    """Return the Wanted of a page; the key of each is (article's id, whether it is the guide's pointer to it)."""
    shelf = StaffShelf()
    pieces = [_piece(placement) for placement in reading.laid_out(shelf).filter(page=page)]
    pointers = [
        Wanted((entry.article_id, GUIDE), (entry.title,), beside=f"{entry.target}版")
        for entry in page.guide.exclude(article=None)
    ]
    return pieces + pointers


def _piece(placement):
    article, photos = placement.article, reading.photos_on(placement)
    head = [placement.title]
    if placement.part == 1:
        head = [article.column, article.kicker, placement.title, article.deck, article.dateline]
        head += [f"{credit.role} {credit.name}" for credit in article.credits.all()]
    captions = [_caption(photo) for photo in photos]
    texts = [*head, richtext.plain(reading.copy_on(placement)), *captions, *_jump_lines(placement)]
    return Wanted((article.pk, PIECE), tuple(text for text in texts if text), tuple(captions))


def _caption(photo):
    credits = " ".join(f"{credit.role} {credit.name} {credit.role}" for credit in photo.credits.all())
    return f"{photo.caption} {credits}"


def _jump_lines(placement):
    """The words of the printed page, in the language of the paper."""
    lines = []
    if placement.continued_on:
        lines.append(f"下转{placement.continued_on}版 下转第{placement.continued_on}版")
    if placement.continued_from:
        lines.append(f"上接{placement.continued_from}版 上接第{placement.continued_from}版")
    if placement.see_page:
        lines.append(f"详见{placement.see_page}版 详见第{placement.see_page}版")
    return lines
