"""Writes one piece of a page's text: the copy merged with the desk's, its revisions, and its review reopened."""

from dataclasses import dataclass

from articles import review, revisions
from articles.models import Article, Credit, Revision
from issues.imports.saving import said
from issues.imports.saving.errors import require_fit
from issues.imports.saving.merge import Field, merge

_CHECKED = ("column", "kicker", "title", "deck", "dateline")


@dataclass(frozen=True)
class Written:
    """What came of one piece: its article, how it stands now, what the desk keeps, whether its review reopened."""

    article: Article
    piece: dict
    is_changed: bool
    kept: tuple[Field, ...]
    clashes: tuple[Field, ...]
    is_reopened: bool


def write(article, base, text, user, corrected=None):
    """Make the article say what its text says, merged with what the desk has made of it; returns Written.

    `base` is the piece as the text last said it (None: never), `text` {"issue": id, "parts": […]} what it says
    now (said.py). `corrected` are the parts as an editor has corrected them before saving: the text is kept as
    the import, the correction as the editor's own change. An article without a key is made. Raises PageImportError.
    """
    ours = revisions.snapshot(article) if article.pk else None
    theirs = said.whole(text["parts"], ours)
    merged = merge(base, theirs, ours or theirs)
    final = merge(theirs, said.whole(corrected, ours), merged.piece) if corrected else merged
    is_changed, is_news = final.piece != ours, base is None or base.get("text") != text
    if is_changed:
        _require_fit(final.piece)
        revisions.write(article, final.piece)
    if is_news:
        revisions.record(article, user, Revision.Origin.IMPORT, {**theirs, "text": text})
    if final.piece != theirs if is_news else is_changed:
        by_hand = final.piece != merged.piece
        revisions.record(
            article, user, Revision.Origin.EDIT if by_hand else Revision.Origin.MERGE, final.piece
        )
    clashes = merged.clashes + (final.clashes if corrected else ())
    is_reopened = is_changed and review.reopen(article, user)
    return Written(article, final.piece, is_changed, merged.kept, clashes, is_reopened)


def make(piece, user):
    """Make an article that is an editor's own and no text's; returns Written. Raises PageImportError."""
    article = Article()
    _require_fit(piece)
    revisions.write(article, piece)
    revisions.record(article, user, Revision.Origin.EDIT, piece)
    return Written(article, piece, is_changed=True, kept=(), clashes=(), is_reopened=False)


def _require_fit(piece):
    require_fit(Article(**{name: piece[name] for name in _CHECKED}), _CHECKED)
    for owner in (piece, *piece["photos"]):
        for line in owner["credits"]:
            require_fit(Credit(role=line["role"], name=line["name"]), ("role", "name"))
