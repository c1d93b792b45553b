"""Takes an article back from its readers, and gives it to them again."""

from django.utils import timezone

from articles.models import Withdrawal


def withdraw(article, user, note):
    """Withdraw the article with the paper's `note` to readers; one that is withdrawn already stays as it is."""
    return Withdrawal.objects.get_or_create(
        article=article, lifted_at=None, defaults={"note": note, "withdrawn_by": user}
    )


def lift(article, user):
    """End the withdrawal in force; the record of it stays. Returns whether there was one."""
    standing = Withdrawal.objects.filter(article=article, lifted_at=None)
    return bool(standing.update(lifted_by=user, lifted_at=timezone.now()))
