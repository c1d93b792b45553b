"""Measures how alike two texts are, by the pairs of signs that they share."""

import unicodedata


def bare(text):
    """Return a text as a headline is compared: letters and figures only, in one width and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def pairs(text):
    """Return the set of pairs of neighbouring signs; a text of one sign is its own pair."""
    text = bare(text)
    return {text[i : i + 2] for i in range(max(1, len(text) - 1))} if text else set()


def likeness(one, other):
    """Return the share, 0 to 1, of the pairs (sets) that two texts have in common (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def overlap(one, other):
    """Return the share, 0 to 1, of the shorter text's pairs that are in the longer: a headline cut short is 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
