"""Credits as they are printed: who did what, in one line."""

from itertools import groupby
from operator import itemgetter

# Roles that are printed after the name: 记者 某某 摄, 受访者 供图.
_TRAILING_ROLES = ("供图", "提供", "摄", "发", "绘", "制图")


def line(credits):
    """Return (role, name) pairs as printed: the role once before its names, 记者 林小禾 通讯员 柏青; "" for none."""
    groups = groupby(credits, itemgetter(0))
    return " ".join(_said(role, [name for _, name in group]) for role, group in groups)


def under_photo(credits):
    """Return a photo's (role, name) pairs as printed under it; who is named by office only took the picture (摄)."""
    roles = [role for role, _ in credits]
    says_how = any(mark in role for role in roles for mark in _TRAILING_ROLES)
    return line(credits) if says_how or not any(roles) else f"{line(credits)} 摄"


def opening(dateline, credits):
    """Return what opens the first paragraph in print: 本报讯（记者 林小禾）; "" without a dateline."""
    if not dateline:
        return ""
    names = line(credits)
    return f"{dateline}（{names}）" if names else f"{dateline}\u3000"


def _said(role, names):
    words = [*names, role] if role in _TRAILING_ROLES else [role, *names]
    return " ".join(words).strip()
