"""Measures how well the areas of pieces are found on print files, and what a page costs.

python -m tests.measure.areas [-v]

sets the sample issue, makes hard files of its pages (tests/hard_pages.py), looks for the pieces on each, and prints for
each file the intersection over union of every area with the true one (mean and least) and the greatest share of signs
of other pieces inside an area. True is what the typesetter knows of where it has set a piece: the few boxes that hold
its boxes and nothing of another piece. The pages are also looked through for copy of which one sign in twenty-five is
another, one in fifty is missing, and all marks are half width. Then it reads one page by the command, as the desk does, and prints time and
memory. Exits 1 where a target is not met. What can't be read must be noticed: those files have no areas.
"""

import io
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

MEAN, LEAST, FOREIGN = 0.90, 0.75, 0.02
SECONDS, MEGABYTES = 5, 500
READ, WRONG, NONE = "read", "wrong", "none"


def main():
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/paper.sqlite3"
        os.environ["MEDIA_ROOT"] = f"{folder}/media"
        pages = _sample_pages()
        results = [_measured(*trial) for trial in _trials(pages)]
        results += _with_faulty_copy(pages)
        readable = [result for result in results if result.ious]
        every = [iou for result in readable for iou in result.ious]
        for result in results:
            print(result.line())
        worst = max(result.foreign for result in readable)
        print(
            f"areas {len(every)}: mean {sum(every) / len(every):.3f} (target {MEAN}), least {min(every):.3f} "
            f"(target {LEAST}), signs of others at most {worst:.3f} (target {FOREIGN})"
        )
        seconds, megabytes = _cost(folder, pages[0])
        print(f"one page read: {seconds:.1f} s (target {SECONDS}), {megabytes:.0f} MB (target {MEGABYTES})")
    met = (
        sum(every) / len(every) >= MEAN
        and min(every) >= LEAST
        and worst < FOREIGN
        and all(result.is_as_expected for result in results)
        and seconds < SECONDS
        and megabytes < MEGABYTES
    )
    return 0 if met else 1


class _Result:
    """What one file gave: how its text was judged, and the figures of its areas."""

    def __init__(self, name, expected, told, ious=(), foreign=0.0):
        self.name, self.expected, self.told, self.ious, self.foreign = name, expected, told, ious, foreign

    @property
    def is_as_expected(self):
        return self.told == self.expected

    def line(self):
        said = f"{self.name:34} text {self.told}"
        if not self.is_as_expected:
            said += f", which should be {self.expected}"
        if not self.ious:
            return said
        mean = sum(self.ious) / len(self.ious)
        return f"{said}, {len(self.ious):2} areas: mean {mean:.3f}, least {min(self.ious):.3f}, others {self.foreign:.3f}"


def _sample_pages():
    """Set up the sample issue; returns its TypesetPages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xdcb.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_sample", stdout=io.StringIO())
    from issues.models import Issue
    from issues.outlets.typeset import typeset

    return typeset(Issue.objects.get()).pages


def _trials(pages):
    """Yield (name, PDF, how its text is to be judged, the pages on it) of every file."""
    from tests import hard_pages

    for page in pages:
        name = f"page {page.page.number}"
        yield name, page.pdf, READ, [page]
        yield f"{name}, sign by sign, in no order", hard_pages.sign_by_sign(page.pdf), READ, [page]
        yield f"{name}, turned", hard_pages.turned(page.pdf, 90 * page.page.number % 360), READ, [page]
    for left, right in pairwise(pages):
        yield (
            f"spread of {left.page.number} and {right.page.number}",
            hard_pages.spread(left.pdf, right.pdf),
            READ,
            [left, right],
        )
    first = pages[0]
    yield "without a map of signs", hard_pages.without_unicode(first.pdf), WRONG, [first]
    yield "with a wrong map of signs", hard_pages.with_wrong_unicode(first.pdf), WRONG, [first]
    yield "scanned", hard_pages.scanned(first.pdf), NONE, [first]
    yield "scanned, with bad guesses", hard_pages.scanned_with_guesses(first.pdf), WRONG, [first]


def _with_faulty_copy(pages):
    """Look for copy that is not quite what was printed, and leave it as it was."""
    from django.db import transaction

    from articles.models import Article

    chooser = random.Random(1)
    with transaction.atomic():
        for article in Article.objects.all():
            article.title, article.deck = (_faulty(text, chooser) for text in (article.title, article.deck))
            article.body = re.sub(r"[^<>]+(?![^<]*>)", lambda found: _faulty(found[0], chooser), article.body)
            Article.objects.filter(pk=article.pk).update(
                title=article.title, deck=article.deck, body=article.body
            )
        results = [
            _measured(f"page {page.page.number}, faulty copy", page.pdf, READ, [page]) for page in pages
        ]
        transaction.set_rollback(True)
    return results


def _faulty(text, chooser):
    faulty = []
    for sign in text:
        fate = chooser.random()
        if fate > 0.06 or not sign.isalnum():
            faulty.append(sign)
        elif fate > 0.02:
            faulty.append(chooser.choice("的一是在不了有和人这中大为上个国"))
    return "".join(faulty).translate(str.maketrans("，。！？：；（）", ",.!?:;()"))


def _measured(name, data, expected, pages):
    """Look for the pieces as the desk does: each half of a spread is a page."""
    from issues.imports.print_files import read, sheets

    issue = pages[0].page.issue
    print_files = sheets.receive([("page.pdf", data)], issue, page=pages[0].page if len(pages) == 1 else None)
    told, ious, foreign = set(), [], 0.0
    for print_file, page in zip(print_files, pages, strict=True):
        assert print_file.page == page.page, f"{name}: taken for {print_file.page}"
        told.add(read.read(print_file).print_file.text)
        if expected == READ:
            found, others = _figures(print_file, page)
            ious += found
            foreign = max(foreign, others)
    return _Result(name, expected, "/".join(sorted(told)), ious, foreign)


def _figures(print_file, page):
    """Return the intersections over union of a page's areas with the true ones, and the greatest share of others' signs."""
    from issues.imports.pagepdf import boxes
    from issues.imports.pagepdf.document import opened

    with print_file.file.open("rb") as file, opened(file.read()) as pdf:
        glyphs = pdf.sheet(1).read()
    entries = {entry.pk: entry.article_id for entry in page.page.guide.all()}
    set_boxes = {(pk, False): held for pk, held in page.areas.items()}
    set_boxes |= {(entries[pk], True): held for pk, held in page.guide.items() if entries[pk]}
    scale = (glyphs.width, glyphs.height) * 2
    set_boxes = {
        key: [tuple(side * by for side, by in zip(box, scale, strict=True)) for box in held]
        for key, held in set_boxes.items()
    }
    found = {
        (area.article_id, area.is_guide): [
            tuple(side * by for side, by in zip(box, scale, strict=True)) for box in area.boxes
        ]
        for area in print_file.areas.all()
    }
    ious, worst = [], 0.0
    for key, held in set_boxes.items():
        others = [box for other, standing in set_boxes.items() if other != key for box in standing]
        true = boxes.cover(held, others)
        mine = found.get(key, [])
        ious.append(_common(mine, true) / _common([*mine, *true]) if mine else 0.0)
        inside = [glyph for glyph in glyphs.signs if _is_in(glyph, mine)]
        alien = [glyph for glyph in inside if _is_in(glyph, others) and not _is_in(glyph, held)]
        worst = max(worst, len(alien) / max(1, len(inside)))
    return ious, worst


def _is_in(glyph, boxes):
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _common(boxes, others=None):
    """The paper that `boxes` cover together; with `others`, what both cover."""
    every = [*boxes, *(others or ())]
    across = sorted({side for box in every for side in (box[0], box[2])})
    down = sorted({side for box in every for side in (box[1], box[3])})

    def covered(kind, x, y):
        return any(left < x < right and top < y < bottom for left, top, right, bottom in kind)

    return sum(
        (x1 - x0) * (y1 - y0)
        for x0, x1 in pairwise(across)
        for y0, y1 in pairwise(down)
        if covered(boxes, (x0 + x1) / 2, (y0 + y1) / 2)
        and (others is None or covered(others, (x0 + x1) / 2, (y0 + y1) / 2))
    )


# Run in a process of its own, which says at the end how much memory it has held at most (Linux, proc(5)).
_COMMAND = """
import sys
from pathlib import Path
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "attach_pdf", *sys.argv[1:]])
held = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print("held", held)
"""


def _cost(folder, page):
    """Read one page's file as the command does; returns its seconds and megabytes, the start of Django among them."""
    path = Path(folder) / "page.pdf"
    path.write_bytes(page.pdf)
    command = [sys.executable, "-c", _COMMAND, str(path), "--issue", page.page.issue.slug]
    began = time.monotonic()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return time.monotonic() - began, int(said.split("held ")[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
