"""The pages in the form of their issue: one that holds anything is removed only with a second tick."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from issues import removing


class PageFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """Ask again, in the place of the error, for each page that is marked and holds anything."""
        super().clean()
        sure = self.data.getlist(self._sure_name) if hasattr(self.data, "getlist") else ()
        asked = [
            page for page in self.removed_pages if str(page.pk) not in sure and removing.holds_anything(page)
        ]
        if asked:
            raise forms.ValidationError(self._question(asked))

    @property
    def removed_pages(self):
        """The stored pages that are marked to be removed."""
        return [form.instance for form in self.deleted_forms if form.instance.pk]

    @property
    def _sure_name(self):
        return f"{self.prefix}-sure"

    def _question(self, pages):
        """The answer is a box of its own name, which the form sends with the rest."""
        boxes = format_html_join(
            "",
            '<label class="tick"><input type="checkbox" name="{}" value="{}"> {}</label>',
            ((self._sure_name, page.pk, _asked(page)) for page in pages),
        )
        said = _(
            "Nothing is saved yet: a page that is to be removed still holds something. Tick it to go on."
        )
        return format_html("{}{}", said, boxes)


def _asked(page):
    titles = "".join(_("“%(title)s”") % {"title": title} for title in removing.titles_on(page))
    facts = {"page": page.full_name, "titles": titles}
    if not titles:
        return _("Remove %(page)s with its credits, its guide and its print file.") % facts
    return _("Remove %(page)s; %(titles)s go back to the pool.") % facts
