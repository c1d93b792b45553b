"""Says which copy and photos a person may see and change: one's own, or everyone's, by state and lock.

One's own is copy that the account writes (`owner`) or that credits the person it is linked to. What is asked of one
piece is answered from its `placements` and `credits` where they are loaded.
"""

from django.db.models import Exists, OuterRef, Q
from taggit.models import Tag

from articles.models import Article, ArticleState, Credit, Photo

SEE_ALL = "articles.handle_all_copy"
CORRECT_LOCKED = "articles.correct_locked_article"
MINOR_EDIT = "articles.minor_edit_article"
# Whose account a person is decides which copy that account reads: the editor-in-chief says so.
LINK_ACCOUNTS = "articles.final_review_article"
# The states in which copy is with the person who writes it.
WITH_ITS_WRITER = (ArticleState.DRAFT, ArticleState.RETURNED)


def visible_articles(user):
    """The copy that `user` may read."""
    if not _may_read(user):
        return Article.objects.none()
    return Article.objects.all() if user.has_perm(SEE_ALL) else own_articles(user)


def own_articles(user):
    """The copy that is the user's own."""
    # Looked up from the person's credits: asked piece by piece, all copy would be gone through.
    credited = Credit.objects.filter(reporter__user=user, article__isnull=False)
    return Article.objects.filter(Q(owner=user) | Q(pk__in=credited.values("article")))


def writable_articles(user):
    """The copy that `user` may write in and give photos to, not only correct."""
    if not user.has_perm("articles.change_article"):
        return Article.objects.none()
    articles = visible_articles(user)
    if not user.has_perm(SEE_ALL):
        articles = articles.filter(state__in=WITH_ITS_WRITER)
    return articles if user.has_perm(CORRECT_LOCKED) else articles.exclude(held_by_a_sign_off())


def visible_photos(user):
    """The photos that `user` may see: those of visible copy and, in the pool, one's own or everyone's."""
    if user.has_perm(SEE_ALL):
        return Photo.objects.all()
    own_in_pool = Q(article=None, added_by=user)
    return Photo.objects.filter(own_in_pool | Q(article__in=visible_articles(user)))


def visible_tags(user):
    """The tags that `user` may see: those of copy that may be read."""
    if user.has_perm(SEE_ALL):
        return Tag.objects.all()
    # One's own copy is little: its tags are looked up from it, not the other way.
    return Tag.objects.filter(article__in=visible_articles(user)).distinct()


def is_own(user, article):
    """Say whether the copy is the user's own."""
    person = getattr(user, "reporter", None)
    credited = person and any(credit.reporter_id == person.pk for credit in article.credits.all())
    return bool(article.owner_id == user.pk or credited)


def may_see(user, article):
    """Say whether `user` may read the copy."""
    return _may_read(user) and _is_in_reach(user, article)


def may_edit(user, article):
    """Say whether `user` may save changes of the copy, as an edit or a minor edit."""
    if is_locked(article):
        return user.has_perm(CORRECT_LOCKED) and _is_in_reach(user, article)
    return _may_rewrite(user, article) or _may_correct(user, article)


def may_edit_photo(user, photo):
    """Say whether `user` may change the photo: with its copy, or in the pool one's own or everyone's."""
    if photo.article:
        return may_edit(user, photo.article)
    is_theirs = user.has_perm(SEE_ALL) or photo.added_by_id == user.pk
    return user.has_perm("articles.change_photo") and is_theirs


def only_corrects(user):
    """Say whether `user` corrects typography and writes nothing: whatever such a person saves is a minor edit."""
    return not user.has_perm("articles.change_article")


def edits_are_minor(user, article):
    """Say whether whatever `user` saves there is a minor edit: of locked copy, or by who only corrects."""
    return is_locked(article) or only_corrects(user)


def may_choose_minor(user, article):
    """Say whether `user` may mark an edit of approved copy as minor, so that it opens no new review."""
    return (
        article.state == ArticleState.APPROVED
        and user.has_perm(MINOR_EDIT)
        and not edits_are_minor(user, article)
    )


def is_locked(article):
    """Say whether the copy stands in a signed-off issue."""
    return any(placement.page.issue.is_signed_off for placement in article.placements.all())


def held_by_a_sign_off():
    """Return the condition on articles that says the same in a query."""
    return Exists(Article.objects.filter(pk=OuterRef("pk"), placements__page__issue__state="signed_off"))


def _may_read(user):
    return user.has_perm("articles.view_article") or user.has_perm("articles.change_article")


def _is_in_reach(user, article):
    return user.has_perm(SEE_ALL) or is_own(user, article)


def _may_rewrite(user, article):
    if not user.has_perm("articles.change_article"):
        return False
    return user.has_perm(SEE_ALL) or (article.state in WITH_ITS_WRITER and is_own(user, article))


def _may_correct(user, article):
    return user.has_perm(MINOR_EDIT) and user.has_perm(SEE_ALL) and article.state not in WITH_ITS_WRITER
