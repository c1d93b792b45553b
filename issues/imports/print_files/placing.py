"""Says which page of an issue each sheet is: by its text, by the page number it prints, by its name, by its order.

A sheet that is of another issue, by what its head prints or by what it lacks of the page's text, has no place.
"""

from collections import Counter

from django.utils.translation import gettext as _

from issues.imports.pagepdf.matching import fold, pairs_of
from issues.imports.print_files import wanted
from issues.imports.print_files.heads import of_another_issue

# The share of a page's pairs of signs that a sheet must have to be known as that page, and how many times more
# than of any other page.
_KNOWN, _CLEARLY = 0.3, 1.5
# So many pairs make a passage of text: a sheet that can be read and lacks it is not the page.
_A_PASSAGE = 60
# What each half of a sheet has, at least, of what the whole has of a page that runs across it.
_ACROSS = 0.25


class PlacingError(ValueError):
    """A sheet that has no place; the text says which, and why."""


class Pages:
    """The pages of an issue, as sheets look for theirs."""

    def __init__(self, issue, pages):
        self._issue, self._pages = issue, pages
        self._pairs = {page: _pairs_on(page) for page in pages}

    def is_one_page(self, spread):
        """Say whether a sheet that is wider than high is one page all the same: a page's text runs across it."""
        page = max(self._pages, key=lambda page: self._share(spread.pairs, page))
        whole = self._share(spread.pairs, page)
        return whole >= _KNOWN and all(
            self._share(half.pairs, page) >= _ACROSS * whole for half in spread.halves()
        )

    def place(self, sheets):
        """Return {page: sheet}, in the order of the pages. Raises PlacingError."""
        placed, left = {}, []
        for sheet in sheets:
            page = self._told_by(sheet.pairs) or self._told_by(sheet.pairs_by_line)
            if page and page in placed:
                raise PlacingError(_two_of_one(placed[page], sheet, page))
            if page:
                placed[page] = sheet
            else:
                self._refuse_another_issue(sheet)
                left.append(sheet)
        numbers = Counter(sheet.number for sheet in left)
        unique = {sheet.number: sheet for sheet in left if sheet.number and numbers[sheet.number] == 1}
        for sheet in left:
            free = [page for page in self._pages if page not in placed]
            page = next((page for page in free if unique.get(page.number) is sheet), None)
            page = page or next((page for page in free if page.number not in unique), free[0])
            self._refuse_a_stranger(sheet, page)
            placed[page] = sheet
        return {page: placed[page] for page in self._pages if page in placed}

    def _share(self, pairs, page):
        """The share of the page's pairs that are among `pairs`, 0 where the page has no text."""
        said = self._pairs[page]
        return len(said & pairs) / len(said) if said else 0

    def _told_by(self, pairs):
        shares = sorted(
            ((self._share(pairs, page), -page.number, page) for page in self._pages), reverse=True
        )
        (share, _number, page), *others = shares
        is_clear = not others or share > _CLEARLY * others[0][0]
        return page if share >= _KNOWN and is_clear else None

    def _refuse_another_issue(self, sheet):
        """Raise PlacingError where the sheet prints a number or a date, and none of them is the issue's."""
        said = sheet.printed and of_another_issue(sheet.printed.draft.masthead, self._issue)
        if said:
            facts = {"sheet": sheet.sent_as, "why": said}
            raise PlacingError(_("“%(sheet)s” is of another issue: %(why)s.") % facts)

    def _refuse_a_stranger(self, sheet, page):
        """Raise PlacingError where the sheet can be read and lacks what stands on the page."""
        is_passage = len(self._pairs[page]) >= _A_PASSAGE
        if sheet.printed and is_passage and self._share(sheet.pairs_by_line, page) < _KNOWN:
            facts = {"sheet": sheet.sent_as, "page": page.full_name}
            raise PlacingError(_("“%(sheet)s” has next to nothing of what stands on %(page)s.") % facts)


def _two_of_one(one, other, page):
    facts = {"one": one.sent_as, "other": other.sent_as, "page": page.full_name}
    return _("“%(one)s” and “%(other)s” are both %(page)s.") % facts


def _pairs_on(page):
    return pairs_of(fold("".join(text for piece in wanted.on_page(page) for text in piece.texts)))
