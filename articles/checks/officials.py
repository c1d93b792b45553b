"""The people of the paper's list where copy names them."""

import re
from dataclasses import dataclass

from articles.checks import names
from articles.checks.lines import Line


@dataclass(frozen=True)
class Named:
    name: str
    line: Line
    start: int
    end: int


def named_in(line, posts):
    """Return where `line` names people of the list, in order; 李 平 printed with a space is 李平."""
    found = []
    for name in {post.name for post in posts if len(post.name) > 1 and post.name[0] in line.text}:
        found += [
            Named(name, line, *match.span())
            for match in re.finditer(r"\s?".join(map(re.escape, name)), line.text)
            if len(name) > 2 or names.ends_at(line.text, match.end())
        ]
    found.sort(key=lambda one: (one.start, -one.end))
    return [one for index, one in enumerate(found) if not index or one.start >= found[index - 1].end]


def held_by(name, posts, day):
    """The entries of the list for what a person of that name holds on `day`."""
    return [post for post in posts if post.name == name and post.is_held_on(day)]
