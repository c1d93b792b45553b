"""The index of pairs of signs, kept by the database itself in step with articles_searchentry.

PostgreSQL: a GIN index over the numbers of the pairs that a text holds, found by a function in SQL.
SQLite: a full-text table without content (FTS5, one word a pair) that triggers keep; they call `grams.words`, which
every connection brings along (`give_functions`).
"""

from articles.search import grams

TABLE = "articles_searchentry"
INDEX = "articles_searchgrams"

# ascii() gives a sign's code point in a UTF-8 database; shifted, it keeps its lower 16 bits (articles/search/grams.py).
#
# The planner is to go by the index whatever a word. To find the pairs of a text anew takes a millisecond, hence the
# cost; and no statistics on them, or it would go through the whole table for a word that most texts hold.
#
# The text lies apart from its row, which what is found is ordered by: without `apart` PostgreSQL would do that to
# rows above 2 kB only (TOAST_TUPLE_THRESHOLD; `toast_tuple_target` says just what is left then).
_POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION articles_grams(entry text) RETURNS int[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED COST 10000 AS $$
        SELECT coalesce(array_agg(DISTINCT first << 16 | (second & 65535)), '{}')
        FROM (
            SELECT ascii(sign) AS first, ascii(lead(sign) OVER (ORDER BY place)) AS second
            FROM unnest(string_to_array(entry, NULL)) WITH ORDINALITY AS signs (sign, place)
        ) AS pairs
        WHERE first <> 10 AND second <> 10
    $$
    """,
    f"ALTER TABLE {TABLE} ALTER COLUMN title SET STORAGE MAIN, ALTER COLUMN headlines SET STORAGE MAIN",
    f"ALTER TABLE {TABLE} ALTER COLUMN text SET STORAGE EXTERNAL",
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"ALTER TABLE {TABLE} ADD COLUMN apart text GENERATED ALWAYS AS (repeat(' ', 2048)) STORED",
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (articles_grams(text)) WITH (fastupdate = off)",
    f"ALTER INDEX {INDEX} ALTER COLUMN 1 SET STATISTICS 0",
)
_POSTGRESQL_GONE = (
    "DROP FUNCTION IF EXISTS articles_holding(int[])",
    f"DROP INDEX IF EXISTS {INDEX}",
    "DROP FUNCTION IF EXISTS articles_grams(text)",
    f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS apart",
)

# ruff: noqa: S608 - the names put into these statements are the two above
_ADD = f"INSERT INTO {INDEX}(rowid, grams) VALUES (new.article_id, search_grams(new.text));"
_TAKE = (
    f"INSERT INTO {INDEX}({INDEX}, rowid, grams) VALUES ('delete', old.article_id, search_grams(old.text));"
)
_SQLITE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(grams, content='', detail='none', columnsize=0, tokenize='ascii')",
    f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {_TAKE} END",
    f"CREATE TRIGGER {INDEX}_update AFTER UPDATE OF text ON {TABLE} BEGIN {_TAKE} {_ADD} END",
)
# What finds are ordered by, without the long text beside it; SQLite goes by it once it has counted (`count_anew`).
_SQLITE_NARROW = (f"CREATE INDEX {INDEX}_order ON {TABLE}(article_id, place, printed_on, title, headlines)",)
_SQLITE_GONE = (
    f"DROP INDEX IF EXISTS {INDEX}_order",
    *(f"DROP TRIGGER IF EXISTS {INDEX}_{event}" for event in ("insert", "delete", "update")),
    f"DROP TABLE IF EXISTS {INDEX}",
)


def make(connection):
    """Make the index; the table stands already, and what it holds is taken in on PostgreSQL only."""
    _run(connection, _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)


def make_narrow(connection):
    """Make the index of what finds are ordered by, which only SQLite needs; `place` stands in the table already."""
    if connection.vendor == "sqlite":
        _run(connection, _SQLITE_NARROW)


def count_anew(connection):
    """Let SQLite count what it holds, to find the best way; PostgreSQL does so by itself (autovacuum)."""
    if connection.vendor == "sqlite":
        _run(connection, [f"ANALYZE {TABLE}"])


def remove(connection):
    """Take the index away again."""
    _run(connection, _POSTGRESQL_GONE if connection.vendor == "postgresql" else _SQLITE_GONE)


def give_functions(connection, **_):
    """Give a new connection to SQLite the function that its triggers call."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("search_grams", 1, grams.words, deterministic=True)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
