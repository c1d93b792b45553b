"""The line of page credits as it is printed under a page's name: 责任编辑:某某 校对:某某."""

import re

_ROLE = re.compile(r"([^\s:：、，,]+)\s*[:：]")
_BETWEEN_NAMES = re.compile(r"[、，,；;]\s*|\s+")


def parse(line):
    """Return the (role, name) pairs of a printed line, in order; a role with two names gives two pairs.

    Raises ValueError where a name stands before any role.
    """
    before, *parts = _ROLE.split(line)
    if before.strip():
        raise ValueError(before.strip())
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [(role, name) for role, names in pairs for name in _BETWEEN_NAMES.split(names.strip()) if name]


def line(credits):
    """Return PageCredits as the line that `parse` reads back."""
    by_role = {}
    for credit in credits:
        by_role.setdefault(credit.role, []).append(credit.name)
    return " ".join(f"{role}：{'、'.join(names)}" for role, names in by_role.items())
