"""Tags as a Chinese desk types them: parted by 、，；,; or a space, and one whatever their case."""

import pytest
from django.forms import modelform_factory
from taggit.models import Tag

from articles import tags
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db

ArticleForm = modelform_factory(Article, fields=["title", "tags"])


@pytest.mark.parametrize("mark", ["、", "，", "；", ",", ";", " ", "\u3000", "\t", "\n", " 、 ", "，，"])
def test_tags_part_at_every_mark_that_a_desk_types(mark):
    assert tags.parse(f"社区{mark}养老{mark}") == ["社区", "养老"]


def test_other_marks_stay_inside_a_tag():
    assert tags.parse("C++、“十四五”、京津冀—雄安、3·15") == ["C++", "“十四五”", "京津冀—雄安", "3·15"]


@pytest.mark.parametrize("line", ["", None, "、，；, "])
def test_line_without_words_has_no_tags(line):
    assert tags.parse(line) == []


def test_tag_typed_twice_is_one_as_it_was_typed_first():
    assert tags.parse("AI、ai、Ａi、养老、养老") == ["AI", "Ａi", "养老"]


def test_line_of_tags_reads_back():
    article = make.make_article()
    article.tags.add("养老", "社区")
    line = tags.join(article.tags.order_by("name"))
    assert line in ("养老、社区", "社区、养老")
    assert tags.parse(line) == line.split("、")


def test_form_takes_a_line_of_tags_and_shows_it_again():
    article = make.make_article()
    form = ArticleForm({"title": article.title, "tags": "社区，养老 AI"}, instance=article)
    assert form.is_valid(), form.errors
    form.save()
    assert set(article.tags.names()) == {"社区", "养老", "AI"}
    shown = str(ArticleForm(instance=article)["tags"])
    assert "AI" in shown
    assert "、" in shown


def test_form_takes_tags_away():
    article = make.make_article()
    article.tags.set(["社区", "养老"])
    ArticleForm({"title": article.title, "tags": "养老"}, instance=article).save()
    assert list(article.tags.names()) == ["养老"]


def test_tag_that_is_there_is_taken_without_regard_to_case():
    first, second = make.make_article("甲"), make.make_article("乙")
    first.tags.set(["AI", "养老"])
    second.tags.set(["ai"])
    ArticleForm({"title": "乙", "tags": "Ai、养老"}, instance=second).save()
    assert list(Tag.objects.order_by("name").values_list("name", flat=True)) == ["AI", "养老"]
    assert set(second.tags.names()) == {"AI", "养老"}


def test_form_refuses_a_tag_that_is_too_long_to_keep():
    article = make.make_article()
    fits, too_long = "长" * 100, "长" * 101
    assert ArticleForm({"title": "甲", "tags": fits}, instance=article).is_valid()
    assert "tags" in ArticleForm({"title": "甲", "tags": too_long}, instance=article).errors


def test_chinese_tags_have_addresses_of_their_own():
    article = make.make_article()
    article.tags.set(["社区", "养老", "！", "？"])
    slugs = list(Tag.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == 4
