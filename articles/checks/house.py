"""The paper's own lists that copy is held against."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word to watch; severity is "block" or "warning"."""

    term: str
    replacement: str = ""
    severity: str = "warning"
    note: str = ""


@dataclass(frozen=True)
class Post:
    """Who holds a post, from the day `since` to the day `until`; rank 1 stands first, 0 has no place in the order."""

    name: str
    post: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    rank: int = 0

    def is_held_on(self, day):
        """Whether the post is held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def is_held_in(self, year):
        """Whether the post is held on any day of `year`."""
        begins, ends = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return (self.since is None or self.since <= ends) and (self.until is None or begins <= self.until)


@dataclass(frozen=True)
class House:
    words: tuple[Word, ...] = ()
    posts: tuple[Post, ...] = ()
    datelines: tuple[str, ...] = ()  # `*` stands for any words
    longest_title: int = 30
