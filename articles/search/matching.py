"""Asks the database for the pieces that hold what a Query looks for."""

from django.db.models import BooleanField, Case, F, Func, IntegerField, Lookup, Q, TextField, Value, When
from django.db.models.functions import StrIndex

from articles.models import SearchEntry
from articles.search import grams, schema

TITLE, HEADLINES, TEXT = 0, 1, 2

# A subquery with a limit is asked by itself: the planner takes nothing out of it and puts nothing into it.
_BY_ITSELF = 2**31


@TextField.register_lookup
class HoldsPairs(Lookup):
    """`text__holds_pairs=[…]`: the entries whose text holds all these pairs of signs, by the index alone."""

    lookup_name = "holds_pairs"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"articles_grams({column}) @> %s::int[]", [*params, sorted(self.rhs)]

    def as_sqlite(self, compiler, connection):
        column, _ = self.process_lhs(compiler, connection)
        words = " AND ".join(f'"{grams.word(gram)}"' for gram in sorted(self.rhs))
        found = f"SELECT rowid FROM {schema.INDEX} WHERE {schema.INDEX} MATCH %s"  # noqa: S608 - our own names
        return f'{column.rsplit(".", 1)[0]}."article_id" IN ({found})', [words]


def candidates(query):
    """Return the entries that hold all pairs of signs in a Query's words, by the index alone.

    Among them are all that hold the words, and some that hold their pairs elsewhere: `stands` parts them.
    """
    return SearchEntry.objects.filter(text__holds_pairs=set().union(*map(grams.grams, query.words)))


def stands(query, entry=""):
    """Return the condition (a Q) that candidates meet which hold a Query's words, and none that it excludes.

    It is looked for in their text itself. `entry` is the lookup path to a SearchEntry.
    """
    wanted = [_stands(word, entry) for word in query.words if not grams.is_exact(word)]
    return Q(*wanted, *(~Q(_stands(word, entry)) for word in query.excluded))


def holding(query):
    """Return the ids of the articles that hold what a Query asks for, as a subquery for `pk__in`."""
    return by_itself(candidates(query).filter(stands(query)))


def by_itself(entries):
    """Return the ids of entries as a subquery for `pk__in` that is asked before all that stands around it."""
    return entries.values("pk")[:_BY_ITSELF]


def relevance(query):
    """Return an expression on entries that is smaller the higher a Query's words stand: title, then kicker and deck, then text."""
    places = [_place(word) for word in query.words]
    return sum(places[1:], places[0])


def _place(word):
    return Case(
        When(_stands(word, field="title"), then=TITLE),
        When(_stands(word, field="headlines"), then=HEADLINES),
        default=TEXT,
        output_field=IntegerField(),
    )


class _Greater(Func):
    """Whether an expression is above nought."""

    template = "(%(expressions)s > 0)"
    output_field = BooleanField()
    conditional = True


def _stands(word, entry="", field="text"):
    return _Greater(StrIndex(F(f"{entry}{field}"), Value(word)))
