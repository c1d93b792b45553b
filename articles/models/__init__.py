"""Copy and the people and pictures in it, before and apart from any page."""

from articles.models.copy import Article, ArticleState, Credit, CreditLine, Photo
from articles.models.house import HouseStyle, Official, Severity, WatchWord
from articles.models.people import Reporter
from articles.models.pictures import Picture, random_key
from articles.models.records import Move, Review, Revision, Withdrawal
from articles.models.search import SearchEntry
from articles.models.typing import Presence, UnsavedText

__all__ = [
    "Article",
    "ArticleState",
    "Credit",
    "CreditLine",
    "HouseStyle",
    "Move",
    "Official",
    "Photo",
    "Picture",
    "Presence",
    "Reporter",
    "Review",
    "Revision",
    "SearchEntry",
    "Severity",
    "UnsavedText",
    "WatchWord",
    "Withdrawal",
    "random_key",
]
