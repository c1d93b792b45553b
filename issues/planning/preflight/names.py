"""The preflight's rules as the desk calls them."""

from django.utils.translation import gettext_lazy as _

from articles import check_names

NAMES = {
    "issue_empty": _("empty issue"),
    "page_missing": _("missing page"),
    "page_empty": _("empty page"),
    "page_beyond_count": _("page beyond the count"),
    "not_approved": _("not approved"),
    "withdrawn_copy": _("withdrawn"),
    "jump_open": _("open jump"),
    "jump_headline_differs": _("jump headline differs"),
    "pointer_empty": _("pointer to nothing"),
    "number_sequence": _("number out of sequence"),
    "date_sequence": _("date out of sequence"),
    "duplicate_placement": _("placed twice"),
    "duplicate_photo": _("picture used twice"),
    "nearly_reprinted": _("printed before"),
    "advertisement_unmarked": _("advertisement without mark"),
    "proofs_unfinished": _("proofs not finished"),
    "changed_after_proof": _("changed after proof"),
    "print_file_missing": _("no print file"),
    "areas_doubtful": _("areas to look at"),
    "areas_unmarked": _("areas to mark"),
    "print_file_withheld": _("print file withheld"),
    "print_file_of_another_issue": _("print file of another issue"),
    "print_file_lacks": _("piece missing on the print file"),
    **check_names.NAMES,
}


def name_of(rule):
    """Return what the desk calls the rule; a code that is new stands as it is."""
    return NAMES.get(rule, rule)
