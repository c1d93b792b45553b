"""The states of copy and who may move it from one to the next.

Until the three reviews come with their rules, there is one move: approval.
"""

from articles.models import Article, ArticleState


def approve(article):
    """Approve a piece of copy, from whatever state it is in."""
    _move(article, ArticleState.APPROVED)


def reopen(article):
    """Send changed copy back to review, where it had passed one; returns whether it had."""
    passed = article.state in (ArticleState.FIRST_REVIEW, ArticleState.SECOND_REVIEW, ArticleState.APPROVED)
    if passed:
        _move(article, ArticleState.SUBMITTED)
    return passed


def _move(article, state):
    article.state = state
    Article.objects.filter(pk=article.pk).update(state=state)
