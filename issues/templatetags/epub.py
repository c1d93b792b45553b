"""What the templates of a book need: its texts, its pictures' files."""

from django import template

from issues.outlets.epub.markup import xhtml
from issues.templatetags.paper import body, opening

register = template.Library()


@register.simple_tag(takes_context=True)
def book_text(context, piece):
    """The whole body of a Piece, opened as in print, its subheads under the article's title."""
    return xhtml(body(piece.body, opening(piece.article)), context["absolute"])


@register.filter
def picture_file(pictures, photo):
    """The file of a Photo among the book's `pictures`; "" where it has none."""
    return pictures.get(photo.file, "")
