"""The search follows the copy: whatever changes a piece changes what finds it, in the same transaction."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from articles import revisions
from articles.models import Article, Revision, SearchEntry
from articles.search import matching, queries
from tests import factories as make
from tests.browsing import save

pytestmark = pytest.mark.django_db


def found(words):
    query = queries.parse(words)
    return list(Article.objects.filter(pk__in=matching.holding(query)).order_by("pk"))


def rebuilt(capsys):
    call_command("rebuild_search")
    return capsys.readouterr().out.strip()


def test_copy_that_a_change_has_taken_out_is_no_longer_found_and_what_has_come_is():
    article = make.make_article("老手艺", body="<p>修伞匠来了</p>")
    revisions.record(article, None, Revision.Origin.EDIT)
    assert found("修伞") == [article]
    article.body = "<p>磨刀人来了</p>"
    article.save()
    revisions.record(article, None, Revision.Origin.EDIT)
    assert found("修伞") == []
    assert found("磨刀") == [article]


def test_a_restored_version_is_found_again():
    article = make.make_article("老手艺", body="<p>修伞匠来了</p>")
    first = revisions.record(article, None, Revision.Origin.EDIT)
    article.body = "<p>磨刀人来了</p>"
    article.save()
    revisions.record(article, None, Revision.Origin.EDIT)
    revisions.restore(article, first.number, make.make_user())
    assert found("修伞") == [article]
    assert found("磨刀") == []


def test_a_piece_that_is_deleted_leaves_nothing_in_the_index():
    article = make.make_article()
    make.index(article)
    article.delete()
    assert found("修伞") == []
    again = make.make_article(pk=article.pk, body="<p>别的事</p>", title="别的")
    make.index(again)
    assert found("修伞") == []
    assert found("别的事") == [again]


def test_a_change_that_is_taken_back_changes_nothing():
    article = make.make_article()
    make.index(article)
    with transaction.atomic():
        article.body = "<p>磨刀人来了</p>"
        article.save()
        revisions.record(article, None, Revision.Origin.EDIT)
        transaction.set_rollback(True)
    assert found("修伞") == [article]
    assert found("磨刀") == []


def test_a_tag_that_is_renamed_or_deleted_at_the_desk_is_searched_by_its_new_name_or_not_at_all(client):
    article = make.make_article()
    article.tags.add("老手艺")
    make.index(article)
    tag = article.tags.get()
    client.force_login(make.make_user())
    client.post(reverse("admin:taggit_tag_change", args=[tag.pk]), {"name": "新手艺"})
    assert found("老手艺") == []
    assert found("新手艺") == [article]
    client.post(reverse("admin:taggit_tag_delete", args=[tag.pk]), {"post": "yes"})
    assert found("新手艺") == []


def test_a_caption_corrected_in_the_photo_list_is_found(client):
    article = make.make_article()
    photo = make.make_photo(article, caption="旧说明")
    make.index(article)
    client.force_login(make.make_user())
    save(client, reverse("admin:articles_photo_change", args=[photo.pk]), caption="新说明词")
    assert found("新说明词") == [article]
    assert found("旧说明") == []


def test_staff_find_a_draft_by_words_of_its_text_in_the_list_of_articles(client):
    article = make.make_article("甲", state="draft")
    make.make_article("乙", body="<p>别的事</p>")
    make.index(*Article.objects.all())
    client.force_login(make.make_user())
    response = client.get(reverse("admin:articles_article_changelist"), {"q": "支在了槐樹"})
    assert list(response.context["cl"].queryset) == [article]


def test_rebuilding_writes_what_is_missing_or_wrong_and_nothing_else(capsys):
    right, wrong, missing = (make.make_article(title) for title in ("对的", "错的", "缺的"))
    make.index(right, wrong)
    SearchEntry.objects.filter(article=wrong).update(text="张冠李戴")
    assert found("张冠") == [wrong]
    assert rebuilt(capsys) == "written 2, right already 1"
    assert found("张冠") == []
    assert found("修伞") == [right, wrong, missing]
    assert rebuilt(capsys) == "written 0, right already 3"
