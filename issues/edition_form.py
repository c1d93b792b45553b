"""The form of an issue, a page or a masthead: it knows the version it was opened at (articles/conflicts.py)."""

from articles.conflicts import VersionedForm
from issues import edition_parts, history


class EditionForm(VersionedForm):
    def last_number(self):
        # A row of an issue's pages has it loaded for all of them at once.
        loaded = getattr(self.instance, "last_version", None)
        return super().last_number() if loaded is None else loaded

    def begin_as_opened(self):
        """Measure what a row changes against the version it was opened at.

        What others have changed since is not this row's doing, and a row that says nothing new is not saved over it.
        """
        number = self.data.get(self.add_prefix("revision")) or "" if self.prefix and self.instance.pk else ""
        if number.isdecimal() and int(number) != self.initial["revision"]:
            opened = self.opened_version(int(number))
            self.initial |= self.opened_as(opened.standing) if opened else {}

    def opened_as(self, standing):
        """Return the initial values of the form's fields for a version."""
        return {name: standing[name] for name in self.fields if name in standing}

    def versions(self):
        return history.versions(self.instance)

    def parts_of(self, version):
        return edition_parts.parts_of(type(self.instance), version.standing)
