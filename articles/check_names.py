"""The rules of the checks of copy (articles/checks/) as the desk calls them."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "unpaired_marks": _("unpaired marks"),
    "half_width_punctuation": _("half-width punctuation"),
    "headline_figure": _("figure in headline"),
    "headline_name": _("name in headline"),
    "name_two_ways": _("name in two ways"),
    "date_contradicts": _("date contradicts"),
    "weekday_contradicts": _("weekday contradicts"),
    "repeated_paragraph": _("repeated paragraph"),
    "long_title": _("long title"),
    "dateline_unlisted": _("dateline not listed"),
    "watch_word": _("word on the list"),
    "post_wrong": _("post wrong"),
    "post_name": _("name of a post's holder"),
    "rank_order": _("order of rank"),
    "photo_without_file": _("photo without file"),
    "photo_without_caption": _("photo without caption"),
    "low_resolution": _("few pixels"),
    "photo_undescribed": _("photo without alternative text"),
}
