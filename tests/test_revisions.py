"""The history of a whole piece: its fields, credits, photos and tags, and how it is brought back."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from articles import revisions
from articles.models import Article, ArticleState, Credit, Photo, Revision
from tests import factories as make

pytestmark = pytest.mark.django_db

EDIT, IMPORT, RESTORE = Revision.Origin.EDIT, Revision.Origin.IMPORT, Revision.Origin.RESTORE


def make_piece(**overrides):
    """An article with a credit, two photos, their credits, and tags."""
    article = make.make_article(kicker="胡同里的手艺", deck="修一把伞收五元", dateline="本报讯", **overrides)
    person = make.make_reporter()
    make.credit(article, reporter=person)
    make.credit(article, name="新华社", role="", order=1)
    for order, caption in enumerate(("修伞匠。", "等伞的人。")):
        photo = make.make_photo(article, caption=caption, order=order)
        make.credit(photo, role="摄", reporter=person)
    article.tags.set(["手艺", "胡同"])
    return article


def piece_of(article):
    return revisions.snapshot(Article.objects.get(pk=article.pk))


def test_revision_holds_the_whole_piece():
    article = make_piece()
    revision = revisions.record(article, make.make_user(), EDIT)
    photo = article.photos.first()
    person = photo.credits.get().reporter_id
    assert (revision.number, revision.made_by, revision.origin) == (1, make.make_user(), EDIT)
    revision.refresh_from_db()
    assert revision.piece | {"photos": revision.piece["photos"][:1]} == {
        "column": "",
        "kicker": "胡同里的手艺",
        "title": "胡同口来了修伞匠",
        "deck": "修一把伞收五元",
        "dateline": "本报讯",
        "body": article.body,
        "is_advertisement": False,
        "internal_note": "",
        "tags": sorted(["手艺", "胡同"]),
        "credits": [
            {"role": "记者", "name": "林小禾", "reporter": person},
            {"role": "", "name": "新华社", "reporter": None},
        ],
        "photos": [
            {
                "key": photo.key,
                "file": photo.file,
                "width": 1200,
                "height": 800,
                "caption": "修伞匠。",
                "part": 1,
                "alt": "",
                "credits": [{"role": "摄", "name": "林小禾", "reporter": person}],
            }
        ],
    }
    assert revision.made_at is not None


def test_nothing_is_recorded_where_nothing_has_changed():
    article = make_piece()
    assert revisions.record(article, None, EDIT).number == 1
    assert revisions.record(article, None, EDIT) is None
    article.kicker = "新的引题"
    article.save()
    assert revisions.record(article, None, EDIT).number == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda article: article.tags.add("老街"),
        lambda article: article.credits.last().delete(),
        lambda article: article.photos.update(caption="改过的说明。"),
        lambda article: Credit.objects.filter(photo__article=article).update(name="另一人"),
        lambda article: article.photos.first().delete(),
        lambda article: Article.objects.filter(pk=article.pk).update(internal_note="核实"),
    ],
    ids=["tag", "credit", "caption", "photo credit", "photo", "note"],
)
def test_change_of_any_part_is_a_revision_and_can_be_undone(change):
    article = make_piece()
    before = revisions.record(article, None, EDIT).piece
    change(article)
    assert revisions.record(article, None, EDIT).number == 2
    restored = revisions.restore(Article.objects.get(pk=article.pk), 1, make.make_user("chief"))
    assert (restored.number, restored.origin, restored.made_by.username) == (3, RESTORE, "chief")
    assert piece_of(article) == before == restored.piece


def test_restoring_brings_back_what_was_taken_out_and_takes_out_what_was_added():
    article = make_piece()
    before = revisions.record(article, None, EDIT).piece
    gone = article.photos.first()
    gone_key = gone.key
    gone.delete()
    article.credits.all().delete()
    article.tags.set(["新标签"])
    added = make.make_photo(article, caption="后来加的。")
    make.credit(article, name="后来人")
    article.title = "改过的标题"
    article.save()
    revisions.record(article, None, EDIT)
    revisions.restore(article, 1, None)
    assert piece_of(article) == before
    assert article.photos.first().key == gone_key
    added.refresh_from_db()
    assert added.article is None  # back in the pool, with its caption
    assert added.caption == "后来加的。"


def test_photo_in_the_pool_is_taken_back():
    article = make_piece()
    before = revisions.record(article, None, EDIT).piece
    Photo.objects.filter(article=article).update(article=None)
    revisions.restore(article, 1, None)
    assert piece_of(article) == before
    assert Photo.objects.count() == 2


def test_photo_that_has_moved_to_another_article_stays_there():
    article, other = make_piece(), make.make_article("另一篇")
    revisions.record(article, None, EDIT)
    moved = article.photos.first()
    Photo.objects.filter(pk=moved.pk).update(article=other, caption="在另一篇里。")
    revisions.restore(article, 1, None)
    moved.refresh_from_db()
    assert (moved.article, moved.caption) == (other, "在另一篇里。")
    mine = article.photos.first()
    assert mine.key != moved.key
    assert (mine.file, mine.width, mine.caption) == (moved.file, moved.width, "修伞匠。")
    assert [credit.role for credit in mine.credits.all()] == ["摄"]


def test_restoring_what_stands_makes_no_revision_and_reopens_nothing():
    article = make_piece()
    revisions.record(article, None, EDIT)
    assert revisions.restore(article, 1, None) is None
    article.refresh_from_db()
    assert article.state == ArticleState.APPROVED


def test_restored_copy_goes_back_to_review():
    article = make_piece()
    revisions.record(article, None, EDIT)
    Article.objects.filter(pk=article.pk).update(title="改过的标题")
    revisions.record(article, None, EDIT)
    revisions.restore(Article.objects.get(pk=article.pk), 1, None)
    article.refresh_from_db()
    assert (article.title, article.state) == ("胡同口来了修伞匠", ArticleState.SUBMITTED)


def test_revision_that_is_not_there_restores_nothing():
    article = make_piece()
    revisions.record(article, None, EDIT)
    with pytest.raises(Revision.DoesNotExist):
        revisions.restore(article, 2, None)
    assert article.revisions.count() == 1


def test_person_who_is_gone_leaves_the_printed_name():
    article = make_piece()
    revisions.record(article, None, EDIT)
    person = article.credits.first().reporter
    Credit.objects.filter(reporter=person).update(reporter=None)
    person.delete()
    revisions.restore(article, 1, None)
    assert [(credit.name, credit.reporter) for credit in article.credits.all()] == [
        ("林小禾", None),
        ("新华社", None),
    ]


def test_import_keeps_what_the_text_said_even_where_an_editor_said_the_same_before():
    article = make_piece()
    revisions.record(article, None, EDIT)
    assert revisions.last_import(article) is None
    said = piece_of(article)
    assert revisions.record(article, None, IMPORT, said).number == 2
    assert revisions.last_import(article) == said


def test_last_import_is_what_the_text_said_whatever_was_edited_since():
    article = make_piece()
    said = revisions.record(article, None, IMPORT).piece
    article.title = "编辑改过的标题"
    article.save()
    revisions.record(article, None, EDIT)
    assert revisions.last_import(article) == said


def test_revision_numbers_count_for_each_article():
    one, other = make.make_article("甲"), make.make_article("乙")
    assert revisions.record(one, None, EDIT).number == 1
    assert revisions.record(other, None, EDIT).number == 1


def test_reading_a_piece_takes_the_same_queries_however_many_photos_it_has():
    article = make_piece()
    for number in range(5):
        make.credit(make.make_photo(article, order=number + 2))
    with CaptureQueriesContext(connection) as queries:
        revisions.snapshot(article)
    assert len(queries) == 4


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_get_numbers_one_after_the_other():
    article = make_piece()
    revisions.record(article, None, EDIT)
    together, raised = threading.Barrier(2, timeout=20), []

    def save(kicker):
        try:
            together.wait()
            with transaction.atomic():
                mine = Article.objects.select_for_update().get(pk=article.pk)
                mine.kicker = kicker
                mine.save()
            revisions.record(mine, None, EDIT)
        except Exception as error:  # noqa: BLE001 (whatever a thread raises fails the test)
            raised.append(error)
        finally:
            connections.close_all()

    for turn in range(5):
        threads = [threading.Thread(target=save, args=(f"第{turn}次，{who}",)) for who in ("甲", "乙")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert raised == []
    numbers = list(article.revisions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 6
    last = article.revisions.first().piece
    assert last == piece_of(article)
