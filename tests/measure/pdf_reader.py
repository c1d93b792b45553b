"""Measures how much of a page the reader gets out of its PDF: the sample issue is set, read back, and compared.

python -m tests.measure.pdf_reader [FOLDER]   prints a line a page with its misses under it, and the share of fields
                                              that are right; exits 1 where it is below the target. FOLDER keeps the PDFs

Beside the pages as they are set, hard files of them are read (tests/hard_pages.py): signs in no order, turned, spreads.

The truth is the draft of the sample's own page texts. Fields are scored one by one: what a page prints of its masthead,
its name, number, credits and guide; of each piece the lines of the headline, dateline, credits, subheads, paragraphs
(how many, and their whole text), tables and verse, captions, photo credits, pointers. White space, width, and the marks
around a headline line make no difference; the order of pieces on the page is the layout's, and is not scored.
"""

import argparse
import os
import sys
import tempfile
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

TARGET = 0.9
_MARKS = "—-·■□◆◇●○▲▼★◎"
# A piece's fields that are single values.
_HEADLINE = ("kicker", "subtitle", "column", "dateline")
_POINTERS = ("continued_on", "continued_from", "see_page", "is_advertisement")


def main():
    """Set, read, compare, print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xdcb-pdf-") as folder:
        issue = _sample_issue(Path(folder))
        sheets = _sheets(_typeset(issue), asked.folder)
    right, total = (sum(getattr(sheet, name) for sheet in sheets) for name in ("right", "total"))
    share = right / total
    print(
        f"fields right: {right}/{total} = {share:.3f}   target {TARGET}   {'met' if share >= TARGET else 'NOT met'}"
    )
    return 0 if share >= TARGET else 1


def _sample_issue(folder):
    """Load the sample into an empty database in the folder; returns its issue."""
    os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/paper.sqlite3", "MEDIA_ROOT": str(folder / "media")}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xdcb.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from issues.imports import sample

    call_command("migrate", verbosity=0)
    return sample.load()[0]


def _typeset(issue):
    from issues.outlets.typeset import typeset

    return typeset(issue).pages


def _sheets(pages, folder):
    """Return the Scores of the pages (TypesetPages), and of hard files of them (tests/hard_pages.py)."""
    from tests import hard_pages

    scores = []
    for page in pages:
        number = page.page.number
        turned = hard_pages.turned(page.pdf, 90 * (1 + number % 3))
        scores += measured(f"page {number}", page.pdf, [number], folder)
        scores += measured(
            f"page {number}, sign by sign", hard_pages.sign_by_sign(page.pdf), [number], folder
        )
        scores += measured(f"page {number}, turned", turned, [number], folder)
    for left, right in pairwise(pages):
        numbers = [left.page.number, right.page.number]
        scores += measured(f"spread {numbers}", hard_pages.spread(left.pdf, right.pdf), numbers, folder)
    return scores


def measured(name, data, numbers, folder=None):
    """Return the Scores of a PDF of sample pages of those numbers, and print them; `folder` keeps the PDF."""
    from issues.imports.draft import to_json
    from issues.imports.pagepdf.reading import read_pdf
    from issues.imports.pagetext import read_page
    from issues.imports.sample import FOLDER

    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.pdf").write_bytes(data)
    start = time.monotonic()
    answers = read_pdf(data)
    seconds = time.monotonic() - start
    scores = []
    for number, answer in zip(numbers, answers, strict=True):
        truth = to_json(read_page((FOLDER / f"page{number}.txt").read_bytes()))
        score = scored(truth, to_json(answer.draft))
        problems = len(answer.draft.problems)
        print(f"{name}: {score.right}/{score.total} in {seconds:.1f} s (problems reported: {problems})")
        print(*(f"    {miss}" for miss in score.misses), sep="\n", end="\n" if score.misses else "")
        scores.append(score)
    return scores


class Score:
    """Counts fields and remembers the misses."""

    def __init__(self):
        self.total = self.right = 0
        self.misses = []

    def mark(self, where, is_right, got):
        """Count one field."""
        self.total += 1
        self.right += bool(is_right)
        if not is_right:
            self.misses.append(f"{where}: got {str(got)[:90]!r}")


def scored(truth, answer):
    """Hold the JSON of a draft against that of the truth; returns the Score."""
    score = Score()
    for part in ("masthead", "page"):
        for field, value in truth[part].items():
            if value not in (None, "", []):
                score.mark(
                    f"{part}.{field}", _plain(answer[part][field]) == _plain(value), answer[part][field]
                )
    by_title = {_plain(article["title"]): article for article in answer["articles"]}
    titles = [article["title"] for article in answer["articles"]]
    score.mark("articles", len(titles) == len(truth["articles"]), titles)
    for article in truth["articles"]:
        found = by_title.get(_plain(article["title"]))
        score.mark(f"{article['title'][:12]}.title", found, titles)
        for field, value in _fields(article).items():
            got = _fields(found).get(field) if found else None
            score.mark(f"{article['title'][:12]}.{field}", found and got == value, got)
    return score


def _fields(article):
    """The fields of a piece that are scored, by their names."""
    texts = [_plain(block["text"]) for block in article["blocks"] if block["type"] != "subhead"]
    fields = {name: _bare(article[name]) for name in _HEADLINE}
    fields |= {name: article[name] for name in _POINTERS if article[name]}
    fields["credits"] = _people(article["credits"])
    fields["subheads"] = [_bare(block["text"]) for block in article["blocks"] if block["type"] == "subhead"]
    fields["kinds"] = [block["type"] for block in article["blocks"] if block["type"] in ("table", "verse")]
    fields |= {"paragraphs": len(texts), "starts": texts[:1], "ends": texts[-1:], "text": texts}
    fields["photos"] = len(article["photos"])
    for number, photo in enumerate(sorted(article["photos"], key=lambda photo: _plain(photo["caption"])), 1):
        fields[f"caption {number}"] = _plain(photo["caption"])
        fields[f"photo credits {number}"] = _people(photo["credits"])
    return fields


def _people(credits):
    return sorted((_plain(credit["role"]), _plain(credit["name"])) for credit in credits)


def _bare(text):
    return _plain(text).strip(_MARKS)


def _plain(value):
    """A value without white space, in one width."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else value


if __name__ == "__main__":
    sys.exit(main())
