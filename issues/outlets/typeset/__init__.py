"""Sets an issue for print: a PDF of each page, from its placements and their prominence."""

from issues.outlets.typeset.issue import TypesetIssue, TypesetPage, typeset, typeset_pages

__all__ = ["TypesetIssue", "TypesetPage", "typeset", "typeset_pages"]
