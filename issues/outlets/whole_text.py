"""A piece's whole body as HTML for who prints it in a place of his own."""

from django.utils.safestring import mark_safe

from articles import credit_lines
from issues.outlets.addresses import whole_links
from issues.templatetags.paper import whole_body

# It keeps a page's lines from breaking within 9:00—12:00, and in copy is none of its signs.
_WORD_JOINER = "\u2060"


def whole_text(article, absolute):
    """Return the body joined over its jump: opened by the dateline, foreign phrases marked, links made whole."""
    html = whole_body(article, credit_lines.opening(article.dateline, []))
    return mark_safe(whole_links(html.replace(_WORD_JOINER, ""), absolute))
