"""Says a correction as Chinese papers print it: issue, date, page, piece, place, the wrong wording and the right.

Of a withdrawal it says where the piece stood, and no more.
"""

from functools import partial
from itertools import groupby

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext

from issues.templatetags.paper import foreign

register = template.Library()

_INNER_QUOTES = str.maketrans("“”", "‘’")
_INNER_TITLE_MARKS = str.maketrans("《》", "〈〉")


@register.simple_tag(takes_context=True)
def correction_line(context, correction, links=False):
    """The sentence of a correction (as issues/reading.py loads it), with `links` to its issue, page and piece."""
    issue, article = correction.issue, correction.article
    page = gettext("page %(label)s") % {"label": correction.page_label or correction.page_number}
    title = article.title.translate(_INNER_TITLE_MARKS)
    linked = partial(_linked, context["request"].resolver_match.namespace if links else "")
    return format_html(
        gettext("In our {issue} ({date}), {page}, “{title}”{place}: for “{wrong}” read “{right}”."),
        issue=linked(issue.label, "issue", issue.slug),
        date=date_format(issue.date),
        page=linked(
            format_html('<span class="whole">{}</span>', page), "page", issue.slug, correction.page_number
        ),
        title=linked(foreign(title), "article", article.pk),
        place=correction.place,
        wrong=foreign(inside_quotes(correction.wrong)),
        right=foreign(inside_quotes(correction.right)),
    )


@register.simple_tag(takes_context=True)
def withdrawal_line(context, page, links=False):
    """The sentence of a withdrawal of what stood on `page` (with its issue), with `links` to both."""
    issue = page.issue
    linked = partial(_linked, context["request"].resolver_match.namespace if links else "")
    label = format_html('<span class="whole">{}</span>', page.printed_label)
    return format_html(
        gettext("A piece in our {issue} ({date}), {page}, is withdrawn."),
        issue=linked(issue.label, "issue", issue.slug),
        date=date_format(issue.date),
        page=linked(label, "page", issue.slug, page.number),
    )


@register.filter
def by_year(notices):
    """Notices in their order, grouped by the year they were made in: (grouper, list) each."""
    years = groupby(notices, lambda notice: timezone.localtime(notice.moment).year)
    return [{"grouper": year, "list": list(group)} for year, group in years]


def _linked(namespace, words, view, *args):
    """The words as a link inside the site or the preview (`namespace`); bare where there is none."""
    if not namespace:
        return words
    return format_html('<a href="{}">{}</a>', reverse(f"{namespace}:{view}", args=args), words)


def inside_quotes(words):
    """Quotation marks inside quotation marks are single ones; a lone mark may be what the correction is about."""
    return words.translate(_INNER_QUOTES) if words.count("“") == words.count("”") else words
