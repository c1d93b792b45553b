"""Areas set by hand: the pieces that can be marked on a page's print file, and how what was marked is kept."""

import hashlib
from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from issues.models import Area, Page, Whereabouts


class AreasChangedError(ValueError):
    """The areas are not what the person saw: somebody has saved, or other pieces or another file are on the page."""


class Place(models.TextChoices):
    """What a person says of a piece's place on the picture."""

    AUTO = "auto", gettext_lazy("as it is found in the PDF")
    KNOWN = "known", gettext_lazy("where its boxes are")
    ABSENT = "absent", gettext_lazy("not on this page's picture")


@dataclass(frozen=True)
class Piece:
    """A piece, or a pointer to it in the guide, that a print file shows or ought to; `area` is None before a match."""

    title: str
    article: Article | None
    is_guide: bool
    area: Area | None
    is_left_over: bool = False  # the plan of the page has it no more

    @property
    def name(self):
        """What a sentence calls it."""
        said = _("“%(title)s” in the guide") if self.is_guide else _("“%(title)s”")
        return said % {"title": self.title}

    @property
    def key(self):
        """What names it in a form; copy that is gone has nothing but its area."""
        if self.article is None:
            return f"area-{self.area.pk}"
        return f"{'guide' if self.is_guide else 'piece'}-{self.article.pk}"

    @property
    def boxes(self):
        return self.area.boxes if self.area else []

    @property
    def place(self):
        if not (self.area and self.area.is_by_hand):
            return Place.AUTO
        return Place.ABSENT if self.area.whereabouts == Whereabouts.ABSENT else Place.KNOWN

    @property
    def found_share(self):
        """How sure the match is: 92%."""
        return f"{int(self.area.confidence * 100)}%" if self.area else ""

    @property
    def state(self):
        """Where the piece stands, in one word: unmarked, absent, hand, doubtful or auto."""
        if self.area is None or self.area.whereabouts == Whereabouts.UNKNOWN:
            return "unmarked"
        if self.area.whereabouts == Whereabouts.ABSENT:
            return "absent"
        if self.area.is_by_hand:
            return "hand"
        return "doubtful" if self.area.is_doubtful else "auto"


def pieces_of(page):
    """Return the Pieces of a page with a print file: placements in print order, then linked guide entries.

    At the end stands whatever else the file shows: copy that has been taken off the page since, or is gone.
    """
    areas = list(page.print_file.areas.select_related("article").order_by("pk"))
    known = {(area.article_id, area.is_guide): area for area in areas if area.article_id}
    guide = page.guide.exclude(article=None).order_by("order", "id").select_related("article")
    found = {}
    for is_guide, there in (
        (False, page.placements.in_print_order().select_related("article")),
        (True, guide),
    ):
        for one in there:
            found.setdefault((one.article_id, is_guide), one)
    pieces = [Piece(one.title, one.article, key[1], known.pop(key, None)) for key, one in found.items()]
    left = [*known.values(), *(area for area in areas if not area.article_id)]
    return pieces + [Piece(_title_left(area), area.article, area.is_guide, area, True) for area in left]


def fingerprint(page, pieces):
    """Return a short word that changes with the page's print file, its pieces and their areas."""
    facts = ("boxes", "whereabouts", "confidence", "is_by_hand")
    stored = [(piece.key, [getattr(piece.area, fact, None) for fact in facts]) for piece in pieces]
    return hashlib.sha256(repr((page.print_file_id, stored)).encode()).hexdigest()[:16]


@transaction.atomic
def save(page, marked, user, seen):
    """Keep {key of a piece: (Place, boxes)} in `marked`, and log it; returns the sentence that tells it, "" for nothing.

    What is said by hand is sure; the next match places anew what is left to it. Other pieces stay as they are. `seen`
    are the fingerprints that the person has been shown; raises AreasChangedError where none of them holds any more.
    """
    page = Page.objects.select_for_update(of=["self"]).select_related("issue", "print_file").get(pk=page.pk)
    pieces = pieces_of(page) if page.print_file else []
    if fingerprint(page, pieces) not in seen:
        raise AreasChangedError
    changed = [piece for piece in pieces if piece.key in marked]
    for piece in changed:
        _write(page.print_file, piece, *marked[piece.key])
    if said := _told([(piece.name, marked[piece.key][0]) for piece in changed]):
        LogEntry.objects.log_actions(user.pk, [page], CHANGE, said, single_object=True)
    return said


def _title_left(area):
    return area.article.title if area.article else _("copy that is gone")


def _write(print_file, piece, place, boxes):
    area = piece.area or Area(print_file=print_file, article=piece.article, is_guide=piece.is_guide)
    is_absent = place == Place.ABSENT
    area.boxes = [] if is_absent else boxes
    if is_absent:
        area.whereabouts = Whereabouts.ABSENT
    else:
        area.whereabouts = Whereabouts.KNOWN if boxes else Whereabouts.UNKNOWN
    area.is_by_hand = place != Place.AUTO
    # What is left to the next match is doubtful until then.
    area.confidence = 1 if area.is_by_hand else 0
    area.save()


def _told(places):
    """Return the sentence on [(name of a piece, Place)]."""
    sentences = (
        (Place.KNOWN, _("areas set by hand: %(pieces)s")),
        (Place.ABSENT, _("not on the picture: %(pieces)s")),
        (Place.AUTO, _("left to the next match: %(pieces)s")),
    )
    said = []
    for wanted, sentence in sentences:
        if names := [name for name, place in places if place == wanted]:
            said.append(sentence % {"pieces": _(", ").join(names)})
    return _("; ").join(said)
