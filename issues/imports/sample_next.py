"""Next week's sample issue: in preparation, with copy in every state, so that a new desk has something to try."""

import datetime
import json

from django.db import transaction

from articles import review
from articles.models import Article, Move, Photo
from issues import history, roles
from issues.imports.pagetext import read_page
from issues.imports.saving import people, pieces, said
from issues.models import Issue, Page, Placement

# Who makes each move; a writer's own copy is submitted by himself.
_MADE_BY = {
    Move.SUBMIT: roles.EDITOR,
    Move.FIRST: roles.EDITOR,
    Move.SECOND: roles.DESK_HEAD,
    Move.FINAL: roles.CHIEF,
    Move.RETURN: roles.DESK_HEAD,
}
# What the desk reads in the note of each piece, by which it is known again.
_MARK = "随系统提供的样稿，人物与事件均为虚构。"


@transaction.atomic
def load(folder, staff, sample):
    """Make the issue after `sample` (an Issue) with its copy, as `staff` ({role: account}) would have.

    Returns the Issue, None where there is one of that number. `folder` holds the sample's texts.
    """
    plan = json.loads((folder / "next" / "next.json").read_text(encoding="utf-8"))
    if Issue.objects.numbered(plan["number"]).exists():
        return None
    issue = Issue(
        number=plan["number"], date=datetime.date.fromisoformat(plan["date"]), masthead=sample.masthead
    )
    issue.publish_at = issue.default_publish_at()
    issue.save()
    Page.objects.bulk_create(
        Page(issue=issue, number=number, name=name) for number, name in enumerate(plan["pages"], 1)
    )
    alternatives = _alternatives(folder)
    for order, wanted in enumerate(plan["pieces"]):
        text = (folder / "next" / wanted["file"]).read_bytes()
        article = _write(text, wanted, alternatives.get(wanted.get("picture")), staff)
        if "page" in wanted:
            page = issue.pages.get(number=wanted["page"])
            Placement.objects.create(page=page, article=article, order=order, prominence=wanted["prominence"])
        for move, opinion in wanted["moves"]:
            review.make(article, Move(move), _hand(article, move, staff), opinion)
    history.record_edition(issue, staff[roles.EDITOR], "edit")
    return issue


def pieces_of_it():
    """The copy that came with it, wherever the desk has put it since."""
    return Article.objects.filter(internal_note__startswith=_MARK)


def own_work(number):
    """Return the titles of what the desk itself has written into it: such a sample isn't taken out."""
    ours = set(pieces_of_it().filter(revisions__number__gt=1).values_list("title", flat=True))
    pages = Page.objects.filter(issue=_standing(number))
    standing = Article.objects.filter(placements__page__in=pages)
    return ours | set(standing.exclude(internal_note__startswith=_MARK).values_list("title", flat=True))


def remove(number):
    """Take it out with its copy and photos, whatever has been tried with them; returns the Issue or None."""
    issue = _standing(number)
    articles = list(pieces_of_it().values_list("pk", flat=True))
    if issue:
        issue.delete()
    Photo.objects.filter(article__in=articles).delete()
    Article.objects.filter(pk__in=articles).delete()
    return issue


def _standing(number):
    """Return the issue, None where there is none of that number or where it holds the paper's own copy alone."""
    issue = Issue.objects.numbered(number).first()
    on_it = Placement.objects.filter(page__issue=issue) if issue else Placement.objects.none()
    is_own = not pieces_of_it().exists() or (
        on_it.exists() and not on_it.filter(article__in=pieces_of_it()).exists()
    )
    return None if is_own else issue


def _alternatives(folder):
    """Return {file of a picture: its alternative text} of the sample, by which its photo is known."""
    extras = json.loads((folder / "sample.json").read_text(encoding="utf-8"))
    return {photo["file"]: photo["alt"] for photo in extras["photos"]}


def _write(text, wanted, alternative, staff):
    """Make the article of one text; a picture is the sample's own, stored once."""
    draft = read_page(text)
    part = said.part(draft.articles[0], 1, 0, people.link(people.credits_of(draft)))
    piece = said.whole([part]) | {"tags": sorted(wanted["tags"]), "internal_note": _MARK}
    stored = alternative and Photo.objects.filter(alt=alternative).exclude(file="").first()
    if stored:
        shown = {name: getattr(stored, name) for name in ("file", "width", "height", "alt")}
        piece["photos"] = [photo | shown for photo in piece["photos"]]
    article = pieces.make(piece, staff[roles.REPORTER]).article
    if article.credits.filter(reporter__user=staff[roles.REPORTER]).exists():
        Article.objects.filter(pk=article.pk).update(owner=staff[roles.REPORTER])
        article.owner = staff[roles.REPORTER]
    return article


def _hand(article, move, staff):
    """Return the account that makes the move."""
    is_own = move == Move.SUBMIT and article.owner_id
    return article.owner if is_own else staff[_MADE_BY[move]]
