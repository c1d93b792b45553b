"""The form of an issue, a page or a masthead: it knows the version it was opened at (articles/conflicts.py)."""

from articles.conflicts import VersionedForm
from issues import edition_parts, history


class EditionForm(VersionedForm):
    def last_number(self):
        # A row of an issue's pages has it loaded for all of them at once.
        loaded = getattr(self.instance, "last_version", None)
        return super().last_number() if loaded is None else loaded

    def versions(self):
        return history.versions(self.instance)

    def parts_of(self, version):
        return edition_parts.parts_of(type(self.instance), version.standing)
