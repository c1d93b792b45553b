"""Finds or makes a page, and merges what its text says of the page itself: name, label, page credits and guide."""

from django.utils.translation import gettext as _

from issues.imports.saving.edition import page_number
from issues.imports.saving.errors import require_fit
from issues.imports.saving.merge import three_way
from issues.models import GuideEntry, Page, PageCredit

_BLANK = {"name": "", "label": "", "credits": [], "guide": []}


def open_page(issue, draft, corrected, notes):
    """Return the page of `issue` that a draft is; appends to `notes` what is left to the editor.

    Each fact is merged three ways, as a piece's are (merge.py), the editor's correction after the text; a fact
    that a text doesn't give is not blanked. Raises PageImportError.
    """
    number = page_number(corrected)
    page = Page.objects.filter(issue=issue, number=number).first() or Page(issue=issue, number=number)
    base = _BLANK | page.last_text
    said = _given(draft, number, base)
    stands = _standing(page)
    merged = _merged(base, said, stands, notes)
    merged = _merged(said, _given(corrected, number, said), merged, notes)
    if merged != stands or said != page.last_text:
        _write(page, merged, said)
    return page


def _given(draft, number, otherwise):
    page = draft.page
    given = {
        "name": page.name,
        "label": "" if page.label == str(number) else page.label,
        "credits": [[credit.role, credit.name] for credit in page.credits],
        "guide": [[entry.title, entry.page] for entry in page.guide if entry.page],
    }
    return {name: value or otherwise[name] for name, value in given.items()}


def _standing(page):
    if page.pk is None:
        return _BLANK
    credits = [[credit.role, credit.name] for credit in page.credits.all()]
    guide = [[entry.title, entry.target] for entry in page.guide.all()]
    return {"name": page.name, "label": page.label, "credits": credits, "guide": guide}


def _merged(base, theirs, ours, notes):
    labels = {
        "name": _("page name"),
        "label": _("printed label"),
        "credits": _("page credits"),
        "guide": _("guide"),
    }
    merged = {}
    for name, stands in ours.items():
        merged[name], verdict = three_way(base[name], theirs[name], stands)
        if verdict == "clash":
            message = _("%(what)s: “%(given)s” in the text, “%(stored)s” stands.")
            notes.append(
                message % {"what": labels[name], "given": _line(theirs[name]), "stored": _line(stands)}
            )
    return merged


def _line(value):
    return value if isinstance(value, str) else _(", ").join(" ".join(map(str, row)) for row in value)


def _write(page, merged, said):
    stands = _standing(page)
    page.name, page.label, page.last_text = merged["name"], merged["label"], said
    require_fit(page, ("name", "label", "number"))
    page.save()
    if merged["credits"] != stands["credits"]:
        page.credits.all().delete()
        _make(PageCredit, page, ("role", "name"), merged["credits"])
    if merged["guide"] != stands["guide"]:
        links = {(entry.title, entry.target): entry.article for entry in page.guide.select_related("article")}
        page.guide.all().delete()
        _make(
            GuideEntry,
            page,
            ("title", "target"),
            merged["guide"],
            lambda row: {"article": links.get(tuple(row))},
        )


def _make(model, page, names, rows, more=lambda row: {}):
    made = [
        model(page=page, order=order, **dict(zip(names, row, strict=True)), **more(row))
        for order, row in enumerate(rows)
    ]
    for row in made:
        require_fit(row, names)
    model.objects.bulk_create(made)
