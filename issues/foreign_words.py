"""Marks the foreign words in Chinese copy, so that a screen reader does not say them as Chinese.

WCAG 2.2, 3.1.2 (Language of Parts), asks it of passages and phrases, not of proper names, technical terms and words
that have become part of the Chinese around them: a single Latin word is mostly one of these, and stays as it is.
Plain letters are taken for English, which in a Chinese paper they are; of a phrase with others (Ça va) no more is known
than its script.
"""

import re

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏ"
# What stands beside a letter in an address, a number with its unit or a file's name; & and # begin an entity.
_OF_A_CODE = f"{_LETTERS}0-9@/_"
_WORD = rf"(?<![{_OF_A_CODE}.:&#-])[{_LETTERS}]+(?:(?:['’-]|&#x27;)[{_LETTERS}]+)*+(?![{_OF_A_CODE}]|[.:-][{_OF_A_CODE}])"
_GAP = r"[,;:.!?]?[ \u00a0]+(?:(?:&(?:amp;)?|[–—-]|[0-9]+(?:[.,][0-9]+)*)[ \u00a0]+)?"
_TAG_OR_RUN = re.compile(rf"<[^>]*>|{_WORD}(?:{_GAP}{_WORD})+[.!?]?")
_BEYOND_ENGLISH = re.compile("[À-ÖØ-öø-ɏ]")
_LONG_WORD = re.compile(rf"[{_LETTERS}]{{2,}}")


def marked(html):
    """Return `html`, escaped text or a cleaned body, with two or more Latin words in a row in <span lang="en">."""
    return _TAG_OR_RUN.sub(lambda found: in_span(found[0]) if _is_phrase(found[0]) else found[0], html)


def phrases(text):
    """Yield the (start, end) of each foreign phrase in plain text that holds no tag."""
    for found in _TAG_OR_RUN.finditer(text):
        if _is_phrase(found[0]):
            yield found.span()


def in_span(html, phrase=""):
    """Return `html` marked with the language of `phrase`, of which it is a part; its own without one."""
    language = "und-Latn" if _BEYOND_ENGLISH.search(phrase or html) else "en"
    return f'<span lang="{language}">{html}</span>'


def _is_phrase(run):
    return not run.startswith("<") and len(_LONG_WORD.findall(run.replace("&amp;", ""))) > 1
