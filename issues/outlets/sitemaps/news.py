"""Finds what belongs in a news sitemap (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap)."""

import datetime

# As the format wants it: articles of the last two days, 1,000 at most.
SPAN = datetime.timedelta(days=2)
MOST = 1000
LANGUAGE = "zh-cn"


def placements(shelf):
    """Return where the pieces stand that came out in the last two days, newest issue first, each piece once.

    Advertisements are no news. An issue of the back catalogue bears the moment at which it was printed.
    """
    since = shelf.at - SPAN
    standing = shelf.placements.filter(page__issue__publish_at__gt=since, article__is_advertisement=False)
    printed = ("-page__issue__publish_at", "-page__issue", "page__number", "order", "pk")
    rows = standing.select_related("page__issue__masthead", "article").order_by(*printed)
    once = {}
    for row in rows.defer("article__body", "article__internal_note"):
        once.setdefault(row.article_id, row)
    return list(once.values())[:MOST]
