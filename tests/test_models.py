"""What can't be entered: each rule of the copy desk and the edition, as people read it and as the database holds it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from articles.models import Article, Credit, Photo, Reporter, Revision, Withdrawal
from issues.models import Imprint, Issue, IssueState, Masthead, Page, Placement, Prominence
from tests import factories as make

pytestmark = pytest.mark.django_db


def message_of(row):
    """All that a person reads who enters `row`; "" where it is right."""
    with translation.override("en"):
        try:
            row.full_clean()
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def is_refused_by_the_database(row):
    """Say whether the database refuses `row` where nobody has looked at it before."""
    try:
        with transaction.atomic():
            type(row).objects.bulk_create([row])
    except IntegrityError:
        return True
    return False


# The copy desk


def test_article_needs_a_title():
    assert message_of(make.make_article("有题")) == ""
    untitled = Article(title="")
    assert "This field cannot be blank." in message_of(untitled)
    assert is_refused_by_the_database(untitled)


def test_article_stands_without_a_page():
    article = make.make_article()
    assert not article.placements.exists()
    assert message_of(article) == ""


def test_spaces_in_a_printed_name_are_no_part_of_it():
    printed = make.make_reporter("林 禾")
    assert printed.name == "林禾"
    for name in ("林禾", "林 禾", "林　禾", " 林 禾 "):
        assert list(Reporter.objects.named(name)) == [printed]
    assert list(Reporter.objects.named("林禾苗")) == []


def test_two_people_of_one_name_need_a_different_note():
    make.make_reporter("林禾", note="政法部")
    twin = Reporter(name="林禾", note="政法部", sort_key="lin2 he2")
    assert message_of(twin) == "This person is already there. Two people of one name need a different note."
    assert is_refused_by_the_database(twin)
    other = make.make_reporter("林禾", note="通讯员")
    assert message_of(other) == ""
    assert Reporter.objects.named("林 禾").count() == 2
    assert str(other) == "林禾（通讯员）"


def test_people_stand_in_the_order_of_their_sound():
    for name in ("周禾", "安禾", "林禾"):
        make.make_reporter(name)
    assert [person.name for person in Reporter.objects.all()] == ["安禾", "林禾", "周禾"]


def test_credit_belongs_to_an_article_or_to_a_photo():
    article, photo = make.make_article(), make.make_photo()
    said = "A credit belongs to an article or to a photo."
    for owners in ({}, {"article": article, "photo": photo}):
        credit = Credit(name="林小禾", **owners)
        assert said in message_of(credit)
        assert is_refused_by_the_database(credit)
    for owners in ({"article": article}, {"photo": photo}):
        credit = Credit(name="林小禾", **owners)
        assert message_of(credit) == ""
        assert not is_refused_by_the_database(credit)


def test_person_who_is_credited_can_not_be_deleted():
    person = make.make_reporter()
    make.credit(make.make_article(), reporter=person)
    with pytest.raises(IntegrityError):
        person.delete()


def test_photo_stays_in_the_pool_when_its_article_is_deleted():
    article = make.make_article()
    photo = make.make_photo(article)
    make.credit(photo)
    article.delete()
    photo.refresh_from_db()
    assert photo.article is None
    assert photo.credits.count() == 1


def test_one_picture_printed_twice_is_two_photos_at_two_addresses():
    first, second = make.make_photo(), make.make_photo()
    assert first.file == second.file
    assert first.key != second.key
    copy = Photo(file=first.file, key=first.key)
    assert "already exists" in message_of(copy)
    assert is_refused_by_the_database(copy)


def test_article_is_withdrawn_once_at_a_time():
    article, user = make.make_article(), make.make_user()
    first = make.withdraw(article)
    second = Withdrawal(article=article, withdrawn_by=user, withdrawn_at=timezone.now())
    assert message_of(second) == "This article is already withdrawn."
    assert is_refused_by_the_database(Withdrawal(article=article, withdrawn_by=user))
    first.lifted_by, first.lifted_at = user, timezone.now()
    first.save()
    assert article.withdrawal is None
    again = make.withdraw(article)
    assert Article.objects.get(pk=article.pk).withdrawal == again


def test_revision_numbers_are_one_each():
    article = make.make_article()
    facts = {"article": article, "number": 1, "origin": Revision.Origin.EDIT, "piece": {"title": "甲"}}
    Revision.objects.create(**facts)
    assert message_of(Revision(**facts, made_at=timezone.now())) != ""
    assert is_refused_by_the_database(Revision(**facts))


# The edition


def test_two_issues_can_not_bear_one_number():
    make.make_issue(943)
    twin = Issue(number=943, date=datetime.date(2020, 5, 29), masthead=Masthead.objects.get(), slug="x")
    assert "There is already an issue of this number." in message_of(twin)
    assert is_refused_by_the_database(twin)


def test_two_issues_can_come_out_on_one_day():
    make.make_issue(943)
    assert message_of(make.make_issue(944)) == ""
    assert Issue.objects.on(datetime.date(2020, 5, 22)).count() == 2


@pytest.mark.parametrize(
    ("number", "last_number", "fits"),
    [
        (942, None, True),
        (943, None, False),
        (944, None, False),
        (945, None, True),
        (942, 943, False),
        (944, 945, False),
        (941, 946, False),
        (945, 946, True),
        (941, 942, True),
    ],
)
def test_double_issue_takes_both_its_numbers(number, last_number, fits):
    make.make_issue(943, last_number=944)
    other = Issue(
        number=number,
        last_number=last_number,
        date=datetime.date(2020, 6, 5),
        masthead=Masthead.objects.get(),
        slug="x",
    )
    assert (message_of(other) == "") is fits


def test_double_issue_is_found_by_both_numbers_and_runs_forward():
    double = make.make_issue(943, last_number=944)
    assert [Issue.objects.numbered(number).first() for number in (942, 943, 944, 945)] == [
        None,
        double,
        double,
        None,
    ]
    assert message_of(double) == ""
    backward = Issue(
        number=945, last_number=945, date=datetime.date(2020, 6, 5), masthead=double.masthead, slug="x"
    )
    assert "The last number of a double issue is above its first." in message_of(backward)
    assert is_refused_by_the_database(backward)
    without_first = Issue(last_number=946, date=datetime.date(2020, 6, 5), masthead=double.masthead)
    assert "A double issue needs its first number." in message_of(without_first)


def test_issue_has_at_least_one_page():
    empty = Issue(
        number=1, date=datetime.date(2020, 5, 22), masthead=make.make_masthead(), page_count=0, slug="1"
    )
    assert "An issue has at least one page." in message_of(empty)
    assert is_refused_by_the_database(empty)


def test_issue_has_its_number_as_its_address_and_a_special_one_its_date():
    assert make.make_issue(943).slug == "943"
    assert make.make_issue(944, last_number=945).slug == "944"
    date = datetime.date(2020, 5, 23)
    specials = [make.make_issue(None, date=date, title="特刊") for _ in range(3)]
    assert [issue.slug for issue in specials] == ["2020-05-23", "2020-05-23-2", "2020-05-23-3"]
    specials[1].save()
    assert specials[1].slug == "2020-05-23-2"
    specials[0].delete()
    assert make.make_issue(None, date=date).slug == "2020-05-23"
    specials[2].number = 946
    specials[2].save()
    assert specials[2].slug == "946"


def test_sign_off_names_who_signed_and_when():
    user, now = make.make_user(), timezone.now()
    issue = make.make_signed_off_issue()
    assert message_of(issue) == ""
    said = "A sign-off names who signed and when."
    for facts in (
        {"state": IssueState.SIGNED_OFF},
        {"state": IssueState.SIGNED_OFF, "signed_off_at": now},
        {"state": IssueState.SIGNED_OFF, "signed_off_by": user},
        {"state": IssueState.PREPARATION, "signed_off_at": now, "signed_off_by": user},
    ):
        half = Issue(number=1, slug="1", date=datetime.date(2020, 5, 22), masthead=issue.masthead, **facts)
        assert said in message_of(half)
        assert is_refused_by_the_database(half)


def test_issue_goes_out_at_seven_in_beijing_where_nobody_says_otherwise():
    assert make.make_issue().default_publish_at() == make.RELEASE


def test_issue_has_one_page_of_a_number_and_numbers_begin_at_one():
    issue = make.make_issue()
    make.make_page(issue, 1)
    twin, zero = Page(issue=issue, number=1), Page(issue=issue, number=0)
    assert "The issue has a page of this number already." in message_of(twin)
    assert "Page numbers begin at 1." in message_of(zero)
    assert is_refused_by_the_database(twin)
    assert is_refused_by_the_database(zero)
    assert message_of(make.make_page(make.make_issue(944), 1)) == ""


def test_article_stands_on_two_pages_in_two_parts():
    issue, article = make.make_issue(), make.make_article()
    front, inner = make.make_page(issue, 1), make.make_page(issue, 2)
    first = make.place(article, front, part=1, continued_on=2)
    second = make.place(article, inner, part=2, continued_from=1, headline="修伞匠（续）")
    assert message_of(first) == message_of(second) == ""
    assert [place.page.number for place in article.placements.in_print_order()] == [1, 2]
    assert (first.title, second.title) == ("胡同口来了修伞匠", "修伞匠（续）")


def test_part_of_an_article_has_one_place_and_a_page_has_an_article_once():
    issue, article = make.make_issue(), make.make_article()
    front, inner = make.make_page(issue, 1), make.make_page(issue, 2)
    make.place(article, front, part=1)
    same_part = Placement(article=article, page=inner, part=1)
    assert "This part of the article stands on a page already." in message_of(same_part)
    assert is_refused_by_the_database(same_part)
    same_page = Placement(article=article, page=front, part=2)
    assert "The article stands on this page already." in message_of(same_page)
    assert is_refused_by_the_database(same_page)
    no_part = Placement(article=make.make_article("另一篇"), page=front, part=0)
    assert "Parts begin at 1." in message_of(no_part)
    assert is_refused_by_the_database(no_part)


def test_article_stands_in_one_issue():
    article = make.make_article()
    make.place(article, make.make_page(make.make_issue(943), 1))
    other = make.make_page(make.make_issue(944), 1)
    assert "The article stands in another issue already." in message_of(
        Placement(article=article, page=other, part=2)
    )


def test_article_that_stands_on_a_page_can_not_be_deleted():
    article = make.make_article()
    make.place(article, make.make_page())
    with pytest.raises(IntegrityError):
        article.delete()


def test_signed_off_issue_refuses_pages_and_placements():
    issue, said = make.make_issue(), "The issue is signed off: call it back to change its pages."
    page = make.make_page(issue, 1)
    placement = make.place(make.make_article(), page)
    assert message_of(page) == message_of(placement) == ""
    issue.state, issue.signed_off_by, issue.signed_off_at = (
        IssueState.SIGNED_OFF,
        make.make_user(),
        timezone.now(),
    )
    issue.save()
    page, placement = Page.objects.get(), Placement.objects.get()
    assert said in message_of(page)
    assert said in message_of(placement)
    assert said in message_of(Page(issue=issue, number=2))
    assert said in message_of(
        Placement(article=make.make_article("另一篇"), page=page, prominence=Prominence.LEAD)
    )


def test_there_is_one_imprint():
    Imprint(contact="甲").save()
    Imprint(contact="乙").save()
    assert [imprint.contact for imprint in Imprint.objects.all()] == ["乙"]
    assert is_refused_by_the_database(Imprint(pk=2))
    second = Imprint(pk=2)
    assert "There is one imprint only." in message_of(second)
