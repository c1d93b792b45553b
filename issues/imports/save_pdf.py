"""What a page's PDF becomes once its draft is saved: the page's print file."""

from issues.imports.print_files import sheets
from issues.imports.print_files.read import PrintFileError, read


def attach(data, name, page, user=None):
    """Make a PDF (bytes of one page, sent as `name`) the print file of `page`; returns the sentence that tells of it.

    Where that fails the sentence says why: the draft is saved all the same, and the page keeps the file it had.
    """
    try:
        (print_file,) = sheets.receive([(name, data)], page.issue, user, page=page)
        return read(print_file, user).line()
    except (sheets.SheetsError, PrintFileError) as error:
        return str(error)
