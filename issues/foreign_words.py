"""Marks the foreign words in Chinese copy, so that a screen reader says them in their own language.

WCAG 2.2, 3.1.2 (Language of Parts), asks it of passages and phrases, not of proper names, technical terms and words
that have become part of the Chinese around them: a single Latin word is mostly one of these, and stays as it is.
"""

import re

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏ"
# What stands beside a letter in an address, a number with its unit or a file's name; & and # begin an entity.
_OF_A_CODE = f"{_LETTERS}0-9@/_"
_WORD = rf"(?<![{_OF_A_CODE}.:&#-])[{_LETTERS}]+(?:(?:['’-]|&#x27;)[{_LETTERS}]+)*+(?![{_OF_A_CODE}]|[.:-][{_OF_A_CODE}])"
_GAP = r"[,;:.!?]?[ \u00a0]+(?:(?:&amp;|[–—-]|[0-9]+(?:[.,][0-9]+)*)[ \u00a0]+)?"
_TAG_OR_RUN = re.compile(rf"<[^>]*>|{_WORD}(?:{_GAP}{_WORD})+[.!?]?")
_LONG_WORD = re.compile(rf"[{_LETTERS}]{{2,}}")


def marked(html):
    """Return `html`, escaped text or a cleaned body, with two or more Latin words in a row in <span lang="en">."""
    return _TAG_OR_RUN.sub(_mark, html)


def _mark(found):
    run = found[0]
    is_phrase = not run.startswith("<") and len(_LONG_WORD.findall(run.replace("&amp;", ""))) > 1
    return f'<span lang="en">{run}</span>' if is_phrase else run
