"""The edition: a masthead, an issue, its pages, what stands on them, and the records beside them."""

from issues.models.content_version import ContentVersion
from issues.models.edition import Issue, IssueState, Masthead
from issues.models.imprint import Imprint
from issues.models.pages import GuideEntry, Page, PageCredit, Placement, Prominence
from issues.models.print_files import SURE, Area, PrintedText, PrintFile, Whereabouts, page_file_name
from issues.models.records import (
    CatalogueRun,
    Correction,
    EditionRevision,
    ErrorKind,
    PreviewLink,
    PrintedError,
    Proof,
    ProofRound,
)

__all__ = [
    "SURE",
    "Area",
    "CatalogueRun",
    "ContentVersion",
    "Correction",
    "EditionRevision",
    "ErrorKind",
    "GuideEntry",
    "Imprint",
    "Issue",
    "IssueState",
    "Masthead",
    "Page",
    "PageCredit",
    "Placement",
    "PreviewLink",
    "PrintFile",
    "PrintedError",
    "PrintedText",
    "Prominence",
    "Proof",
    "ProofRound",
    "Whereabouts",
    "page_file_name",
]
