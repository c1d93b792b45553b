"""The one path from a page's draft to the database: one transaction, and the same page again changes nothing."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from articles import revisions
from articles.models import Article, Revision
from issues import history
from issues.imports.saving import edition, heading, jumps, people, pieces, placing, pointers, said
from issues.imports.saving.errors import PageImportError
from issues.imports.saving.recognise import part_number, recognise, with_part
from issues.imports.saving.report import Notes


def save_page(draft, corrected=None, issue_number=None, user=None, choices=None, source=""):
    """Save a page's Draft and return the Report, or raise PageImportError and save nothing.

    `corrected` is the draft as an editor has corrected it: it is what gets written, while what the text said is
    kept as the import, so that the same text again changes nothing. `issue_number` (or address) names the issue
    where the page does not, `choices` ({plain name: reporter's id}) says who is meant where two share a name,
    `source` is the file's name for messages, `user` may be None (a command).
    """
    corrected = _with_lines(corrected, draft) if corrected else draft
    try:
        with transaction.atomic():
            return _save(draft, corrected, issue_number, user, choices or {})
    except PageImportError as error:
        error.source = source
        raise


def _with_lines(corrected, draft):
    """Give a corrected draft, which comes from a form, the lines and the label that its text has."""
    masthead, page = draft.masthead, draft.page
    lines = {"date_line": masthead.date_line, "issue_number_line": masthead.issue_number_line}
    label = corrected.page.label or page.label
    return replace(
        corrected,
        masthead=replace(corrected.masthead, **lines),
        page=replace(corrected.page, number_line=page.number_line, label=label),
    )


def _save(draft, corrected, issue_number, user, choices):
    notes = Notes()
    if standing := edition.find_issue(corrected, issue_number):
        history.begin_edition(standing)
    issue = edition.open_issue(corrected, issue_number, notes.left)
    page = heading.open_page(issue, draft, corrected, notes.left)
    links = people.link(people.credits_of(draft) + people.credits_of(corrected), choices)
    reading = recognise(page, draft, corrected, links)
    saved = [(piece.place, _save_piece(page, piece, user, notes)) for piece in reading.pieces]
    saved += [(place, _save_added(page, part, user, notes)) for place, part in reading.added]
    _return_to_pool(page, reading.standing, {article.pk for _place, article in saved}, user, notes)
    _arrange(
        page, reading.standing, {place: article.pk for place, article in saved if place is not None}, notes
    )
    for article in jumps.pair(issue, user):
        notes.reopened(article.title)
    pointers.link(issue)
    history.record_edition(issue, user, "import")
    problems = [_sentence(problem) for problem in draft.problems] + jumps.open_sentences(page)
    return notes.report(page, people.open_choices(corrected, choices), problems)


def _save_piece(page, piece, user, notes):
    """Write one piece of the text and place it; returns its article."""
    standing = piece.standing
    written = pieces.write(
        standing.article if standing else Article(),
        standing and standing.base,
        {"issue": page.issue_id, "parts": piece.parts},
        user,
        piece.corrected if piece.corrected != piece.parts else None,
    )
    notes.written(written)
    is_placed = _set_on_page(page, piece, written, notes)
    outcome = notes.updated if written.is_changed or is_placed else notes.unchanged
    (outcome if standing else notes.created).append(written.article.title)
    if piece.corrected and not said.has_headline(piece.corrected):
        message = _("A piece without a headline is filed under its first words: “%(title)s”.")
        notes.problems.append(message % {"title": written.article.title})
    return written.article


def _set_on_page(page, piece, written, notes):
    """Place the piece, or print beside it what the text says; returns whether that changed anything."""
    standing, title = piece.standing, written.article.title
    if piece.corrected is None:
        notes.returned.append(title)
        return bool(standing and standing.stands_on(page) and standing.placement.delete())
    if standing and standing.stands_on(page):
        return placing.print_beside(written.article, piece.before, piece.parts, piece.corrected)
    if standing and standing.said_on(page):
        notes.left.append(_("“%(title)s” stays where the desk has moved it.") % {"title": title})
        return False
    placing.place(
        page, written.article, piece.number, written.piece, said.printed(piece.corrected, piece.number)
    )
    return True


def _save_added(page, part, user, notes):
    """Make a piece that an editor has added to the draft: his own, no text's."""
    number = part_number(part)
    parts = with_part([], number, part)
    written = pieces.make(said.whole(parts), user)
    notes.written(written)
    notes.created.append(written.article.title)
    placing.place(page, written.article, number, written.piece, said.printed(parts, number))
    return written.article


def _return_to_pool(page, standing, meant, user, notes):
    """Take off the page what its text no longer has; the copy stays, and it is kept that the text has dropped it."""
    for piece in standing:
        if piece.article.pk not in meant and piece.stands_on(page) and piece.said_on(page):
            parts = with_part(piece.parts_in(page.issue_id), piece.part_on(page), None)
            text = {"issue": page.issue_id, "parts": parts}
            article = Article.objects.select_for_update().get(pk=piece.article.pk)
            if any(parts):
                notes.written(pieces.write(article, piece.base, text, user))
            else:
                revisions.record(article, user, Revision.Origin.IMPORT, {**piece.base, "text": text})
            notes.returned.append(piece.placement.title)
            piece.placement.delete()


def _arrange(page, standing, places, notes):
    told = sorted((part["order"], piece.article.pk) for piece in standing if (part := piece.said_on(page)))
    if placing.arrange(page, [key for _rank, key in told], [places[place] for place in sorted(places)]):
        notes.left.append(_("The pieces stay in the order that the desk has given them."))


def _sentence(problem):
    message = problem.render(_)
    return (
        _("line %(number)s: %(message)s") % {"number": problem.line, "message": message}
        if problem.line
        else message
    )
