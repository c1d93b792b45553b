"""What the checks say about copy made up for a test."""

import datetime

from articles.checks import check_piece
from articles.checks.house import House, Post
from articles.checks.piece import Piece

FRIDAY = datetime.date(2020, 5, 22)
SINCE = datetime.date(2019, 3, 1)

OFFICIALS = House(
    posts=(
        Post("王守正", "东城区委书记", rank=1),
        Post("李四平", "东城区副区长", until=datetime.date(2019, 2, 28)),
        Post("李四平", "东城区委副书记、区长", since=SINCE, rank=2),
        Post("赵长河", "东城区人大常委会主任", rank=3),
        Post("孙明远", "东城区政协主席", rank=4),
        Post("钱文博", "东城区委常委、宣传部部长", rank=5),
        Post("周立", "东城区副区长", rank=6),
        Post("郑海", "东城区副区长", until=datetime.date(2020, 1, 31)),
        Post("吴晓燕", "和风街道党工委书记"),
    )
)


def findings(*paragraphs, house=None, printed_on=FRIDAY, **parts):
    """The findings about a piece of these paragraphs, printed on a Friday."""
    parts.setdefault("title", "胡同口来了修伞匠")
    piece = Piece(paragraphs=paragraphs, printed_on=printed_on, **parts)
    return check_piece(piece, house or House())


def excerpts(rule, *paragraphs, **parts):
    """What one rule points at in a piece of these paragraphs."""
    return [finding.excerpt for finding in findings(*paragraphs, **parts) if finding.rule == rule]


def rules(*paragraphs, **parts):
    """The rules that find something in a piece of these paragraphs, in the order of printing."""
    return [finding.rule for finding in findings(*paragraphs, **parts)]
