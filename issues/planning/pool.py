"""The pool beside the board: copy that stands on no page, newest first, searched by headline, names and number."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from articles import access
from articles.models import Article, ArticleState, Credit
from issues.models import Placement

# As many cards as are looked through without a search; the total is told.
SHOWN = 60
_HEADLINE = ("column", "kicker", "title", "deck")


@dataclass(frozen=True)
class Pool:
    """What of the pool is shown (Articles), of how many that fit, and what was asked."""

    articles: list[Article]
    total: int
    words: str
    state: str

    @property
    def left_out(self):
        return self.total - len(self.articles)


def unplaced(user, words="", state=""):
    """Return the Pool for `user`: what holds each of `words` (in its headline, credits, writer or number), in `state`."""
    # Of all copy little is in the pool: it is told apart once, and what is asked is asked of that little.
    standing = Placement.objects.filter(article=OuterRef("pk"))
    found = access.visible_articles(user).filter(~Exists(standing))
    keys = list(found.order_by("-pk").values_list("pk", flat=True))
    if words or state:
        keys = _narrowed(keys, words, state)
    shown = Article.objects.filter(pk__in=keys[:SHOWN]).order_by("-pk")
    shown = shown.select_related("owner").defer("body", "internal_note")
    return Pool(list(shown.prefetch_related("credits", "photos", "withdrawals")), len(keys), words, state)


def _narrowed(keys, words, state):
    found = Article.objects.filter(pk__in=keys)
    for word in words.split():
        found = found.filter(_holding(word))
    if state in ArticleState.values:
        found = found.filter(state=state)
    return list(found.order_by("-pk").values_list("pk", flat=True))


def _holding(word):
    credited = Exists(Credit.objects.filter(article=OuterRef("pk"), name__icontains=word))
    held = Q(credited) | Q(owner__username=word) | Q(owner__last_name__icontains=word)
    for field in _HEADLINE:
        held |= Q(**{f"{field}__icontains": word})
    number = word.rpartition("-")[2]
    return held | Q(pk=number) if number.isdecimal() and len(number) <= 12 else held
