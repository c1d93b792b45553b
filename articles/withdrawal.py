"""Takes articles back from their readers, and gives them to them again."""

from django.db import transaction
from django.utils import timezone

from articles.models import Withdrawal


def withdraw(article, user, note):
    """Withdraw the article with the paper's `note` to readers; one that is withdrawn already stays as it is.

    Returns (Withdrawal in force, whether it is new).
    """
    return Withdrawal.objects.get_or_create(
        article=article, lifted_at=None, defaults={"note": note, "withdrawn_by": user}
    )


def lift(article, user):
    """End the withdrawal in force; the record of it stays. Returns whether there was one."""
    standing = Withdrawal.objects.filter(article=article, lifted_at=None)
    return bool(standing.update(lifted_by=user, lifted_at=timezone.now()))


@transaction.atomic
def withdraw_all(articles, user, note):
    """Withdraw the articles, all or none of them; returns those that were not withdrawn before."""
    return [article for article in articles if withdraw(article, user, note)[1]]


@transaction.atomic
def lift_all(articles, user):
    """Give the articles back to readers, all or none of them; returns those that were withdrawn."""
    return [article for article in articles if lift(article, user)]
