"""Measures what the preflight finds: planted faults and clean texts, each an issue in a real database.

python -m tests.measure.preflight [FOLDER] [-v]   prints planted, found and false alarms for each rule, recall and
                                                  precision; exits 1 where a target is not met

A folder holds *.json, each with one case or a list of cases. A case is an object, of which only `pages` must be there:

    name          shown in the report
    issue         {number, last_number, year_number, date, title, page_count}; left out: No. 943 of 2020-05-22, as many
                  pages as are given
    other_issues  a list of {number, last_number, year_number, date, title, signed_off, pieces}: all other issues of the
                  paper, earlier and later; their pieces stand on their page 1
    house         {datelines: [text], longest_title, smallest_photo, words: [{term, replacement, severity, note}],
                  posts: [{name, post, since, until, rank}]}
    pages         a list of {number, name, guide: [{title, page, piece}], pieces}; `piece` is the title of what is linked
    expected      a list of {rule, page, title, excerpt}: every planted fault. `page` null: of the whole issue; of a jump
                  the page of the part. `title`: the piece's, null where the fault is of the page or the issue.
                  `excerpt` may be left out; where given it is part of the finding's excerpt or message. Of a clean
                  text the list is empty: whatever is found in it is a false alarm.
    allowed       findings, named as in `expected`, that count neither way
    note          for people

A piece is an object; what is left out is "", [], false or null, and state "approved":

    title, kicker, deck, dateline, column, headline (of a later part)
    paragraphs    a list of texts and {"subhead": text}; [[jump]] in a text is the jump mark
    html          instead of paragraphs: the body, its jump mark <br class="jump">
    credits       [{role, name}]
    photos        [{caption, alt (some), width (2400), height (1600), has_file (true), file (the same name is the same
                  picture), credits}]
    state         draft, submitted, first_review, second_review, approved, returned
    is_advertisement, withdrawn
    part (1), continued_on, continued_from, see_page, see_piece (the title of the piece that is linked)
    part_of       the title of the piece that this is a later part of: then only part, headline and the lines count
    like, instead the name of a piece in one of the folder's texts/*.json, which this one is but for what it names
                  itself, and [[old, new], …]: words of that piece put otherwise. Likewise `house` may be the name of a
                  house in texts/house.json.

Findings of one rule about one piece count once. Recall is found / planted, precision found / (found + false alarms).
"""

import argparse
import datetime
import json
import os
import sys
from collections import Counter
from html import escape
from pathlib import Path

CASES = Path(__file__).parent / "preflight_cases"
RECALL, PRECISION = 0.95, 0.9
PLANTED, CLEAN = 60, 20
JUMP = '<br class="jump">'
_OF_A_CASE = set("name issue other_issues house pages expected allowed note".split())
_OF_A_PIECE = set(
    "title kicker deck dateline column headline paragraphs html credits photos state is_advertisement withdrawn part "
    "continued_on continued_from see_page see_piece part_of like instead note".split()
)


def main():
    """Build the cases, run the preflight, print what it found; returns the exit code."""
    asked = _asked()
    cases = read_cases(asked.folder)
    _open_database()
    outcomes = [measured(case) for case in cases]
    _report(outcomes, asked.verbose)
    return 0 if _targets_met(cases, outcomes, asked.folder == CASES) else 1


def _asked():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CASES)
    parser.add_argument("-v", "--verbose", action="store_true", help="also name every finding")
    return parser.parse_args()


def read_cases(folder):
    """Return the cases of all files of a folder, each with the name of its file."""
    cases = []
    texts, houses = _texts(folder / "texts")
    for path in sorted(folder.glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(read if isinstance(read, list) else [read], 1):
            name = f"{path.stem} {case.get('name', number)}"
            cases.append(_filled({**case, "name": name}, texts, houses))
    if not cases:
        sys.exit(f"{folder}: no case files")
    return cases


def _texts(folder):
    """Return the pieces and the houses that cases may name, both by name."""
    files = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))
    }
    houses = files.pop("house", {})
    return {name: piece for pieces in files.values() for name, piece in pieces.items()}, houses


def _filled(case, texts, houses):
    """Return the case with the pieces and the house that it only names."""
    if unknown := set(case) - _OF_A_CASE:
        sys.exit(f"{case['name']}: a case has no {', '.join(sorted(unknown))}")
    if isinstance(case.get("house"), str):
        case["house"] = houses[case["house"]]
    for sheet in [*case["pages"], *case.get("other_issues", [])]:
        sheet["pieces"] = [_like(piece, texts, case["name"]) for piece in sheet.get("pieces", [])]
    return case


def _like(piece, texts, name):
    if unknown := set(piece) - _OF_A_PIECE:
        sys.exit(f"{name}: a piece has no {', '.join(sorted(unknown))}")
    own = {key: value for key, value in piece.items() if key not in ("like", "instead")}
    model = json.dumps(texts[piece["like"]] if "like" in piece else {}, ensure_ascii=False)
    for old, new in piece.get("instead", []):
        if _quoted(old) not in model:
            sys.exit(f"{name}: “{old}” does not stand in {piece['like']}")
        model = model.replace(_quoted(old), _quoted(new))
    return {**json.loads(model), **own}


def _quoted(words):
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _open_database():
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xdcb.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def measured(case):
    """Return (case, findings that were planted, expected that were not found, false alarms) of one case."""
    from django.db import transaction

    from issues.planning import preflight

    with transaction.atomic():
        found = preflight.run(build(case))
        transaction.set_rollback(True)
    return judged(case, found)


def judged(case, found):
    """Hold what was found against what was planted."""
    expected, allowed = case.get("expected", []), case.get("allowed", [])
    hits = [wanted for wanted in expected if any(_is_it(finding, wanted) for finding in found)]
    missed = [wanted for wanted in expected if wanted not in hits]
    alarms = {
        (finding.rule, finding.page_number, finding.title): finding
        for finding in found
        if not any(_is_it(finding, known) for known in [*expected, *allowed])
    }
    return case, hits, missed, list(alarms.values()), found


def _is_it(finding, wanted):
    return (
        finding.rule == wanted["rule"]
        and wanted.get("page") in (None, finding.page_number)
        and wanted.get("title") in (None, "", finding.title)
        and wanted.get("excerpt", "") in f"{finding.excerpt}\n{finding.message}"
    )


def build(case):
    """Build the case in the database; returns its Issue."""
    from tests.factories import make_issue

    _build_house(case.get("house", {}))
    facts = {"date": "2020-05-22", "number": 943, "page_count": len(case["pages"]), **case.get("issue", {})}
    for other in case.get("other_issues", []):
        _build_other(other)
    issue = make_issue(**{**_known(facts, _ISSUE), "date": datetime.date.fromisoformat(facts["date"])})
    built = {}
    pages = [(_build_page(issue, page), page) for page in case["pages"]]
    for page, told in pages:
        for order, piece in enumerate(told.get("pieces", []), 1):
            _place(piece, page, order, built)
    for page, told in pages:
        _link(page, told, built)
    return issue


_ISSUE = ("number", "last_number", "year_number", "title", "page_count")
_WORDS = ("title", "kicker", "deck", "dateline", "column", "state", "is_advertisement")


def _known(facts, names):
    return {name: facts[name] for name in names if name in facts}


def _build_house(house):
    from articles.models import HouseStyle, Official, WatchWord

    style = HouseStyle(**_known(house, ("longest_title", "smallest_photo")))
    if "datelines" in house:
        style.datelines = "\n".join(house["datelines"])
    style.save()
    for word in house.get("words", []):
        WatchWord.objects.create(**word)
    for post in house.get("posts", []):
        Official.objects.create(**post)


def _build_other(other):
    from tests.factories import make_issue, make_page, make_signed_off_issue, place

    make = make_signed_off_issue if other.get("signed_off", True) else make_issue
    date = datetime.date.fromisoformat(other["date"])
    issue = make(**{"number": None, **_known(other, _ISSUE), "date": date})
    if other.get("pieces"):
        page = make_page(issue)
        for piece in other["pieces"]:
            place(_build_article(piece), page)


def _build_page(issue, told):
    from tests.factories import make_page

    return make_page(issue, told["number"], name=told.get("name", "要闻"))


def _build_article(piece):
    from tests.factories import credit, make_article, withdraw

    body = piece.get("html") or "".join(map(_block, piece.get("paragraphs", [])))
    article = make_article(**{**_known(piece, _WORDS), "body": body})
    for order, line in enumerate(piece.get("credits", [])):
        credit(article, line["name"], line.get("role", ""), order=order)
    for order, photo in enumerate(piece.get("photos", [])):
        _build_photo(article, photo, order)
    if piece.get("withdrawn"):
        withdraw(article)
    return article


def _block(paragraph):
    if isinstance(paragraph, dict):
        return f"<h3>{escape(paragraph['subhead'])}</h3>"
    return f"<p>{escape(paragraph, quote=False)}</p>".replace("[[jump]]", JUMP)


def _build_photo(article, told, order):
    from articles.models import Photo
    from tests.factories import credit

    name = told.get("file") or f"{article.pk}-{order}"
    photo = Photo.objects.create(
        article=article,
        order=order,
        caption=told.get("caption", ""),
        alt=told.get("alt", "画面。"),
        part=told.get("part", 1),
        file=f"originals/{name}.jpg" if told.get("has_file", True) else "",
        width=told.get("width", 2400),
        height=told.get("height", 1600),
    )
    for number, line in enumerate(told.get("credits", [])):
        credit(photo, line["name"], line.get("role", ""), order=number)


def _place(piece, page, order, built):
    from tests.factories import place

    lines = _known(piece, ("part", "headline", "continued_on", "continued_from", "see_page"))
    article = built[piece["part_of"]].article if "part_of" in piece else _build_article(piece)
    placement = place(article, page, **{"part": 1, **lines}, order=order)
    built.setdefault(article.title, placement)


def _link(page, told, built):
    from issues.models import Placement

    for piece in told.get("pieces", []):
        if piece.get("see_piece"):
            placement = Placement.objects.get(article=built[piece["title"]].article, page=page)
            placement.see_article = built[piece["see_piece"]].article
            placement.save()
    for order, entry in enumerate(told.get("guide", []), 1):
        linked = built[entry["piece"]].article if entry.get("piece") else None
        page.guide.create(title=entry["title"], target=entry["page"], article=linked, order=order)


def _report(outcomes, is_verbose):
    planted, found, alarms = Counter(), Counter(), Counter()
    for case, hits, missed, false, everything in outcomes:
        planted.update(wanted["rule"] for wanted in hits + missed)
        found.update(wanted["rule"] for wanted in hits)
        alarms.update(finding.rule for finding in false)
        for wanted in missed:
            print(f"MISSED  {case['name']}: {_named(wanted)}")
        for finding in false:
            print(f"FALSE   {case['name']}: [{finding.rule}] {finding.text} | {finding.excerpt}")
        for finding in everything if is_verbose else ():
            print(f"        {case['name']}: [{finding.rule}] {finding.text} | {finding.excerpt}")
    print(f"{'rule':26}{'planted':>8}{'found':>8}{'false':>8}")
    for rule in sorted({*planted, *alarms}):
        print(f"{rule:26}{planted[rule]:8}{found[rule]:8}{alarms[rule]:8}")


def _named(wanted):
    return " ".join(str(wanted.get(part) or "") for part in ("rule", "page", "title", "excerpt"))


def _targets_met(cases, outcomes, is_own_set):
    planted = sum(len(case.get("expected", [])) for case in cases)
    clean = sum(1 for case in cases if not case.get("expected"))
    found = sum(len(hits) for _case, hits, *_rest in outcomes)
    alarms = sum(len(false) for *_rest, false, _all in outcomes)
    recall = found / planted if planted else 1.0
    precision = found / (found + alarms) if found + alarms else 1.0
    print(f"planted {planted}, clean {clean}, found {found}, false alarms {alarms}")
    met = [
        _target("recall", recall, RECALL),
        _target("precision", precision, PRECISION),
        _target("planted faults", planted, PLANTED) if is_own_set else True,
        _target("clean texts", clean, CLEAN) if is_own_set else True,
    ]
    return all(met)


def _target(name, value, target):
    word = "met" if value >= target else "NOT MET"
    print(f"{name:16}{value:8.3g}   target {target:g}   {word}")
    return value >= target


if __name__ == "__main__":
    sys.exit(main())
