"""A published issue to read: two pages, two pieces each, long enough to be scrolled."""

from tests import factories as make

PARAGRAPH = "修伞匠把摊子支在了槐树下，邻居们围拢过来，看他把一根根伞骨理直，再用细线缠紧。"


def make_edition(paragraphs=12, **overrides):
    """Return the four pieces in print order, two a page."""
    issue = make.make_signed_off_issue(page_count=2, **overrides)
    pieces = []
    for number, name in ((1, "要闻"), (2, "社区")):
        page = make.make_page(issue, number, name=name)
        for order in range(2):
            body = "".join(f"<p>第{line}段。{PARAGRAPH * 2}</p>" for line in range(1, paragraphs + 1))
            piece = make.make_article(f"{number}版第{order + 1}篇", body=body)
            make.credit(piece)
            make.place(piece, page, order=order)
            pieces.append(piece)
    return pieces
