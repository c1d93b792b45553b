"""Loads the paper's own lists for the checks of copy."""

from articles.checks.house import House, Post, Word
from articles.models import HouseStyle, Official, WatchWord


def style():
    """Return the paper's HouseStyle, the usual one where none is stored (one query)."""
    return HouseStyle.objects.first() or HouseStyle()


def load(measures=None):
    """Return the House of checks (two queries, three without `measures`, which are the paper's HouseStyle)."""
    measures = measures or style()
    words = WatchWord.objects.values_list("term", "replacement", "severity", "note")
    posts = Official.objects.values_list("name", "post", "since", "until", "rank")
    return House(
        words=tuple(Word(*word) for word in words),
        posts=tuple(Post(*post) for post in posts),
        datelines=tuple(measures.dateline_lines),
        longest_title=measures.longest_title,
    )
