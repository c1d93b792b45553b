"""Asks the database for the pieces that hold what a Query looks for."""

from django.db.models import BooleanField, Case, F, Func, IntegerField, Lookup, Q, TextField, Value, When
from django.db.models.functions import StrIndex

from articles.search import grams, schema

TITLE, HEADLINES, TEXT = 0, 1, 2


@TextField.register_lookup
class HoldsPairs(Lookup):
    """`text__holds_pairs=[…]`: the entries whose text holds all these pairs of signs, by the index alone."""

    lookup_name = "holds_pairs"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_postgresql(self, compiler, connection):
        found = "SELECT articles_holding(%s::int[])"
        return f"{self._article(compiler, connection)} IN ({found})", [sorted(self.rhs)]

    def as_sqlite(self, compiler, connection):
        words = " AND ".join(f'"{grams.word(gram)}"' for gram in sorted(self.rhs))
        found = f"SELECT rowid FROM {schema.INDEX} WHERE {schema.INDEX} MATCH %s"  # noqa: S608 - our own names
        return f"{self._article(compiler, connection)} IN ({found})", [words]

    def _article(self, compiler, connection):
        """The entry's key, beside the column that is looked up."""
        column, _ = self.process_lhs(compiler, connection)
        return f'{column.rsplit(".", 1)[0]}."article_id"'


def holding(query, entry=""):
    """Return the condition (a Q) on entries that a Query asks for; `entry` is the lookup path to a SearchEntry.

    The index leads to the candidates; a longer stretch is then looked for in their text itself, so that what is
    found holds it and nothing else is found.
    """
    pairs = set().union(*map(grams.grams, query.words))
    condition = Q(**{f"{entry}text__holds_pairs": pairs})
    for word in query.words:
        if not grams.is_exact(word):
            condition &= Q(_stands(word, entry))
    for word in query.excluded:
        condition &= ~Q(_stands(word, entry))
    return condition


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
