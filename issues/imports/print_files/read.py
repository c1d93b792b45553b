"""Reads a waiting print file into its page: the picture, the text, the areas; all of it, or the page keeps what it had."""

from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from issues import history, page_pictures
from issues.imports.pagepdf import areas, document, trust
from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.areas import FoundArea
from issues.imports.pagepdf.layout import read_layout
from issues.imports.print_files import wanted
from issues.imports.print_files.heads import of_another_issue
from issues.models import SURE, Area, Page, PrintedText, PrintFile, Whereabouts

# What an area set by hand and one that is found have in common, of all that either covers, where the piece has not
# moved and the editor has only set it better.
_AS_IT_DID = 0.9


class PrintFileError(ValueError):
    """A print file that can't be read; its text says which, which sheet, and why."""


@dataclass(frozen=True)
class Reading:
    """What was made of a print file: what its text is worth, how many areas were found, how many are to be looked at.

    `moved` counts the pieces that were set by hand on the last file, and found elsewhere on this one.
    """

    print_file: PrintFile
    areas: int
    doubtful: int
    moved: int = 0

    def line(self):
        """Return it in sentences."""
        said = [self._found()]
        if self.moved:
            moved = ngettext(
                "%(count)s piece that was set by hand stands elsewhere now.",
                "%(count)s pieces that were set by hand stand elsewhere now.",
                self.moved,
            )
            said.append(moved % {"count": self.moved})
        if self.print_file.doubt:
            said.append(self.print_file.doubt)
        return " ".join(said)

    def _found(self):
        if not self.areas and not self.doubtful:
            return _("The picture is made. No piece stands on the page yet.")
        if self.print_file.text != PrintedText.READ:
            return _("The picture is made. The text can't be used (%(why)s): mark the areas by hand.") % {
                "why": self.print_file.get_text_display()
            }
        found = ngettext("%(count)s area", "%(count)s areas", self.areas) % {"count": self.areas}
        if not self.doubtful:
            return _("The picture is made, %(areas)s found.") % {"areas": found}
        return _("The picture is made, %(areas)s found; %(doubtful)s to be looked at.") % {
            "areas": found,
            "doubtful": self.doubtful,
        }


def read(print_file, user=None):
    """Make a waiting PrintFile its page's; returns the Reading.

    Raises PrintFileError, which is kept with the file; the page keeps what it had.
    """
    try:
        glyphs, image = _opened(print_file)
    except document.PdfError as error:
        print_file.refusal = _(error.message) % error.params
        print_file.save(update_fields=["refusal"])
        raise PrintFileError(
            _("%(what)s: %(why)s") % {"what": print_file.sent_as, "why": print_file.refusal}
        ) from error
    page_pictures.store(print_file, image)
    return _attach(print_file, glyphs, image, user)


def look_again(page, user):
    """Look for the page's pieces on its print file again; what was set by hand stays. Returns the Reading."""
    glyphs, image = _opened(page.print_file)
    return _attach(page.print_file, glyphs, image, user)


def _opened(print_file):
    with print_file.file.open("rb") as file, document.opened(file.read()) as pdf:
        sheet = pdf.sheet(1)
        return sheet.read(), sheet.draw(page_pictures.ZOOM)


def _worth(glyphs, image):
    if not glyphs.has_text:
        return PrintedText.NONE
    return PrintedText.WRONG if trust.is_right(glyphs, image) is False else PrintedText.READ


def _doubt(print_file, glyphs):
    if print_file.text != PrintedText.READ:
        return ""
    draft, _text = read_layout(glyphs)
    said = of_another_issue(draft.masthead, print_file.page.issue)
    return said and _("Look whether this is the right file: %(why)s.") % {"why": said}


def _find(print_file, glyphs, pieces):
    if print_file.text != PrintedText.READ:
        return {piece.key: FoundArea() for piece in pieces}
    return areas.find(glyphs, pieces)


def _attach(print_file, glyphs, image, user):
    print_file.text = _worth(glyphs, image)
    print_file.doubt = _doubt(print_file, glyphs)
    pieces = wanted.on_page(print_file.page)
    return _keep(print_file, _find(print_file, glyphs, pieces), user)


@transaction.atomic
def _keep(print_file, found, user):
    page = Page.objects.select_for_update().get(pk=print_file.page_id)
    history.begin(page)
    kept = _by_hand(page.print_file) if page.print_file else {}
    print_file.read_at, print_file.refusal = timezone.now(), ""
    print_file.save()
    print_file.areas.filter(pk__in=_looked_for(print_file, found, kept)).delete()
    absent = _absent(print_file, found)
    former = {key: area for key, area in kept.items() if area.print_file_id != print_file.pk}
    moved = {key for key, area in former.items() if key in found and _has_moved(area, found[key])}
    Area.objects.bulk_create(
        _taken_over(former[key], area, print_file)
        if key in former and key not in moved
        else _area(print_file, key, area, key in absent)
        for key, area in found.items()
        if key in former or key not in kept
    )
    page.print_file = print_file
    page.save(update_fields=["print_file"])
    history.record(page, user, "edit")
    reading = _reading(print_file, len(moved))
    if user:
        said = _("Print file %(file)s: %(said)s") % {"file": print_file.sent_as, "said": reading.line()}
        LogEntry.objects.log_actions(user.pk, [page], CHANGE, said, single_object=True)
    return reading


def _looked_for(print_file, found, kept):
    """The ids of the areas that give way to what was `found`; a piece that has left the page stays hidden there."""
    staying = {area.pk for area in kept.values()}
    rows = print_file.areas.values_list("pk", "article", "is_guide")
    return [pk for pk, article, is_guide in rows if (article, is_guide) in found and pk not in staying]


def _by_hand(print_file):
    return {(area.article_id, area.is_guide): area for area in print_file.areas.filter(is_by_hand=True)}


def _has_moved(by_hand, found):
    """Whether a piece is surely found, and nowhere near to where it was set by hand on the last file."""
    return found.confidence >= SURE and not box_of.overlap(by_hand.boxes, found.boxes)


def _taken_over(by_hand, found, print_file):
    """What was set by hand on the last file: it holds where the piece stands as it did, else a person is to look."""
    boxes = by_hand.boxes
    return Area(
        print_file=print_file,
        article_id=by_hand.article_id,
        is_guide=by_hand.is_guide,
        whereabouts=Whereabouts.KNOWN if boxes else Whereabouts.UNKNOWN,
        boxes=boxes,
        is_by_hand=found.confidence >= SURE and box_of.overlap(boxes, found.boxes) >= _AS_IT_DID,
    )


def _area(print_file, key, found, is_absent):
    whereabouts = Whereabouts.KNOWN if found.boxes else Whereabouts.UNKNOWN
    return Area(
        print_file=print_file,
        article_id=key[0],
        is_guide=key[1],
        whereabouts=Whereabouts.ABSENT if is_absent else whereabouts,
        boxes=[list(box) for box in found.boxes],
        confidence=found.confidence,
    )


def _absent(print_file, found):
    """Return the keys of the pieces that the print file surely doesn't show.

    They were withdrawn before, and nothing of them was found. Any other piece may stand there all the same.
    """
    if print_file.text != PrintedText.READ:
        return set()
    missing = [key for key, area in found.items() if not area.has_trace]
    named = Article.objects.not_withdrawn().filter(pk__in=[key[0] for key in missing])
    there = set(named.values_list("pk", flat=True))
    return {key for key in missing if key[0] not in there}


def _reading(print_file, moved):
    standing = list(print_file.areas.all())
    known = sum(area.whereabouts == Whereabouts.KNOWN for area in standing)
    return Reading(print_file, known, sum(area.is_doubtful for area in standing), moved)
