"""The words with which the editor of areas (desk/areas/) tells what is done on the picture."""

from django.utils.translation import gettext as _


def said():
    """Return {name: sentence}, with places for what JavaScript fills in."""
    return {
        "area": _("area"),
        "box": _("%(piece)s, box %(number)s of %(count)s: %(where)s"),
        "where": _(
            "%(left)s from the left, %(top)s from the top, %(width)s wide, %(height)s high, in percent"
        ),
        "chosen": _("%(piece)s is chosen; boxes: %(count)s"),
        "none_chosen": _("No piece is chosen."),
        "choose_first": _("Choose a piece first, in the list or on the picture."),
        "none_left": _("Every piece has its place."),
        "drawn": _("New box: %(where)s"),
        "moved": _("Moved: %(where)s"),
        "resized": _("New size: %(where)s"),
        "removed": _("Box removed; left: %(count)s"),
        "confirmed": _("Confirmed: %(piece)s"),
        "absent": _("Not on the picture: %(piece)s"),
        "restored": _("Left to what is found in the PDF: %(piece)s"),
        "undone": _("Undone – %(what)s"),
        "redone": _("Done again – %(what)s"),
        "nothing_undone": _("There is nothing to undo."),
        "nothing_redone": _("There is nothing to do again."),
        "too_small": _("That is too small for a box: drag further."),
        "too_many": _("A piece has %(most)s boxes at most."),
        "unsaved": _("unsaved"),
        "state_hand": _("confirmed"),
        "state_absent": _("not on the picture"),
        "state_unmarked": _("not marked"),
        "state_auto": _("placed by the next match"),
    }
