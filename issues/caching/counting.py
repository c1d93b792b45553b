"""Has the database count every change of what pages are made of, whoever makes it: no writer can leave it out.

The count and the change become visible in one moment, as parts of one transaction. On PostgreSQL the counting is put
off to the transaction's end, so that no transaction waits for another's work, or deadlocks with it, over the one row.

The triggers are made after every `migrate`, if they are not there: SQLite drops a table's triggers when Django makes
the table anew.
"""

import time

from django.db import connections
from taggit.models import Tag, TaggedItem

from articles.models import Article, Credit, Photo, Reporter, Revision, SearchEntry, Withdrawal
from issues.models import (
    Area,
    ContentVersion,
    Correction,
    EditionRevision,
    GuideEntry,
    Imprint,
    Issue,
    Masthead,
    Page,
    PageCredit,
    Placement,
    PrintFile,
)

# A test holds these against the tables that the public addresses read.
COUNTED = (
    *(Masthead, Imprint, Issue, Page, PageCredit, Placement, GuideEntry, PrintFile, Area),
    *(Article, Photo, Credit, Reporter, Withdrawal, SearchEntry, Tag, TaggedItem),
    *(Correction, Revision, EditionRevision),
)
_COUNT = ContentVersion._meta.db_table
_TRIGGER = "counts_change"
_EVENTS = ("insert", "update", "delete")

# ruff: noqa: S608 - the names put into these statements are those of tables
_POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE {_COUNT} SET version = version + 1, counted_in = txid_current()
        WHERE counted_in IS DISTINCT FROM txid_current();
        RETURN NULL;
    END $$
"""
_POSTGRESQL = """
    CREATE CONSTRAINT TRIGGER {trigger} AFTER INSERT OR UPDATE OR DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {trigger}()
"""
_SQLITE = (
    "CREATE TRIGGER {trigger}_{table}_{event} AFTER {event} ON {table} "
    f"BEGIN UPDATE {_COUNT} SET version = version + 1; END"
)


def count_changes(using, **_):
    """Make what counts, where it isn't there yet; connected to Django's `post_migrate`."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    tables = [model._meta.db_table for model in COUNTED if model._meta.db_table in there]
    if _COUNT not in there:
        return
    make = _make_on_postgresql if connection.vendor == "postgresql" else _make_on_sqlite
    with connection.cursor() as cursor:
        is_new = make(cursor, tables)
    # While the triggers were not there, nobody counted.
    row = ContentVersion.objects.using(using).first()
    if row is None or is_new:
        made = ContentVersion(pk=row.pk if row else 1, version=time.time_ns() // 1000)
        made.save(using=using)


def _make_on_postgresql(cursor, tables):
    cursor.execute(
        "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = %s", [_TRIGGER]
    )
    counted = {name for (name,) in cursor.fetchall()}
    missing = [table for table in tables if table not in counted]
    if missing:
        cursor.execute(_POSTGRESQL_FUNCTION)
    for table in missing:
        cursor.execute(_POSTGRESQL.format(trigger=_TRIGGER, table=table))
    return bool(missing)


def _make_on_sqlite(cursor, tables):
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    counted = {name for (name,) in cursor.fetchall()}
    wanted = {
        f"{_TRIGGER}_{table}_{event}": _SQLITE.format(trigger=_TRIGGER, table=table, event=event)
        for table in tables
        for event in _EVENTS
    }
    missing = [statement for name, statement in wanted.items() if name not in counted]
    for statement in missing:
        cursor.execute(statement)
    return bool(missing)
