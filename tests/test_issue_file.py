"""The whole issue in one PDF: for readers from its pages' print files, from the command as the system sets it."""

import datetime
import io
from urllib.parse import quote

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from issues.models import PrintFile
from tests import factories as make

pytestmark = pytest.mark.django_db

ISSUE_FILE = "/media/issues/943.pdf"


class Bucket(Storage):
    """Files that lie on no disk of this machine, as in an object store: no path, no folder, whole or not there."""

    def __init__(self):
        self.files = {}

    def _open(self, name, mode="rb"):
        if name not in self.files:
            raise FileNotFoundError(name)
        return ContentFile(self.files[name])

    def _save(self, name, content):
        self.files[name] = b"".join(content.chunks())
        return name

    def exists(self, name):
        return name in self.files

    def delete(self, name):
        self.files.pop(name, None)

    def size(self, name):
        return len(self.files[name])

    def listdir(self, path):
        return [], [name.removeprefix(f"{path}/") for name in self.files if name.startswith(f"{path}/")]

    def get_modified_time(self, name):
        return timezone.now()


@pytest.fixture
def issue():
    return make.make_signed_off_issue()


@pytest.fixture
def front(issue):
    return make.make_page(issue)


@pytest.fixture
def whole(issue, front):
    """Two pages with print files, known by their sizes, and a piece on the second."""
    second = make.make_page(issue, 2)
    make.make_print_file(second, data=make.pdf(size=(200, 300)))
    make.make_print_file(front, data=make.pdf(size=(100, 150)))
    article = make.make_article("修伞匠")
    make.place(article, second)
    return article


def _html(address):
    return Client().get(address).content.decode()


def _downloaded():
    return Client().get(ISSUE_FILE).getvalue()


def _kept(issue):
    """The names of the stored PDFs of the whole issue."""
    folder = f"renditions/issues/{issue.pk}"
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]


def _sizes(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [tuple(round(side) for side in page.get_size()) for page in document]


def _facts(pdf):
    facts = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    return [facts[name] for name in ("Title", "Author", "CreationDate", "ModDate")]


def _new_front(issue, width=111):
    return make.make_print_file(issue.pages.get(number=1), data=make.pdf(size=(width, 150)))


def test_issue_is_downloaded_as_one_pdf_of_its_pages_in_order(whole):
    response = Client().get(ISSUE_FILE)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-cache"
    assert _sizes(response.getvalue()) == [(100, 150), (200, 300)]
    for address in ("/", "/issues/943/1/", "/issues/943/"):
        assert f'href="{ISSUE_FILE}"' in _html(address)


def test_issue_s_pdf_is_put_together_once_and_anew_for_another_print_file(whole, issue):
    first = Client().get(ISSUE_FILE)
    first.getvalue()
    [name] = _kept(issue)
    with default_storage.open(name, "r+b") as file:
        file.write(b"%KEPT")
    assert _downloaded().startswith(b"%KEPT")
    assert Client().get(ISSUE_FILE, headers={"if-none-match": first["ETag"]}).status_code == 304
    _new_front(issue)
    answer = Client().get(ISSUE_FILE, headers={"if-none-match": first["ETag"]})
    assert _sizes(answer.getvalue()) == [(111, 150), (200, 300)]


def test_moment_alone_never_says_that_the_issue_s_pdf_has_not_changed(whole):
    _downloaded()
    for headers in ({}, {"if-none-match": '"other"'}):
        answer = Client().get(ISSUE_FILE, headers={"if-modified-since": http_date(), **headers})
        assert answer.status_code == 200
        answer.getvalue()


def _kept_as(name):
    return f"inline; filename*=utf-8''{quote(name)}"


def test_issue_s_pdf_bears_the_paper_the_issue_and_its_date_and_is_saved_under_their_name(whole, issue):
    response = Client().get(ISSUE_FILE)
    assert response["Content-Disposition"] == _kept_as("新东城报-2020-05-22.pdf")
    page = Client().get(reverse("media:page_file", args=[issue.pages.get(number=1).key]))
    assert page["Content-Disposition"] == _kept_as("新东城报-2020-05-22-1版.pdf")
    date = "D:20200522000000Z"
    assert _facts(response.getvalue()) == ["新东城报 第943期 2020-05-22", "新东城报", date, date]


def test_the_same_print_files_give_the_same_bytes_and_another_name_of_the_paper_others(whole, issue):
    first = Client().get(ISSUE_FILE)
    made = first.getvalue()
    default_storage.delete(*_kept(issue))
    assert _downloaded() == made
    issue.masthead.name = "东城新报"
    issue.masthead.save()
    answer = Client().get(ISSUE_FILE, headers={"if-none-match": first["ETag"]})
    assert _facts(answer.getvalue())[:2] == ["东城新报 第943期 2020-05-22", "东城新报"]


def test_special_issue_without_a_number_bears_its_title():
    issue = make.make_signed_off_issue(number=None, title="创刊特刊（上）")
    make.make_print_file(make.make_page(issue))
    pdf = Client().get(f"/media/issues/{issue.slug}.pdf").getvalue()
    assert _facts(pdf)[0] == "新东城报 创刊特刊（上） 2020-05-22"


def test_of_an_issue_only_the_last_pdf_is_kept_and_other_issues_keep_theirs(whole, issue):
    other = make.make_signed_off_issue(number=944, date=datetime.date(2020, 5, 29))
    make.make_print_file(make.make_page(other))
    Client().get("/media/issues/944.pdf").getvalue()
    _downloaded()
    before = _kept(issue)
    _new_front(issue)
    _downloaded()
    assert len(_kept(issue)) == 1
    assert _kept(issue) != before
    assert len(_kept(other)) == 1


def test_reader_who_is_being_sent_the_old_pdf_gets_it_whole_while_a_new_one_takes_its_place(whole, issue):
    old = _downloaded()
    being_sent = Client().get(ISSUE_FILE)
    _new_front(issue)
    assert _sizes(_downloaded()) == [(111, 150), (200, 300)]
    assert being_sent.getvalue() == old


def test_half_written_pdf_is_given_to_nobody_and_goes_with_the_next_print_file(whole, issue):
    pdf = _downloaded()
    [half] = _kept(issue)
    with default_storage.open(half, "wb") as file:
        file.write(pdf[:-100])
    assert _downloaded() == pdf
    assert _downloaded() == pdf
    assert half in _kept(issue)
    _new_front(issue)
    _downloaded()
    assert half not in _kept(issue)
    assert len(_kept(issue)) == 1


class Busy(Bucket):
    """While the issue's PDF is being stored, another reader asks for it, and gets it stored first."""

    answers = ()

    def _save(self, name, content):
        if name.startswith("renditions/issues/") and not self.answers:
            type(self).answers = ("asked",)
            type(self).answers = (_downloaded(),)
        return super()._save(self.get_available_name(name), content)


class Fleeting(Bucket):
    """The issue's PDF is always gone at the moment at which it is opened."""

    def _open(self, name, mode="rb"):
        if name.startswith("renditions/issues/"):
            self.delete(name)
        return super()._open(name, mode)


class Losing(Bucket):
    """The issue's PDF is always removed while it is being written, as a folder on disk tells it."""

    def _save(self, name, content):
        if name.startswith("renditions/issues/"):
            raise FileNotFoundError(name)
        return super()._save(name, content)


@pytest.mark.parametrize("storage", [Bucket, Busy, Fleeting, Losing])
def test_issue_s_pdf_is_made_and_kept_wherever_files_are_stored_and_whoever_else_is_at_it(settings, storage):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"tests.test_issue_file.{storage.__name__}"},
    }
    issue = make.make_signed_off_issue()
    make.make_print_file(make.make_page(issue), data=make.pdf(size=(100, 150)))
    first, again = _downloaded(), _downloaded()
    assert first == again
    assert _sizes(first) == [(100, 150)]
    assert len(_kept(issue)) == (0 if storage is Losing else 1)
    _new_front(issue)
    assert _sizes(_downloaded()) == [(111, 150)]
    assert len(_kept(issue)) == (0 if storage is Losing else 1)
    if storage is Busy:
        assert Busy.answers == (first,)


def test_issue_of_which_a_page_has_no_print_file_is_not_offered_as_one(whole, issue):
    make.make_page(issue, 3)
    assert Client().get(ISSUE_FILE).status_code == 404
    for address in ("/", "/issues/943/"):
        assert ISSUE_FILE not in _html(address)


def test_issue_s_pdf_is_withheld_while_a_piece_in_it_is_withdrawn(whole):
    Client().get(ISSUE_FILE).getvalue()
    withdrawal = make.withdraw(whole)
    assert Client().get(ISSUE_FILE).status_code == 404
    assert ISSUE_FILE not in _html("/issues/943/")
    withdrawal.delete()
    assert _sizes(Client().get(ISSUE_FILE).getvalue()) == [(100, 150), (200, 300)]


def test_issue_s_pdf_is_not_there_before_the_issue_is_out_nor_for_none(client):
    page = make.make_page(make.make_issue())
    make.make_print_file(page)
    assert Client().get(ISSUE_FILE).status_code == 404
    assert Client().get("/media/issues/944.pdf").status_code == 404
    client.force_login(make.make_user())
    assert len(_sizes(client.get(ISSUE_FILE).getvalue())) == 1


def test_issue_s_pdf_of_which_a_file_is_gone_is_not_there(whole):
    default_storage.delete(PrintFile.objects.first().file.name)
    assert Client().get(ISSUE_FILE).status_code == 404


def test_command_writes_the_set_issue_with_its_facts_and_the_same_bytes_each_time(tmp_path):
    front = make.make_page(make.make_issue(900, page_count=2))
    make.make_page(front.issue, 2, name="综合")
    make.place(make.make_article("修伞匠"), front, prominence="lead")
    files = [tmp_path / name for name in ("1.pdf", "2.pdf")]
    for file in files:
        call_command("typeset_issue", "900", out=file, stdout=io.StringIO())
    made, again = (file.read_bytes() for file in files)
    assert made == again
    assert len(_sizes(made)) == 2
    date = "D:20200522000000Z"
    assert _facts(made) == ["新东城报 第900期 2020-05-22", "新东城报", date, date]
