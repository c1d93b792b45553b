"""Makes the archive of a weekly, as large as wanted, straight in the database: what is measured of a paper with a past.

The newest issues are the same ones, however many stand before them, so that what they cost can be compared. All is made
from a seed and ends with the same day. Nothing is drawn: photos and print files are rows over files that are not there,
but for one picture.
"""

import datetime
import random
import time
from bisect import bisect
from dataclasses import dataclass, field

from tests.measure import texts

SEED = 1
# Ten issues of the year are out, and as many are of the first year of a century.
LAST_DAY = datetime.date(2020, 3, 6)
LAST_NUMBER = 5_200
TEN, CENTURY, A_YEAR = 10, 5_200, 52
PAGE_NAMES = ("要闻", "综合新闻", "社区", "副刊", "专题", "教育", "健康", "公益")
PIECES_A_PAGE = (6, 7, 7, 9)
COLUMNS = "街坊 胡同纪事 读者来信 便民 区情通报 老照片 手艺人 书香 法治 健康谈 校园 美食地图".split()
TAGS, PEOPLE, AT_ONCE = 400, 240, 25
# Who is on the staff of a time, and for how many years; beside them stand those who write now and then.
STAFF, CAREER = 12, 20
_ZIPF = 5
# Of a hundred pieces: photos alone, advertisements, with a column, with a photo, with a picture among those.
PHOTO_PIECES, ADVERTISEMENTS, IN_COLUMNS, WITH_PHOTOS, PICTURED = 7, 2, 33, 40, 70
# Every so many-th piece: corrected (of the newest issues, and before), withdrawn, in the printed-error ledger.
CORRECTED_OF_LATE, CORRECTED, WITHDRAWN, MISPRINTED = 9, 100, 500, 200
POOL = 40
_JUMP = '<br class="jump">'


@dataclass
class Archive:
    """What was made: how many of each thing, the seconds it took, and what to look at."""

    counts: dict = field(default_factory=dict)
    seconds: float = 0
    article: int = 0
    reporter: int = 0
    tag: int = 0


class _Batch:
    """Rows that wait to be written, in the order in which their tables hang on each other."""

    def __init__(self):
        self.rows, self.last, self.counts = {}, {}, {}

    def add(self, row):
        """Give `row` the next id of its table, and keep it to be written; returns it."""
        model = type(row)
        if model not in self.last:
            newest = model.objects.order_by("-pk").values_list("pk", flat=True).first()
            self.last[model] = newest or 0
        if row.pk is None:
            self.last[model] += 1
            row.pk = self.last[model]
        self.rows.setdefault(model, []).append(row)
        return row

    def write(self):
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows, batch_size=2_000)
            self.counts[model.__name__] = self.counts.get(model.__name__, 0) + len(rows)
            rows.clear()

    def pass_on_numbers(self, connection):
        """Let the database count on from the ids that were given."""
        from django.core.management.color import no_style

        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.last)):
                cursor.execute(statement)


def make(issues, connection):
    """Make an archive of so many issues that are out, and next week's in preparation; returns the Archive."""
    from django.db import transaction

    from articles.search import schema

    started = time.perf_counter()
    if connection.vendor == "postgresql":
        schema.remove(connection)  # made of all texts at once it takes a fraction of the time
    maker = _Maker()
    for age in _ages(issues):
        maker.issue(age)
        if age % AT_ONCE == 0 or age < 0:
            with transaction.atomic():
                maker.batch.write()
    maker.pool()
    with transaction.atomic():
        maker.batch.write()
    maker.batch.pass_on_numbers(connection)
    if connection.vendor == "postgresql":
        schema.make(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    made = maker.archive
    made.counts, made.seconds = maker.batch.counts, time.perf_counter() - started
    return made


def _ages(issues):
    """The ages in weeks of so many issues, oldest first, and of next week's; of a few, one is a year old to the day."""
    oldest = [A_YEAR] if issues <= A_YEAR else []
    return [*oldest, *range(issues - 1 - len(oldest), -2, -1)]


class _Maker:
    """Makes issues, each by its age in weeks from a chance of its own, and what they share."""

    def __init__(self):
        from django.contrib.contenttypes.models import ContentType
        from taggit.models import Tag

        from articles.models import Article, Reporter
        from issues.models import Issue, Page
        from tests import factories as make

        self.archive, self.batch = Archive(), _Batch()
        self.sentences = texts.sentences(seed=SEED)
        self.types = {model: ContentType.objects.get_for_model(model) for model in (Article, Issue, Page)}
        self.chief = make.make_user("chief")
        self.masthead = make.make_masthead(slogans="读者的报纸", sponsor="东城区融媒体中心")
        self.picture = make.make_photo(caption="老人坐在槐树下修伞。")
        chance = random.Random(f"{SEED} people")
        self.people = [
            self.batch.add(Reporter(name=name, sort_key=f"{chance.choice('abcdefghjklmnpqrstwxyz')} {name}"))
            for name in _names(chance, PEOPLE + STAFF * 5)
        ]
        self.tags = [
            self.batch.add(Tag(name=f"{word}{number}", slug=f"tag-{number}"))
            for number, word in enumerate(texts.words(chance, TAGS)[0])
        ]
        self.archive.reporter, self.archive.tag = self.people[0].pk, self.tags[0].pk

    def issue(self, age):
        """Make the issue that is `age` weeks older than the newest; at -1 it is next week's, in preparation."""
        from issues.models import Issue, IssueState, PageCredit

        chance, is_out = random.Random(f"{SEED} issue {age}"), age >= 0
        day = LAST_DAY - datetime.timedelta(weeks=age)
        number = LAST_NUMBER - age
        issue = Issue(
            number=number,
            slug=str(number),
            date=day,
            masthead=self.masthead,
            page_count=8 if age % 104 == 50 else 4,
        )
        issue.publish_at = issue.default_publish_at()
        if is_out:
            issue.state, issue.signed_off_by = IssueState.SIGNED_OFF, self.chief
            issue.signed_off_at = issue.publish_at - datetime.timedelta(hours=13)
        else:
            issue.publish_at = None
        self.batch.add(issue)
        pieces = []
        for sheet in range(1, issue.page_count + 1):
            page = self._page(issue, sheet, chance)
            for order, role in enumerate(("责任编辑", "美术编辑", "校对")):
                self.batch.add(
                    PageCredit(page=page, order=order, role=role, name=chance.choice(self.people).name)
                )
            for order in range(PIECES_A_PAGE[(sheet - 1) % 4]):
                pieces.append(self._piece(issue, page, order, age, len(pieces), chance))
        self._pointers(issue, pieces, chance)

    def _page(self, issue, number, chance):
        from issues.models import Page, PrintFile

        name = PAGE_NAMES[(number - 1) % 4 + (4 if number > 4 else 0)]
        page = Page(issue=issue, number=number, name=name, key=f"page-{issue.number}-{number}")
        self.batch.add(page)
        self._kept(page, {"number": number, "label": "", "name": name, "credits": []})
        if issue.is_signed_off:
            # Written with its page in one go, which names it: its id is given beforehand.
            print_file = PrintFile(
                page=page, file=f"pages/none-{issue.number}-{number}.pdf", read_at=issue.signed_off_at, text="read",
                width=3200, height=4472, sent_at=issue.signed_off_at,
            )  # fmt: skip
            page.print_file_id = self.batch.add(print_file).pk
        return page

    def _kept(self, thing, standing):
        from issues.models import EditionRevision

        self.batch.add(
            EditionRevision(
                content_type=self.types[type(thing)], object_id=thing.pk, number=1, origin="edit",
                made_by=self.chief, standing=standing,
            )
        )  # fmt: skip

    def _piece(self, issue, page, order, age, place, chance):
        """Make one piece and set it there: copy, credits, photos, tags, version, review, search entry, area."""
        from issues.models import Area, Placement, Prominence

        jumps = page.number == 1 and order == 0
        article, photos = self._copy(chance, age, place, jumps)
        prominence = (
            Prominence.values[min(order, 2)] if order < PIECES_A_PAGE[page.number % 4] - 1 else "brief"
        )
        placement = Placement(page=page, article=article, order=order, prominence=prominence)
        if jumps:
            placement.continued_on = 2
        self.batch.add(placement)
        if issue.is_signed_off:
            column, row = order % 3, order // 3
            boxes = [[0.3 * column + 0.05, 0.3 * row + 0.05, 0.3 * column + 0.33, 0.3 * row + 0.33]]
            self.batch.add(Area(print_file_id=page.print_file_id, article=article, boxes=boxes, confidence=1))
        self._after(issue, page, article, age, place)
        entry = self._searched(article, photos)
        if issue.is_signed_off:
            from issues import searching

            entry.printed_on = issue.date
            entry.place = searching.place_of(page.number, order, issue.date)
        self.archive.article = article.pk if issue.is_signed_off else self.archive.article
        return placement

    def _copy(self, chance, age, place, jumps=False):
        """Make a piece of copy with all that belongs to it; returns (article, its photos)."""
        from taggit.models import TaggedItem

        from articles import richtext
        from articles.models import Article, ArticleState, Credit, Photo, Review, Revision

        is_photo_piece = not jumps and chance.randrange(100) < PHOTO_PIECES
        state = (
            ArticleState.APPROVED if age >= 0 or place % 3 == 0 else chance.choice(ArticleState.values[:5])
        )
        body = "" if is_photo_piece else self._body(chance, jumps)
        article = Article(
            column=_common(chance, COLUMNS) if chance.randrange(100) < IN_COLUMNS else "",
            kicker=chance.choice(self.sentences)[:14] if chance.randrange(4) == 0 else "",
            title=chance.choice(self.sentences)[: chance.randint(8, 16)].rstrip("，。"),
            deck="——" + chance.choice(self.sentences)[:16] if chance.randrange(3) == 0 else "",
            dateline="本报讯" if chance.randrange(2) else "",
            body=body,
            is_advertisement=chance.randrange(100) < ADVERTISEMENTS,
            state=state,
            characters=richtext.count_characters(body),
        )
        self.batch.add(article)
        article.lines, article.tag_names = [], []
        for order, (role, person) in enumerate(self._writers(chance, max(age, 0), place)):
            credit = Credit(article=article, order=order, role=role, name=person.name, reporter=person)
            article.lines.append(self.batch.add(credit))
        for tag in {self.tags[(age * 29 + place) % TAGS].pk: 0, _common(chance, self.tags).pk: 0}:
            of_article = {"content_type": self.types[Article], "object_id": article.pk}
            self.batch.add(TaggedItem(tag_id=tag, **of_article))
            article.tag_names.append(self.tags[tag - self.tags[0].pk].name)
        photos = []
        if is_photo_piece or chance.randrange(100) < WITH_PHOTOS:
            photo = Photo(
                article=article, caption=chance.choice(self.sentences)[:40], key=f"photo-{article.pk}"
            )
            if chance.randrange(100) < PICTURED:
                of_picture = ("file", "width", "height")
                for name in of_picture:
                    setattr(photo, name, getattr(self.picture, name))
            person = chance.choice(self.people)
            line = Credit(photo=self.batch.add(photo), role="摄影", name=person.name, reporter=person)
            photo.lines = [self.batch.add(line)]
            photos.append(photo)
        self.batch.add(
            Revision(
                article=article,
                number=1,
                made_by=self.chief,
                origin="import",
                piece=_snapshot(article, photos),
            )
        )
        self.batch.add(Review(article=article, move="admit", opinion="见报", made_by=self.chief, revision=1))
        return article, photos

    def _body(self, chance, jumps):
        """Paragraphs of some hundred signs, and of a few pieces many more."""
        wanted, paragraphs = int(chance.lognormvariate(6.2, 0.6)), []
        while wanted > 0:
            paragraph = "".join(chance.choices(self.sentences, k=chance.randint(2, 4)))
            paragraphs.append(paragraph)
            wanted -= len(paragraph)
        if jumps:
            middle = len(paragraphs[0]) // 2
            paragraphs[0] = paragraphs[0][:middle] + _JUMP + paragraphs[0][middle:]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def _writers(self, chance, age, place):
        """One of the staff of the time, often with someone who writes now and then: each of those in any ten issues."""
        era = min(age // (52 * CAREER), 4)
        found = [
            (
                "记者",
                self.people[
                    era * STAFF + bisect((30, 50, 62, 70, 76, 82, 87, 91, 94, 96, 98), chance.randrange(100))
                ],
            )
        ]
        if chance.randrange(100) < 85:
            found.append(("通讯员", self.people[STAFF * 5 + (age * 29 + place) % PEOPLE]))
        return found

    def _searched(self, article, photos):
        from articles.search import index

        return self.batch.add(index.entry(article.pk, _snapshot(article, photos)))

    def _after(self, issue, page, article, age, place):
        """What the paper has had to say of a piece afterwards."""
        from articles.models import Withdrawal
        from issues.models import Correction, PrintedError

        if not issue.is_signed_off:
            return
        number, moment = age * 29 + place, issue.publish_at + datetime.timedelta(days=1)
        said = {"wrong": "三十一根", "right": "三十二根"}
        if number % (CORRECTED_OF_LATE if age < TEN else CORRECTED) == 3:
            stood = {"issue": issue, "page_number": page.number, "place": "第2段"}
            self.batch.add(Correction(article=article, made_by=self.chief, made_at=moment, **stood, **said))
        if number % MISPRINTED == 5:
            stood = {"issue": issue, "page_number": page.number, "article": article, "kind": "word"}
            self.batch.add(PrintedError(recorded_by=self.chief, recorded_at=moment, **stood, **said))
        if number % WITHDRAWN == 7:
            self.batch.add(
                Withdrawal(
                    article=article, note="本文有误，现予撤回。", withdrawn_by=self.chief, withdrawn_at=moment
                )
            )

    def _pointers(self, issue, placements, chance):
        """The lead goes on on page 2; one piece points to another; the front page has a guide."""
        from issues.models import Area, GuideEntry, Placement

        second = next(placement.page for placement in placements if placement.page.number == 2)
        self.batch.add(
            Placement(
                page=second, article=placements[0].article, order=20, part=2, continued_from=1, headline=""
            )
        )
        if second.print_file_id:
            boxes = [[0.7, 0.8, 0.95, 0.95]]
            file = second.print_file_id
            self.batch.add(Area(print_file_id=file, article=placements[0].article, boxes=boxes, confidence=1))
        placements[1].see_page, placements[1].see_article = 2, placements[7].article
        front = placements[0].page
        for order, target in enumerate(chance.sample(placements[8:], 3)):
            facts = {"title": target.article.title, "target": target.page.number, "article": target.article}
            self.batch.add(GuideEntry(page=front, order=order, **facts))
            if front.print_file_id:
                boxes = [[0.05, 0.9, 0.3, 0.95]]
                self.batch.add(
                    Area(
                        print_file_id=front.print_file_id,
                        article=target.article,
                        is_guide=True,
                        boxes=boxes,
                        confidence=1,
                    )
                )

    def pool(self):
        """Copy that stands on no page yet."""
        chance = random.Random(f"{SEED} pool")
        for place in range(POOL):
            article, photos = self._copy(chance, -2, place + 1)
            self._searched(article, photos)


def _common(chance, things):
    """One of `things`, the first of them far more often than the last."""
    return things[min(int(chance.paretovariate(0.6)) - 1, 10**6) % len(things)]


def _snapshot(article, photos):
    """The piece as articles/revisions.py has it, without asking for it."""
    from articles import revisions

    def credits(lines):
        return [{"role": line.role, "name": line.name, "reporter": line.reporter_id} for line in lines]

    return {
        **{name: getattr(article, name) for name in revisions.FIELDS},
        "tags": sorted(article.tag_names),
        "credits": credits(article.lines),
        "photos": [
            {
                name: getattr(photo, name)
                for name in ("key", "file", "width", "height", "part", "caption", "alt")
            }
            | {"credits": credits(photo.lines)}
            for photo in photos
        ],
    }


def _names(chance, count):
    """So many different names of people."""
    surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    given = "明华建国志强秀英伟芳娜敏静丽军洋勇艳杰娟涛超霞平刚桂文辉力永健广宁兰雪晨"
    found = {}
    while len(found) < count:
        found[chance.choice(surnames) + "".join(chance.choices(given, k=chance.choice((1, 2, 2))))] = None
    return list(found)


if __name__ == "__main__":
    raise SystemExit("python -m tests.measure.size makes an archive and measures it")
