"""Says which copy a person may see and change: one's own, or everyone's, by state and lock.

One's own is copy that the account writes (`owner`) or that credits the person it is linked to.
"""

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, ArticleState, Credit, Photo

SEE_ALL = "articles.handle_all_copy"
CORRECT_LOCKED = "articles.correct_locked_article"
MINOR_EDIT = "articles.minor_edit_article"
# The states in which copy is with the person who writes it.
WITH_ITS_WRITER = (ArticleState.DRAFT, ArticleState.RETURNED)


def visible_articles(user):
    """The copy that `user` may read."""
    if not user.has_perm("articles.view_article") and not user.has_perm("articles.change_article"):
        return Article.objects.none()
    return Article.objects.all() if user.has_perm(SEE_ALL) else Article.objects.filter(_own(user))


def visible_photos(user):
    """The photos that `user` may see: those of visible copy and, in the pool, one's own or everyone's."""
    if user.has_perm(SEE_ALL):
        return Photo.objects.all()
    own_in_pool = Q(article=None, added_by=user)
    return Photo.objects.filter(own_in_pool | Q(article__in=visible_articles(user)))


def is_own(user, article):
    """Say whether the copy is the user's own."""
    return article.owner_id == user.pk or article.credits.filter(reporter__user=user).exists()


def may_see(user, article):
    """Say whether `user` may read the copy."""
    return visible_articles(user).filter(pk=article.pk).exists()


def may_edit(user, article):
    """Say whether `user` may save changes of the copy, as an edit or a minor edit."""
    if is_locked(article):
        return user.has_perm(CORRECT_LOCKED)
    return _may_rewrite(user, article) or _may_correct(user, article)


def edits_are_minor(user, article):
    """Say whether whatever `user` saves there is a minor edit: of locked copy, or by who only corrects typography."""
    return is_locked(article) or not _may_rewrite(user, article)


def may_choose_minor(user, article):
    """Say whether `user` may mark an edit of approved copy as minor, so that it opens no new review."""
    return (
        article.state == ArticleState.APPROVED
        and user.has_perm(MINOR_EDIT)
        and not edits_are_minor(user, article)
    )


def is_locked(article):
    """Say whether the copy stands in a signed-off issue."""
    return article.placements.filter(page__issue__state="signed_off").exists()


def _own(user):
    credited = Credit.objects.filter(reporter__user=user, article=OuterRef("pk"))
    return Q(owner=user) | Exists(credited)


def _may_rewrite(user, article):
    if not user.has_perm("articles.change_article"):
        return False
    return user.has_perm(SEE_ALL) or (article.state in WITH_ITS_WRITER and is_own(user, article))


def _may_correct(user, article):
    return user.has_perm(MINOR_EDIT) and user.has_perm(SEE_ALL) and article.state not in WITH_ITS_WRITER
