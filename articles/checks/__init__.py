"""Reads a piece of copy for what a proofreader would mark: each check warns and names its place, none rewrites."""

from articles.checks import (
    dateline,
    dates,
    half_width,
    headline_figures,
    headline_names,
    long_title,
    marks,
    name_spelling,
    posts,
    rank,
    repeats,
    watch_words,
    weekdays,
)
from articles.checks.finding import Finding
from articles.checks.laid_out import Copy
from articles.checks.reading import piece_of

__all__ = ["check_piece", "piece_of"]

RULES = {
    "unpaired_marks": marks.unpaired,
    "half_width_punctuation": half_width.beside_chinese,
    "headline_figure": headline_figures.not_in_body,
    "headline_name": headline_names.not_in_body,
    "name_two_ways": name_spelling.in_two_ways,
    "date_contradicts": dates.contradictions,
    "weekday_contradicts": weekdays.contradictions,
    "repeated_paragraph": repeats.repeated,
    "long_title": long_title.too_long,
    "dateline_unlisted": dateline.not_listed,
    "watch_word": watch_words.standing,
    "post_wrong": posts.wrong_post,
    "post_name": posts.misspelt_name,
    "rank_order": rank.out_of_order,
}
# Where two rules doubt the same words, the first says it better.
_SAYS_BETTER = {
    "name_two_ways": {"post_name", "headline_name"},
    "headline_name": {"post_name"},
    "date_contradicts": {"weekday_contradicts"},
}
_AROUND = 12


def check_piece(piece, house):
    """Return the Findings of all rules about `piece`, held against the lists of `house`, in the order of printing."""
    copy = Copy(piece, house)
    doubts = [(rule, doubt) for rule, find in RULES.items() for doubt in find(copy)]
    doubts.sort(key=lambda pair: (pair[1].line.order, pair[1].start))
    return [_finding(rule, doubt) for rule, doubt in doubts if not _is_said_better(rule, doubt, doubts)]


def _is_said_better(rule, doubt, doubts):
    better = _SAYS_BETTER.get(rule, ())
    return any(
        other_rule in better
        and other.line is doubt.line
        and other.start < doubt.end
        and doubt.start < other.end
        for other_rule, other in doubts
    )


def _finding(rule, doubt):
    text = doubt.line.text
    excerpt = text[max(doubt.start - _AROUND, 0) : doubt.end + _AROUND].strip()
    return Finding(rule, doubt.severity, doubt.line.place, doubt.message, excerpt)
