"""Kicker, title and deck of a Word document's headline lines, where their setting tells them apart."""

from issues.imports.pagetext import marks
from issues.imports.worddoc import styles

_LONGEST_PART = 16  # characters of one of a title's two lines


def headline(heads):
    """(kicker, title, deck) of the Entries of a headline in order, or None where nothing but the words can tell."""
    first, end = _title(heads)
    if first is None:
        return None
    title = heads[first:end]
    above = [head for head in heads[:first] if head.look.role != styles.DECK]
    below = [head for head in heads[end:] if head.look.role != styles.KICKER]
    kicker = above + [head for head in heads[end:] if head.look.role == styles.KICKER]
    deck = [head for head in heads[:first] if head.look.role == styles.DECK] + below
    return tuple(" ".join(map(_text, lines)) for lines in (kicker, title, deck))


def _text(head):
    return " ".join(marks.take_pointer_at_end(head.text)[0].split())


def _title(heads):
    """(start, end) of the title among the headline lines, (None, None) where their setting is alike."""
    for weigh in (_by_role, _by_level, _by_size, _by_weight):
        weights = [weigh(head) for head in heads]
        heaviest = [index for index, weight in enumerate(weights) if weight == max(weights)]
        if weights and min(weights) != max(weights):
            return _if_one(heads, heaviest)
    roles = [head.look.role for head in heads]
    return (0, 1) if len(heads) == 1 and roles[0] not in (styles.DECK, styles.KICKER) else (None, None)


def _if_one(heads, chosen):
    """The slice of the chosen lines, where they are one line, or two of one title."""
    first, last = chosen[0], chosen[-1]
    is_pair = len(chosen) == 2 and last == first + 1
    if len(chosen) == 1 or (is_pair and max(_width(heads[index].text) for index in chosen) <= _LONGEST_PART):
        return first, last + 1
    return None, None


def _width(text):
    """The length of a text in Chinese characters; Latin letters are half as wide."""
    return sum(1 if sign > "\u2e80" else 0.5 for sign in text)


def _by_role(head):
    return {styles.TITLE: 1, styles.KICKER: -1, styles.DECK: -1}.get(head.look.role, 0)


def _by_level(head):
    return -(head.look.level or 10)


def _by_size(head):
    return head.look.size


def _by_weight(head):
    return head.look.is_bold
