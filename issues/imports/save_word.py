"""The path from a Word document's draft to the database: one article in draft, one transaction."""

import io

from django.db import transaction
from django.utils.translation import gettext as _

from articles import access, photos
from articles.models import Article
from issues.imports.draft import Draft
from issues.imports.saving import people, pieces, said
from issues.imports.saving.errors import PageImportError

_LONGEST_WORDS = 30  # characters of the words that a comment stands on


def save_word(article, pictures, note, user, choices=None):
    """Make an article of an ArticleDraft as it stands in the form; returns it.

    `pictures` has the bytes of pictures by the line of their photo, `choices` says who is meant where two share a
    name. Names are linked to people already known; nobody new is made. Raises PageImportError, and saves nothing.
    """
    credits = people.credits_of(Draft(articles=(article,)))
    links = people.link_known(credits, choices)
    piece = said.whole([said.part(article, None, 0, links)]) | {"internal_note": note}
    with transaction.atomic():
        stored = [
            _taken_in(number, pictures.get(photo.line)) for number, photo in enumerate(article.photos, 1)
        ]
        piece["photos"] = [photo | picture for photo, picture in zip(piece["photos"], stored, strict=True)]
        made = pieces.make(piece, user).article
        made.photos.update(added_by=user)
        if not user.has_perm(access.SEE_ALL):
            Article.objects.filter(pk=made.pk).update(owner=user)
    return made


def note_of(draft):
    """Return the comments and notes of a WordDraft as lines for the internal note."""
    comments = [
        _("Comment by %(author)s: %(text)s") % {"author": one.author or _("unknown"), "text": _on_words(one)}
        for one in draft.comments
    ]
    notes = [_("Note: %(text)s") % {"text": _on_words(one)} for one in draft.notes]
    return "\n".join([*comments, *notes])


def _on_words(comment):
    if not comment.words:
        return comment.text
    words = comment.words
    words = f"{words[:_LONGEST_WORDS]}…" if len(words) > _LONGEST_WORDS else words
    return _("%(text)s (on “%(words)s”)") % {"text": comment.text, "words": words}


def _taken_in(number, data):
    """The stored picture of the photo of that number as a piece has it; {} where the document has none for it."""
    if not data:
        return {}
    try:
        stored = photos.take_in(io.BytesIO(data))
    except photos.PictureError as error:
        message = _("photo %(number)s: %(message)s") % {"number": number, "message": error}
        raise PageImportError(message) from error
    return {"file": stored.name, "width": stored.width, "height": stored.height}
