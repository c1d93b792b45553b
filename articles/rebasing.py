"""Sets the rows that a form sends onto the rows that are stored now, where others have taken out or added some since."""

import re

from django.utils.datastructures import MultiValueDict


def rebase(sent, files, prefix, stored, is_whole):
    """Return (sent, files) of a form with the rows of the inline `prefix` renumbered, as new MultiValueDicts.

    `sent` and `files` are what a browser sends (MultiValueDicts), `stored` the keys of the rows stored now, as text.
    A row whose stored one is gone becomes a new one. With `is_whole` a stored row that isn't among those sent is
    taken out: the form's rows are all that is to be.
    """
    rows, files_rows = _rows(sent, prefix), _rows(files, prefix)
    numbers = sorted(rows.keys() | files_rows.keys())
    kept = [n for n in numbers if _key(rows.get(n, {})) in stored]
    new = [n for n in numbers if n not in kept and not _was_taken_out(rows.get(n, {}))]
    known = {_key(rows[n]) for n in kept}
    absent = [key for key in stored if key not in known] if is_whole else []
    placed = [
        *((rows.get(n, {}), files_rows.get(n, {})) for n in kept),
        *(({"id": [key], "DELETE": ["on"]}, {}) for key in absent),
        *((rows.get(n, {}) | {"id": [""]}, files_rows.get(n, {})) for n in new),
    ]
    counts = {"TOTAL_FORMS": [str(len(placed))], "INITIAL_FORMS": [str(len(kept) + len(absent))]}
    fresh = {f"{prefix}-{name}": value for name, value in counts.items()}
    return (
        _with_rows(sent, prefix, [row for row, _files in placed], fresh),
        _with_rows(files, prefix, [row for _row, row in placed], {}),
    )


def _rows(sent, prefix):
    """Return {number: {field: values}} of the inline's rows."""
    rows = {}
    for name, values in sent.lists():
        if match := _name_of_row(prefix).fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = values
    return rows


def _name_of_row(prefix):
    return re.compile(rf"{re.escape(prefix)}-(\d{{1,6}})-(.+)")


def _key(row):
    return row.get("id", [""])[-1]


def _was_taken_out(row):
    return "DELETE" in row


def _with_rows(sent, prefix, rows, fresh):
    of_row = _name_of_row(prefix)
    made = MultiValueDict({name: values for name, values in sent.lists() if not of_row.fullmatch(name)})
    for number, row in enumerate(rows):
        for field, values in row.items():
            made.setlist(f"{prefix}-{number}-{field}", values)
    for name, values in fresh.items():
        made.setlist(name, values)
    return made
