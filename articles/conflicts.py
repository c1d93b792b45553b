"""Tells the second of two people who save one article who changed what in the meantime."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import revisions
from articles.models import Article
from articles.staff import staff_name


def latest_number(article):
    """Return the number of the article's last revision, 0 where it has none."""
    return article.revisions.values_list("number", flat=True).order_by("-number").first() or 0


def overtaken_by(article, number):
    """Return the last revision where it isn't `number`, the one that a form was opened at; else None."""
    last = article.revisions.select_related("made_by").order_by("-number").first()
    return last if last and last.number != number else None


def message(article, number, last):
    """Return the sentence for whoever opened revision `number` and finds `last` saved after it."""
    opened = article.revisions.filter(number=number).first()
    changed = changed_parts(opened.piece, last.piece) if opened else []
    facts = {"who": _who(last), "when": date_format(timezone.localtime(last.made_at), "DATETIME_FORMAT")}
    said = _("%(who)s saved this article at %(when)s, after you had opened it.") % facts
    return said + (_(" Changed: %(parts)s.") % {"parts": "、".join(changed)} if changed else "")


def changed_parts(before, after):
    """Return the names of the parts in which two pieces (snapshots of articles/revisions.py) differ."""
    parts = (*revisions.FIELDS, "tags", "credits", "photos")
    return [_part_name(part) for part in parts if before.get(part) != after.get(part)]


def _part_name(part):
    names = {"credits": _("credits"), "photos": _("photos")}
    return names.get(part) or str(Article._meta.get_field(part).verbose_name)


def _who(revision):
    return staff_name(revision.made_by) if revision.made_by else _("An import")
