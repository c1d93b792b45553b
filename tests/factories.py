"""The newsroom's things for tests, each made with what it needs and nothing left to chance."""

import datetime
import io
from zoneinfo import ZoneInfo

import pypdfium2
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles import revisions
from articles.models import Article, ArticleState, Credit, Photo, Reporter, Withdrawal
from articles.search import index as search_index
from issues import page_pictures, roles, searching
from issues.models import (
    Area,
    Correction,
    ErrorKind,
    Issue,
    IssueState,
    Masthead,
    Page,
    Placement,
    PrintedError,
    PrintFile,
)

BEIJING = ZoneInfo("Asia/Shanghai")
RELEASE = datetime.datetime(2020, 5, 22, 7, tzinfo=BEIJING)
BEFORE = RELEASE - datetime.timedelta(seconds=1)


def make_user(username="editor", **overrides):
    user, _ = User.objects.get_or_create(
        username=username, defaults={"is_staff": True, "is_superuser": True, **overrides}
    )
    return user


def make_reader_account(username="clerk", permissions=()):
    """A staff account with just the named permissions ("issues.view_issue")."""
    user = User.objects.create(username=username, is_staff=True)
    for name in permissions:
        app, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def make_masthead(**overrides):
    facts = {"name": "新东城报", "name_en": "NEW DONGCHENG WEEKLY", "website": "www.xdcb.net"}
    return Masthead.objects.create(**{**facts, **overrides})


def make_issue(number=943, date=datetime.date(2020, 5, 22), **overrides):
    overrides.setdefault("masthead", Masthead.objects.first() or make_masthead())
    return Issue.objects.create(number=number, date=date, **overrides)


def make_signed_off_issue(publish_at=RELEASE, **overrides):
    signed = {"state": IssueState.SIGNED_OFF, "signed_off_by": make_user(), "signed_off_at": BEFORE}
    return make_issue(publish_at=publish_at, **{**signed, **overrides})


def make_page(issue=None, number=1, **overrides):
    return Page.objects.create(issue=issue or make_issue(), number=number, **{"name": "要闻", **overrides})


def pdf(pages=1, size=(1105.5, 1544.9)):
    """A PDF of empty pages; the size is a tabloid's, 390 × 545 mm, in points."""
    made, document = io.BytesIO(), pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    document.save(made)
    return made.getvalue()


def make_print_file(page, areas=None, image=None, data=None, **overrides):
    """The print file of a page with its picture (`image`, 3200 pixels wide), and on it `areas` ({article: boxes})."""
    made = PrintFile(page=page, **{"read_at": timezone.now(), "sent_as": "1版.pdf", **overrides})
    made.file.save("1版.pdf", ContentFile(data or pdf()), save=False)
    page_pictures.store(made, image or Image.new("RGB", (3200, 4472), "white"))
    made.save()
    for article, boxes in (areas or {}).items():
        Area.objects.create(print_file=made, article=article, boxes=boxes, confidence=1)
    page.print_file = made
    page.save()
    return made


def make_article(title="胡同口来了修伞匠", state=ArticleState.APPROVED, **overrides):
    defaults = {"body": "<p>五月的一个早晨，修伞匠把摊子支在了槐树下。</p>"}
    return Article.objects.create(title=title, state=state, **{**defaults, **overrides})


def index(*articles):
    """Take articles into the search as they stand now, as recording a version and signing off do."""
    search_index.refresh(articles, revisions.snapshot)
    for issue in Issue.objects.filter(state=IssueState.SIGNED_OFF, pages__placements__article__in=articles):
        searching.date_entries(issue)


def place(article, page, part=1, **overrides):
    return Placement.objects.create(article=article, page=page, part=part, **overrides)


def make_reporter(name="林小禾", **overrides):
    return Reporter.objects.create(name=name, **overrides)


def credit(owner, name="林小禾", role="记者", reporter=None, order=0):
    """A credit of an article or a photo."""
    field = "photo" if isinstance(owner, Photo) else "article"
    return Credit.objects.create(**{field: owner}, name=name, role=role, reporter=reporter, order=order)


def picture_file(size=(1200, 800), colour="brown", form="JPEG", **options):
    """A real picture as an open file, named as an upload is."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, form, **options)
    made.seek(0)
    made.name = f"photo.{form.lower()}"
    return made


def make_photo(article=None, caption="修伞匠在槐树下干活。", upload=None, **overrides):
    photo = Photo(article=article, caption=caption, **overrides)
    photo.attach(upload or picture_file())
    photo.save()
    return photo


def withdraw(article, note="本文有误，现予撤回。", **overrides):
    return Withdrawal.objects.create(article=article, note=note, withdrawn_by=make_user(), **overrides)


def make_correction(article, page, wrong="三十一根", right="三十二根", **overrides):
    """A correction of a piece that stands on `page`."""
    facts = {"place": "第2段", "made_by": make_user(), **overrides}
    return Correction.objects.create(
        article=article, issue=page.issue, page_number=page.number, wrong=wrong, right=right, **facts
    )


def make_printed_error(
    issue, page_number=1, kind=ErrorKind.WORD, wrong="修伞将", right="修伞匠", **overrides
):
    facts = {"recorded_by": make_user(), "wrong": wrong, "right": right, **overrides}
    return PrintedError.objects.create(issue=issue, page_number=page_number, kind=kind, **facts)


def make_staff(role, username=None, **overrides):
    """An account of one role: roles.REPORTER, EDITOR, DESK_HEAD, PROOFREADER or CHIEF; its user name is the role's."""
    group = Group.objects.filter(name=role).first()
    if group is None:  # a test that empties the database has taken the groups along
        roles.set_up()
        group = Group.objects.get(name=role)
    user = User.objects.create(username=username or role, is_staff=True, **overrides)
    user.groups.add(group)
    return user
