"""Every state × time × audience × public address: what is not out leaves by no door.

One world holds a piece for each case, each with words, people, tags, photos and addresses of its own. Every
address of the URL configuration is then asked for with every value that could fill it; a new address is walked
by itself, and fails the test when nothing in the world can fill it.
"""

import datetime
import io
import itertools
import zipfile
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from django.utils.http import urlencode

from articles import photos
from articles.models import Article, ArticleState, Photo, Withdrawal
from issues import publication
from issues.models import Area, GuideEntry, Issue, IssueState, Page, PrintFile
from issues.outlets.sitemaps import parts
from tests import factories as make

HOUR = datetime.timedelta(hours=1)
TIMES = ("unscheduled", "later", "past")


@dataclass(frozen=True)
class Case:
    """A piece of copy in one state, in an issue of one state and time."""

    number: int
    issue_state: str
    time: str
    state: str
    withdrawn: bool
    article: Article
    mark: str
    photo_key: str
    portrait_key: str

    @property
    def page(self):
        return self.article.placements.get().page

    @property
    def issue_is_out(self):
        return self.issue_state == IssueState.SIGNED_OFF and self.time == "past"

    @property
    def is_out(self):
        return self.issue_is_out and self.state == ArticleState.APPROVED and not self.withdrawn


def _issue(number, state, time):
    now = timezone.now()
    signed = (
        {"signed_off_by": make.make_user(), "signed_off_at": now} if state == IssueState.SIGNED_OFF else {}
    )
    publish_at = {"unscheduled": None, "later": now + HOUR, "past": now - HOUR}[time]
    date = datetime.date(2020, 1, 1) + datetime.timedelta(days=number)
    return make.make_issue(
        number=number, date=date, state=state, publish_at=publish_at, page_count=1, **signed
    )


def _case(index, issue, page, time, state, withdrawn, picture):
    mark = f"暗号{index:03d}号"
    stored = {"file": picture.name, "width": picture.width, "height": picture.height}
    person = make.make_reporter(name=f"{mark}人", bio=f"{mark}简介", **stored)
    article = make.make_article(
        title=f"{mark}题",
        kicker=f"{mark}引",
        deck=f"{mark}副",
        column=f"{mark}栏",
        body=f"<p>{mark}文</p>",
        state=state,
    )
    article.tags.add(f"{mark}签")
    make.credit(article, name=f"{mark}人", reporter=person)
    photo = Photo.objects.create(article=article, caption=f"{mark}图", alt=f"{mark}替", **stored)
    make.credit(photo, name=f"{mark}摄", role="摄影")
    make.place(article, page, order=index, see_page=1, see_article=article)
    GuideEntry.objects.create(page=page, title=f"{mark}导", target=1, article=article)
    make.make_correction(article, page, f"{mark}误", f"{mark}正", note=f"{mark}注")
    if withdrawn:
        make.withdraw(article, note=f"撤稿说明{index:03d}")
    return Case(issue.number, issue.state, time, state, withdrawn, article, mark, photo.key, person.key)


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = photos.take_in(make.picture_file((400, 400)))
    cases = []
    for number, (issue_state, time) in enumerate(itertools.product(IssueState.values, TIMES), start=1):
        issue = _issue(number, issue_state, time)
        page = make.make_page(issue, name=f"版名{number:03d}号")
        for state, withdrawn in itertools.product(ArticleState.values, (False, True)):
            cases.append(_case(len(cases), issue, page, time, state, withdrawn, picture))
        # And one in which nothing but its issue keeps anything from readers: its print files are whole.
        whole = make.make_page(_issue(number + 50, issue_state, time), name=f"版名{number + 50:03d}号")
        cases.append(_case(len(cases), whole.issue, whole, time, ArticleState.APPROVED, False, picture))
    for page in Page.objects.all():
        _print(page)
    return cases


def _print(page):
    """A print file on which the page's pieces and pointers stand under each other; all share one stored file."""
    stored = PrintFile.objects.first() or make.make_print_file(page)
    facts = {"file": stored.file.name, "width": stored.width, "height": stored.height}
    page.print_file, _ = PrintFile.objects.get_or_create(page=page, defaults=facts)
    page.save()
    for order, place in enumerate(page.placements.order_by("order")):
        for is_guide in (False, True):
            left, top = 0.5 * is_guide, 0.05 * order
            boxes = [[left, top, left + 0.4, top + 0.04]]
            known = {"article": place.article, "is_guide": is_guide, "boxes": boxes, "confidence": 1}
            Area.objects.create(print_file=page.print_file, **known)


def _routes():
    """Yield (namespace:name, parameter names) of every public address in the URL configuration."""
    resolver = get_resolver()
    for namespace in ("paper", "media", "outlets"):
        _, inner = resolver.namespace_dict[namespace]
        for name in {key for key in inner.reverse_dict if isinstance(key, str)}:
            for possibilities, *_ in inner.reverse_dict.getlist(name):
                for _, parameters in possibilities:
                    yield f"{namespace}:{name}", tuple(parameters)


def _values(world):
    """What can fill a parameter of each name, from the world's secrets and its public things alike."""
    pieces = [case.article.pk for case in world]
    pages = list(Issue.objects.values_list("pages__key", flat=True))
    return {
        "pk": sorted({*pieces, *Article.objects.values_list("credits__reporter", flat=True), *_tag_ids()}),
        "slug": list(Issue.objects.values_list("slug", flat=True)),
        "date": list(Issue.objects.values_list("date", flat=True)),
        "number": [1],
        "year": [2020],
        "key": [case.photo_key for case in world] + [case.portrait_key for case in world] + pages,
        "width": [320],
        "section": ["lists", "issues", "reporters", "tags"],
        "part": _sitemap_parts(),
    }


def _sitemap_parts():
    """The numbers of all parts in which anything of the world could stand."""
    ids = [
        *Issue.objects.values_list("pk", flat=True),
        *Article.objects.values_list("credits__reporter", flat=True),
    ]
    sizes = (parts.ISSUES_A_PART, parts.NAMES_A_PART)
    return sorted({(pk - 1) // size + 1 for pk in (*ids, *_tag_ids()) for size in sizes})


def _asked(world):
    """What can be asked of an address by a query string, by the address's name."""
    issues = Issue.objects.values_list("number", "date")
    return {
        "page_names": [{"name": name} for name in Issue.objects.values_list("pages__name", flat=True)],
        "columns": [{"name": name} for name in Article.objects.values_list("column", flat=True)],
        "go": [{"to": word} for number, date in issues for word in (number, date)],
        "on_this_day": [{"date": f"{date:%m-%d}"} for _number, date in issues],
    }


def _tag_ids():
    return Article.tags.through.objects.values_list("tag_id", flat=True)


def _addresses(world, namespace=None):
    values = _values(world)
    for route, parameters in _routes():
        missing = set(parameters) - set(values)
        assert not missing, f"{route}: this test has nothing to fill {missing} with"
        name = route.replace("paper:", f"{namespace}:") if namespace else route
        for combination in itertools.product(*(values[parameter] for parameter in parameters)):
            try:
                address = reverse(name, kwargs=dict(zip(parameters, combination, strict=True)))
            except NoReverseMatch as error:
                raise AssertionError(f"{name} can't be filled with {combination}") from error
            yield name, address
            for asked in _asked(world).get(name.partition(":")[2], ()):
                yield name, f"{address}?{urlencode(asked)}"


def _walk(client, addresses):
    """Return all the text that the addresses gave, and the addresses that gave a file."""
    text, files, answered = [], set(), {}
    for name, address in addresses:
        response = client.get(address)
        body = response.getvalue()
        answered.setdefault(name, set()).add(response.status_code)
        kind = response["Content-Type"]
        if response.status_code == 200 and kind.startswith(("image/webp", "image/jpeg", "application/pdf")):
            files.add(address)
        elif kind == "application/epub+zip":
            text.append(_text_of_book(body))
        else:
            text.append(body.decode() + response.get("Location", ""))
    return "\n".join(text), files, answered


def _text_of_book(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if not name.endswith(".jpg"))


def _marks_in(text, world):
    return {case.mark for case in world if case.mark in text}


def _files_of(cases):
    photos = {reverse("media:photo", args=[case.photo_key, 320]) for case in cases}
    return photos | {reverse("media:portrait", args=[case.portrait_key, 320]) for case in cases}


def _printed_of(world):
    """The pictures of the pages that are out, and the files of those pages and issues that are out whole."""
    files = set()
    for page in {case.page for case in world if case.issue_is_out}:
        files.add(reverse("media:page_picture", args=[page.key, 320]))
        if all(case.is_out for case in world if case.page == page):
            files.add(reverse("media:page_file", args=[page.key]))
            files.add(reverse("media:issue_file", args=[page.issue.slug]))
    return files


def _drawn_of(cases):
    """The addresses of outlets' pictures that are about nothing but those cases and their issues."""
    public = {"pk": [case.article.pk for case in cases], "number": [1]}
    public["slug"] = list({str(case.number) for case in cases})
    routes = [(route, names) for route, names in _routes() if route.startswith("outlets:")]
    return {
        reverse(route, kwargs=dict(zip(names, combination, strict=True)))
        for route, names in routes
        if set(names) <= set(public)
        for combination in itertools.product(*(public[name] for name in names))
    }


def _client(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.mark.parametrize("audience", ["reader", "clerk without the right", "editor"])
def test_no_public_address_gives_a_word_that_is_not_out_to_anyone(world, audience):
    users = {
        "reader": None,
        "clerk without the right": make.make_reader_account(),
        "editor": make.make_user(),
    }
    client = _client(users[audience])
    out = [case for case in world if case.is_out]
    text, files, answered = _walk(client, _addresses(world))

    assert _marks_in(text, world) == {case.mark for case in out}
    assert all(f"版名{case.number:03d}号" not in text for case in world if not case.issue_is_out)
    if audience != "editor":  # who may preview sees unreleased pictures in the preview, at the same addresses
        given = _files_of(out) | _printed_of(world)
        assert files >= given
        assert files - given <= _drawn_of(out)
    assert [name for name, codes in answered.items() if not codes & {200, 302}] == []


def test_preview_shows_everything_to_who_may_see_it_and_nothing_to_others(world):
    clerk, editor = make.make_reader_account(), make.make_user()
    addresses = [
        (name, address) for name, address in _addresses(world, "preview") if name.startswith("preview:")
    ]
    assert addresses
    seen, _, _ = _walk(_client(editor), addresses)
    assert _marks_in(seen, world) == {case.mark for case in world}
    for outsider in (None, clerk):
        text, _, answered = _walk(_client(outsider), addresses)
        assert _marks_in(text, world) == set()
        assert set().union(*answered.values()) <= {302, 403}


def test_preview_is_never_cached(world):
    client, shown = _client(make.make_user()), set()
    for name, address in _addresses(world, "preview"):
        if name.startswith("preview:") and name not in shown:
            response = client.get(address)
            if response.status_code == 200:
                shown.add(name)
                assert "no-store" in response["Cache-Control"], address
    assert {"preview:front", "preview:issue", "preview:page", "preview:article"} <= shown


def test_withdrawn_piece_that_was_public_answers_410_with_the_note_and_any_other_404(world):
    for case in world:
        response = _client().get(reverse("paper:article", args=[case.article.pk]))
        was_public = case.issue_is_out and case.state == ArticleState.APPROVED and case.withdrawn
        assert response.status_code == (200 if case.is_out else 410 if was_public else 404)
        assert ("撤稿说明" in response.content.decode()) is was_public


def test_piece_withdrawn_before_its_issue_came_out_was_never_public(db):
    issue = make.make_signed_off_issue(publish_at=timezone.now() - HOUR)
    article = make.make_article()
    make.place(article, make.make_page(issue))
    Withdrawal.objects.filter(pk=make.withdraw(article).pk).update(withdrawn_at=timezone.now() - 2 * HOUR)
    assert Client().get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("audience", ["reader", "editor"])
def test_listings_for_offline_reading_name_the_addresses_of_what_is_out_and_no_other(world, audience):
    client, named = _client(make.make_user() if audience == "editor" else None), set()
    for slug in Issue.objects.values_list("slug", flat=True):
        response = client.get(reverse("outlets:offline_issue", args=[slug]))
        named |= set(response.json()["addresses"] if response.status_code == 200 else [])
    out = [case for case in world if case.is_out]
    pieces = {case.article.get_absolute_url() for case in out}
    photos = {reverse("media:photo", args=[case.photo_key, 400]) for case in out}
    codes = {reverse("outlets:article_qr", args=[case.article.pk]) for case in out}
    issues = {reverse("paper:issue", args=[case.number]) for case in out}
    pages = {f"{address}1/" for address in issues}
    pictures = {reverse("media:page_picture", args=[case.page.key, 1280]) for case in out}
    assert named == pieces | photos | codes | issues | pages | pictures


def test_page_file_is_withheld_while_a_piece_on_the_page_is_not_public(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = make.make_page(make.make_signed_off_issue())
    make.make_print_file(page)
    article = make.make_article()
    make.place(article, page)
    address = reverse("media:page_file", args=[page.key])
    assert Client().get(address).status_code == 200
    withdrawal = make.withdraw(article)
    assert Client().get(address).status_code == 404
    withdrawal.delete()
    assert Client().get(address).status_code == 200


def test_issue_goes_live_at_its_second_with_nothing_running(db):
    issue = make.make_signed_off_issue(publish_at=make.RELEASE)
    article = make.make_article()
    make.place(article, make.make_page(issue))
    for question in (
        publication.published_issues,
        publication.published_articles,
        publication.published_placements,
    ):
        assert question(make.BEFORE).exists() is False
        assert question(make.RELEASE).exists() is True


def test_every_shelf_question_takes_the_moment(db):
    issue = make.make_signed_off_issue(publish_at=make.RELEASE)
    article = make.make_article()
    article.tags.add("手艺")
    make.credit(article, reporter=make.make_reporter())
    make.make_photo(article)
    page = make.make_page(issue)
    make.place(article, page)
    make.make_correction(article, page, made_at=make.BEFORE)
    before, after = publication.ReadersShelf(make.BEFORE), publication.ReadersShelf(make.RELEASE)
    for name in ("issues", "pages", "placements", "articles", "photos", "reporters", "tags", "corrections"):
        assert getattr(before, name).exists() is False
        assert getattr(after, name).exists() is True


def test_article_without_a_page_is_not_public(db):
    assert Client().get(make.make_article().get_absolute_url()).status_code == 404
