"""The people and tags that a reader means by a name, however it is spelled: 羅聽瀾 is 罗听澜, 张　三 is 张三."""

from difflib import get_close_matches

from taggit.models import Tag

from articles.bylines import plain_name
from articles.models import Credit, Reporter
from articles.search.folding import fold

_LIKENESS = 0.5  # two signs of three, or of four


def people(typed):
    """Return the names, as they are written in credits and among the reporters, that `typed` spells."""
    credited = Credit.objects.order_by().values_list("name", flat=True).distinct()
    return _spelled(typed, {*credited, *Reporter.objects.values_list("name", flat=True)})


def tags(typed):
    """Return the names of tags that `typed` spells."""
    return _spelled(typed, Tag.objects.values_list("name", flat=True))


def near(typed, known):
    """Return up to three names of `known`, names that readers may see, that are most like `typed`."""
    folded = {_folded(name): name for name in known}
    return [folded[name] for name in get_close_matches(_folded(typed), folded, cutoff=_LIKENESS)]


def _spelled(typed, names):
    wanted = _folded(typed)
    return [name for name in names if _folded(name) == wanted]


def _folded(name):
    return fold(plain_name(name))
