"""Who may open and send what in the admin: every address there is, tried by every role, on somebody else's draft.

The addresses come from the URL resolver: one that is new is open to nobody until SPECIAL says to whom.
"""

import datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone
from taggit.models import Tag

from articles import access, review, revisions
from articles.models import (
    Article,
    ArticleState,
    HouseStyle,
    Move,
    Official,
    Photo,
    Review,
    Revision,
    WatchWord,
)
from issues import history, roles
from issues.models import CatalogueRun, Correction, Imprint, PreviewLink, PrintedError
from issues.roles import CHIEF, DESK_HEAD, EDITOR, PROOFREADER, REPORTER
from tests.browsing import fields_of, save, typed
from tests.factories import (
    credit,
    make_article,
    make_issue,
    make_page,
    make_photo,
    make_reader_account,
    make_reporter,
    make_signed_off_issue,
    make_staff,
    make_user,
    place,
)

pytestmark = pytest.mark.django_db

ALL = set(roles.ROLES)
DESK = {EDITOR, DESK_HEAD, CHIEF}
READERS_OF_ALL = {*DESK, PROOFREADER}
NOBODY = set()
# The permission that opens what Django makes for each model; the change form is sent only by who may change.
STANDARD = {
    "changelist": ("view", "view"),
    "add": ("add", "add"),
    "history": ("view", "view"),
    "change": ("view", "change"),
    "delete": ("delete", "delete"),
    "compare": ("view", "view"),
    "restore": ("change", "change"),
    "presence": (None, "view"),
    "export": ("view", "view"),
}
# Who may open (GET) and send (POST) what is the newsroom's own, or otherwise than the permissions of its model say.
SPECIAL = {
    # Somebody else's draft, its photo and its tag: no reporter's business; a proofreader reads it and leaves it.
    "articles_article_history": (READERS_OF_ALL, READERS_OF_ALL),
    "articles_article_change": (READERS_OF_ALL, DESK),
    "articles_article_compare": (READERS_OF_ALL, READERS_OF_ALL),
    "articles_article_restore": (DESK, DESK),
    "articles_photo_history": (READERS_OF_ALL, READERS_OF_ALL),
    "articles_photo_change": (READERS_OF_ALL, DESK),
    "taggit_tag_history": (READERS_OF_ALL, READERS_OF_ALL),
    "taggit_tag_change": (READERS_OF_ALL, DESK),
    "articles_article_checks": (READERS_OF_ALL, NOBODY),
    "articles_article_review_sheet": (READERS_OF_ALL, READERS_OF_ALL),
    "articles_article_export": (READERS_OF_ALL, READERS_OF_ALL),
    "articles_article_import_word": ({REPORTER, *DESK}, {REPORTER, *DESK}),
    "articles_photo_folder": ({REPORTER, *DESK}, {REPORTER, *DESK}),
    "articles_photo_folder_correct": (NOBODY, {REPORTER, *DESK}),
    "articles_article_withdraw": ({CHIEF}, {CHIEF}),
    "articles_article_lift": ({CHIEF}, {CHIEF}),
    "articles_article_presence": (NOBODY, READERS_OF_ALL),
    "articles_article_typing_new": ({REPORTER, *DESK}, {REPORTER, *DESK}),
    "articles_article_typing": (DESK, DESK),
    # Nobody has typed anything that is not saved.
    "articles_article_unsaved_new": (NOBODY, NOBODY),
    "articles_article_unsaved": (NOBODY, NOBODY),
    "articles_article_move:submit": (DESK, DESK),
    "articles_article_move:recall": (NOBODY, NOBODY),
    "articles_article_move:first": ({EDITOR}, {EDITOR}),
    "articles_article_move:second": ({DESK_HEAD}, {DESK_HEAD}),
    "articles_article_move:final": ({CHIEF}, {CHIEF}),
    "articles_article_move:return": (DESK, DESK),
    "articles_article_move:reopen": (NOBODY, NOBODY),
    "articles_article_move:admit": (NOBODY, NOBODY),
    "issues_issue_import": (DESK, DESK),
    "issues_issue_preflight": (READERS_OF_ALL, NOBODY),
    "issues_issue_sign_off": ({CHIEF}, {CHIEF}),
    "issues_issue_make_link": (NOBODY, {CHIEF}),
    "issues_issue_revoke_link": (NOBODY, {CHIEF}),
    # A reporter's figures are of one's own copy.
    "issues_issue_figures": (ALL, ALL),
    "issues_issue_coverage": (READERS_OF_ALL, READERS_OF_ALL),
    "issues_issue_errors_overview": (READERS_OF_ALL, READERS_OF_ALL),
    "issues_issue_errors": (READERS_OF_ALL, READERS_OF_ALL),
    "issues_page_proofs": (READERS_OF_ALL, {PROOFREADER, CHIEF}),
    "issues_page_areas": (DESK, DESK),
    "issues_issue_print_files": (READERS_OF_ALL, DESK),
    "issues_cataloguerun_import": ({CHIEF}, {CHIEF}),
    # Records and single rows are made and kept otherwise than by Django's forms.
    "issues_imprint_add": (NOBODY, NOBODY),
    "articles_housestyle_add": (NOBODY, NOBODY),
    # The paper's lists go out to who reads them and come in from who adds and changes.
    "articles_watchword_export": (READERS_OF_ALL, NOBODY),
    "articles_official_export": (READERS_OF_ALL, NOBODY),
    "articles_watchword_import": ({DESK_HEAD, PROOFREADER, CHIEF}, {DESK_HEAD, PROOFREADER, CHIEF}),
    "articles_official_import": ({DESK_HEAD, PROOFREADER, CHIEF}, {DESK_HEAD, PROOFREADER, CHIEF}),
}
SPECIAL |= {
    f"articles_article_move_several:{move}": SPECIAL[f"articles_article_move:{move}"] for move in Move.values
}
# What an address is asked with, by the end of its name.
QUERIES = {"several": "?ids={pk}", "withdraw": "?ids={pk}", "lift": "?ids={pk}", "restore": "?number=1"}
SECRETS = [
    "密题", "密引", "密副", "密栏", "密讯", "密文", "密注", "密签", "密人", "密图", "密代", "密摄", "密评", "密池",
]  # fmt: skip


@pytest.fixture
def draft():
    """Another reporter's draft, each part of which has a word of its own that no other may read."""
    article = make_article(
        "密题的草稿",
        ArticleState.DRAFT,
        kicker="密引",
        deck="密副",
        column="密栏",
        dateline="密讯",
        body="<p>密文一段。</p>",
        internal_note="密注",
        owner=make_staff(REPORTER, "别的记者"),
    )
    article.tags.add("密签")
    credit(article, "密人")
    credit(make_photo(article, caption="密图", alt="密代", added_by=article.owner), "密摄", "摄影")
    make_photo(caption="密池", added_by=article.owner)
    Review.objects.create(article=article, move=Move.RETURN, opinion="密评", made_by=make_user())
    revisions.record(article, article.owner, Revision.Origin.EDIT)
    return article


@pytest.fixture
def things(draft):
    """One thing of each kind that an address may be about."""
    issue = make_issue()
    page = make_page(issue)
    chief = make_user()
    soon = timezone.now() + datetime.timedelta(hours=4)
    facts = {"issue": issue, "page_number": 1, "wrong": "甲", "right": "乙"}
    printed = make_article("见报稿")
    made = [
        draft,
        draft.photos.get(),
        draft.tags.get(),
        issue,
        page,
        issue.masthead,
        make_reporter("罗听澜"),
        Imprint.objects.create(),
        WatchWord.objects.create(term="甲词"),
        Official.objects.create(name="何文", post="区长"),
        HouseStyle.objects.first() or HouseStyle.objects.create(),
        Correction.objects.create(article=printed, made_by=chief, **facts),
        PrintedError.objects.create(article=printed, recorded_by=chief, kind="word", **facts),
        CatalogueRun.objects.create(source="旧报", reason="补录", run_by=chief),
        PreviewLink.objects.create(issue=issue, made_by=chief, expires_at=soon),
    ]
    for thing in (issue, page, issue.masthead):
        history.record(thing, chief, "edit")
    printed_issue = make_signed_off_issue(number=900, date=datetime.date(2019, 5, 24))
    return {thing._meta.label_lower: thing for thing in made} | {"printed": printed_issue}


@pytest.fixture
def as_role(client):
    """A function that logs in an account of a role."""
    accounts = {}

    def log_in(role):
        client.force_login(accounts.get(role) or accounts.setdefault(role, make_staff(role)))
        return client

    return log_in


def patterns(found, prefix=""):
    """Yield (name, converters) of every address below."""
    for pattern in found:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name, list(pattern.pattern.converters)


def admin_addresses(things):
    """Yield (name, address) of every admin address of our apps; a move's name says which."""
    [admin] = [found for found in get_resolver().url_patterns if getattr(found, "namespace", "") == "admin"]
    for name, keys in patterns(admin.url_patterns):
        label = ".".join(name.split("_")[:2])
        if label not in _models():
            continue
        thing = things["printed" if name == "issues_issue_errors" else label]
        own = {
            "object_id": thing.pk,
            "pk": thing.pk,
            "form": "txt",
            "link_pk": things["issues.previewlink"].pk,
        }
        moves = Move.values if "move" in keys else [None]
        for move in moves:
            filled = {key: own.get(key, move) for key in keys}
            address = reverse(f"admin:{name}", kwargs=filled) + QUERIES.get(name.split("_")[-1], "").format(
                pk=thing.pk
            )
            yield (f"{name}:{move}" if move else name), address


def _models():
    return {
        m._meta.label_lower
        for app in ("articles", "issues", "taggit")
        for m in apps.get_app_config(app).get_models()
    }


def who_may(name):
    """Return the roles that may open the address and those that may send to it."""
    if name in SPECIAL:
        return SPECIAL[name]
    app, model, page = name.split("_", 2)
    assert page in STANDARD, f"say in SPECIAL who may open {name}"
    opens, sends = STANDARD[page]
    return _holders(app, model, opens), _holders(app, model, sends)


def _holders(app, model, verb):
    return {role for role, held in roles.ROLES.items() if f"{app}.{verb}_{model}" in held}


def tried(client, method, address, data=None, follow=False):
    """Ask or send, and leave nothing changed behind; returns the response."""
    with transaction.atomic():
        response = getattr(client, method)(address, data or {}, follow=follow)
        transaction.set_rollback(True)
    return response


def is_open(response):
    """Say whether an address answers: refused is 403 or 404, or Django's way back to the index."""
    if response.status_code == 302:
        return response.url not in ("/admin/", "/admin/login/")
    assert response.status_code in (200, 400, 403, 404, 405), response.status_code
    return response.status_code in (200, 400)


@pytest.mark.parametrize("role", roles.ROLES)
def test_every_address_of_the_admin_is_open_to_just_the_roles_of_the_table(as_role, things, role):
    client = as_role(role)
    wrong = {}
    for name, address in admin_addresses(things):
        for method, allowed in zip(("get", "post"), who_may(name), strict=True):
            answered = is_open(tried(client, method, address))
            if answered != (role in allowed):
                wrong[f"{method} {name}"] = "open" if answered else "shut"
    assert wrong == {}


def test_nothing_of_the_admin_is_open_to_who_has_no_role_or_is_no_staff(client, things):
    own = {"issues_issue_figures"}  # shows who asks what is one's own
    reader = User.objects.create(username="读者")
    for person in (make_reader_account("无权"), reader, None):
        client.logout()
        if person:
            client.force_login(person)
        for name, address in admin_addresses(things):
            for method in ("get", "post"):
                response = tried(client, method, address)
                assert not response.content or name in own or response.status_code in (403, 404, 405), name
                assert not is_open(response) or response.url.startswith("/admin/login/"), name


def test_the_newsroom_s_lists_are_all_in_the_table(things):
    named = {name for name, _address in admin_addresses(things)}
    assert {name for name in SPECIAL if name not in named} == set(), "the table names what is gone"


def all_secrets(response):
    shown = response.content.decode()
    return [word for word in SECRETS if word in shown]


def test_no_word_of_a_foreign_draft_reaches_a_reporter_by_any_address(as_role, things, draft):
    client = as_role(REPORTER)
    make_article("自己的稿", ArticleState.DRAFT, owner=User.objects.get(username=REPORTER))
    general = ["/admin/", "/admin/articles/", "/admin/issues/", "/admin/taggit/", "/admin/jsi18n/"]
    for address in general + [address for _name, address in admin_addresses(things)]:
        for method in ("get", "post"):
            response = tried(client, method, address, {"title": "偷改", "post": "yes"}, follow=True)
            assert all_secrets(response) == [], f"{method} {address}"


@pytest.mark.parametrize(
    "source",
    [
        "articles.photo.article",
        "articles.article.tags",
        "articles.credit.reporter",
        "articles.credit.photo",
        "articles.credit.article",
        "articles.article.owner",
        "issues.placement.article",
        "issues.placement.see_article",
        "issues.guideentry.article",
        "issues.correction.article",
        "issues.printederror.article",
    ],
)
@pytest.mark.parametrize("term", ["", "密"])
def test_no_suggestion_names_a_foreign_draft_to_a_reporter(as_role, draft, source, term):
    app, model, field = source.split(".")
    query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    response = as_role(REPORTER).get("/admin/autocomplete/", query)
    assert response.status_code in (200, 403)
    assert all_secrets(response) == []


@pytest.mark.parametrize(
    "query",
    [
        "q=密",
        "q={pk}",
        "title__contains=密",
        "internal_note__contains=密",
        "owner__username=别的记者",
        "owner__password__startswith=m",
        "reviews__opinion__contains=密",
        "revisions__piece__contains=密",
        "photos__caption__contains=密",
        "id__exact={pk}",
        "state__exact=draft",
        "awaiting=me",
        "placed=no",
        "_popup=1",
        "_to_field=id&_popup=1",
        "_to_field=body&_popup=1",
        "all=",
        "o=1",
    ],
)
@pytest.mark.parametrize("list_of", ["article", "photo", "reporter"])
def test_no_list_shows_a_foreign_draft_to_a_reporter(as_role, draft, list_of, query):
    address = f"/admin/articles/{list_of}/?{query.format(pk=draft.pk)}"
    response = as_role(REPORTER).get(address, follow=True)
    assert response.status_code in (200, 400)
    assert all_secrets(response) == []
    if list_of != "reporter" and response.context and "cl" in response.context:
        assert list(response.context["cl"].result_list) == []


def test_a_list_is_not_asked_about_what_lies_behind_an_account(as_role, draft):
    for query in ("owner__password__startswith=m", "reviews__opinion__contains=密", "_to_field=body"):
        assert as_role(EDITOR).get(f"/admin/articles/article/?{query}").status_code in (302, 400)


def standing(draft):
    article = Article.objects.get(pk=draft.pk)
    pool = list(Photo.objects.filter(article=None).values_list("pk", "caption"))
    kept = article.revisions.count(), article.reviews.count(), article.state, article.owner_id
    return revisions.snapshot(article), kept, pool


def test_a_whole_form_sent_by_a_reporter_to_a_foreign_draft_changes_nothing(as_role, client, draft):
    client.force_login(make_user())
    form = reverse("admin:articles_article_change", args=[draft.pk])
    photo = reverse("admin:articles_photo_change", args=[draft.photos.get().pk])
    pooled = reverse("admin:articles_photo_change", args=[Photo.objects.get(article=None).pk])
    sent = {address: typed(client, address) for address in (form, photo, pooled)}
    before = standing(draft)
    as_role(REPORTER)
    for address, fields in sent.items():
        for button in ("_save", "_submit", "_continue", "_addanother", "_popup"):
            changed = fields | {"title": "偷改", "caption": "偷改", button: "1"}
            assert not is_open(client.post(address, changed))
        assert not is_open(client.post(address.replace("change", "delete"), {"post": "yes"}))
    assert standing(draft) == before
    client.post(form, sent[form] | {"title": "抄成新稿", "_saveasnew": "1"})
    assert standing(draft) == before
    assert {article.owner.username for article in Article.objects.exclude(pk=draft.pk)} <= {REPORTER}


def test_no_bulk_action_of_a_reporter_reaches_a_foreign_draft(as_role, draft):
    before = standing(draft)
    client = as_role(REPORTER)
    photos = list(Photo.objects.values_list("pk", flat=True))
    for action in ("move_submit", "move_return", "withdraw", "lift", "delete_selected"):
        for across in ("0", "1"):
            ticked = {"action": action, "select_across": across}
            for address, keys in (("article", [draft.pk]), ("photo", photos)):
                sent = ticked | {"_selected_action": keys, "post": "yes"}
                response = client.post(f"/admin/articles/{address}/", sent, follow=True)
                assert all_secrets(response) == []
    assert standing(draft) == before


def test_a_reporter_can_not_take_a_foreign_photo_or_give_one_to_foreign_copy(as_role, draft):
    client = as_role(REPORTER)
    me = User.objects.get(username=REPORTER)
    own, mine = (
        make_article("自己的稿", ArticleState.DRAFT, owner=me),
        make_photo(caption="我的", added_by=me),
    )
    foreign = Photo.objects.get(article=None, caption="密池")
    address = reverse("admin:articles_article_change", args=[own.pk])
    page = client.get(address)
    assert ("我的" in page.content.decode(), all_secrets(page)) == (True, [])
    client.post(address, typed(client, address, pool=[foreign.pk]))
    client.post(address, typed(client, address, **_row(draft.photos.get())))
    given = reverse("admin:articles_photo_change", args=[mine.pk])
    refused = client.post(given, typed(client, given, article=str(draft.pk)))
    assert (refused.status_code, all_secrets(refused)) == (200, [])
    begun = client.get(f"/admin/articles/photo/add/?article={draft.pk}&_popup=1")
    assert all_secrets(begun) == []
    client.post(
        "/admin/articles/photo/add/", fields_of(begun) | {"caption": "塞进", "article": str(draft.pk)}
    )
    for photo in (foreign, mine):
        photo.refresh_from_db()
        assert photo.article is None
    assert draft.photos.get().caption == "密图"
    assert not own.photos.exclude(file="").exists()
    save(client, address, pool=[mine.pk])
    assert own.photos.filter(pk=mine.pk).exists()


def _row(photo):
    """A row of the photo inline that names somebody else's photo."""
    return {
        "photos-TOTAL_FORMS": "1",
        "photos-INITIAL_FORMS": "1",
        "photos-0-id": str(photo.pk),
        "photos-0-caption": "偷改",
        "photos-0-order": "0",
    }


@pytest.mark.parametrize("state", ArticleState.values)
def test_a_reporter_edits_own_copy_until_it_is_submitted_and_what_came_back(as_role, state):
    client = as_role(REPORTER)
    own = make_article("自己的稿", state, owner=User.objects.get(username=REPORTER))
    address = reverse("admin:articles_article_change", args=[own.pk])
    is_with_writer = state in access.WITH_ITS_WRITER
    shown = client.get(address).content.decode()
    assert ('name="title"' in shown) is is_with_writer
    assert "自己的稿" in shown
    sent = fields_of(client.get(address)) | {"title": "改了"}
    assert client.post(address, sent).status_code == (302 if is_with_writer else 403)
    own.refresh_from_db()
    assert (own.title == "改了") is is_with_writer


@pytest.mark.parametrize("state", ArticleState.values)
def test_a_photo_of_own_copy_goes_with_it(as_role, state):
    client = as_role(REPORTER)
    me = User.objects.get(username=REPORTER)
    photo = make_photo(make_article(state=state, owner=me), added_by=me)
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    is_with_writer = state in access.WITH_ITS_WRITER
    sent = fields_of(client.get(address)) | {"caption": "改了", "order": "0"}
    assert client.post(address, sent).status_code == (302 if is_with_writer else 403)
    photo.refresh_from_db()
    assert (photo.caption == "改了") is is_with_writer


def test_copy_that_credits_a_person_is_that_person_s_account_s(as_role, client):
    client = as_role(REPORTER)
    person = make_reporter("林小禾", user=User.objects.get(username=REPORTER))
    article = make_article("合写的稿", ArticleState.DRAFT, owner=make_staff(REPORTER, "同事"))
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert not is_open(client.get(address))
    credit(article, "林小禾", reporter=person)
    save(client, address, title="合改的稿")
    article.refresh_from_db()
    assert article.title == "合改的稿"


def test_a_writer_s_copy_and_photos_are_that_writer_s_whatever_the_form_says(as_role, draft):
    client = as_role(REPORTER)
    save(client, "/admin/articles/article/add/", title="新稿", owner=str(draft.owner_id))
    save(client, "/admin/articles/photo/add/", caption="新图", added_by=str(draft.owner_id))
    assert Article.objects.get(title="新稿").owner.username == REPORTER
    assert Photo.objects.get(caption="新图").added_by.username == REPORTER
    own = Article.objects.get(title="新稿")
    save(client, reverse("admin:articles_article_change", args=[own.pk]), owner=str(draft.owner_id))
    own.refresh_from_db()
    assert own.owner.username == REPORTER


def test_an_editor_says_whose_copy_it_is(as_role, draft):
    draft.owner.last_name, draft.owner.first_name = "罗", "听澜"
    draft.owner.save()
    client = as_role(EDITOR)
    assert ">罗听澜</option>" in client.get("/admin/articles/article/add/").content.decode()
    save(client, "/admin/articles/article/add/", title="代录的稿", owner=str(draft.owner_id))
    assert Article.objects.get(title="代录的稿").owner == draft.owner


def test_only_the_chief_links_a_person_to_an_account(as_role, draft):
    person = make_reporter("林小禾")
    address = reverse("admin:articles_reporter_change", args=[person.pk])
    for role, linked in ((EDITOR, None), (DESK_HEAD, None), (CHIEF, draft.owner)):
        save(as_role(role), address, user=str(draft.owner_id))
        person.refresh_from_db()
        assert person.user == linked


def test_a_reporter_sees_the_tags_that_readers_see_and_those_of_own_copy(as_role, draft):
    client = as_role(REPORTER)
    make_article("自己的", ArticleState.DRAFT, owner=User.objects.get(username=REPORTER)).tags.add("自签")
    public, waiting = make_article("见报"), make_article("待发")
    public.tags.add("众签")
    waiting.tags.add("候签")
    place(public, make_page(make_signed_off_issue()))
    query = {"app_label": "articles", "model_name": "article", "field_name": "tags", "term": ""}
    offered = {tag["text"] for tag in client.get("/admin/autocomplete/", query).json()["results"]}
    assert offered == {"自签", "众签"}
    assert Tag.objects.count() == 4


def test_a_reporter_is_told_where_own_copy_stands_without_links_into_the_edition(as_role):
    client = as_role(REPORTER)
    own = make_article("自己的", owner=User.objects.get(username=REPORTER))
    place(own, make_page(number=2))
    for address in ("/admin/articles/article/", reverse("admin:articles_article_change", args=[own.pk])):
        shown = client.get(address).content.decode()
        assert "第943期 2版" in shown
        assert "/admin/issues/page/" not in shown


@pytest.mark.parametrize("role", [REPORTER, EDITOR, PROOFREADER, CHIEF])
def test_what_may_be_written_is_said_alike_of_one_piece_and_of_many(role):
    person, other = make_staff(role), make_staff(REPORTER, "同事")
    for state in ArticleState:
        for owner in (person, other, None):
            make_article(f"{state}", state, owner=owner)
    place(Article.objects.order_by("pk").first(), make_page(make_signed_off_issue()))
    visible, writable = access.visible_articles(person), access.writable_articles(person)
    for article in Article.objects.all():
        assert access.may_see(person, article) is visible.filter(pk=article.pk).exists()
        may_write = access.may_edit(person, article) and not access.only_corrects(person)
        assert may_write is writable.filter(pk=article.pk).exists()
        held = Article.objects.filter(access.held_by_a_sign_off(), pk=article.pk).exists()
        assert access.is_locked(article) is held


def test_the_lists_ask_a_reporter_s_questions_a_constant_number_of_times(
    as_role, django_assert_max_num_queries
):
    client = as_role(REPORTER)
    me = User.objects.get(username=REPORTER)
    counts = []
    for size in (3, 30):
        for number in range(size):
            article = make_article(f"稿{number}", ArticleState.DRAFT, owner=me)
            credit(article)
            Photo.objects.create(article=article, caption="图", added_by=me)
        with django_assert_max_num_queries(40) as asked:
            for address in ("article/", "photo/", "article/?awaiting=me"):
                assert client.get(f"/admin/articles/{address}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_every_move_is_in_one_table_of_states(things):
    assert set(review.RULES) | {Move.REOPEN, Move.ADMIT} == set(Move)
