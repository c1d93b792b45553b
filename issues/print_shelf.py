"""The part of the gate that guards print files: what of them goes with the pages and the copy on a shelf."""

from django.db.models import Exists, OuterRef, Q

from issues.models import Area, GuideEntry, Placement, Whereabouts


class PrintShelf:
    """What of print files a shelf gives that has `pages` and `articles`; all other copy is hidden."""

    @property
    def page_files(self):
        """Pages with a print file that shows no hidden copy."""
        return self._looked_through().exclude(Exists(self.hidden_areas.filter(_ON_THE_PAGE)))

    @property
    def page_pictures(self):
        """Pages with a picture of which it is known for sure what to blank: the page's `hidden_areas`."""
        unsure = self.hidden_areas.filter(_ON_THE_PAGE).filter(
            Area.doubtful() | Q(whereabouts=Whereabouts.UNKNOWN)
        )
        return self._looked_through().exclude(print_file__width=0).exclude(Exists(unsure))

    @property
    def areas(self):
        """Where the shelf's copy stands on pictures."""
        on_the_shelf = self.articles.filter(pk=OuterRef("article"))
        return Area.objects.filter(Exists(on_the_shelf), whereabouts=Whereabouts.KNOWN)

    @property
    def hidden_areas(self):
        """Where hidden copy stands on print files."""
        return self._hidden(Area).exclude(whereabouts=Whereabouts.ABSENT)

    def _looked_through(self):
        """Pages whose print file was looked through for all hidden copy that is placed on them or pointed to."""
        pages = self.pages.exclude(print_file=None)
        pointing = self._hidden(GuideEntry).exclude(article=None)
        for standing, is_guide in ((self._hidden(Placement), False), (pointing, True)):
            looked_for = Area.objects.filter(
                print_file=OuterRef("page__print_file"), article=OuterRef("article"), is_guide=is_guide
            )
            pages = pages.exclude(Exists(standing.filter(~Exists(looked_for), page=OuterRef("pk"))))
        return pages

    def _hidden(self, model):
        return model.objects.filter(~Exists(self.articles.filter(pk=OuterRef("article"))))


_ON_THE_PAGE = Q(print_file=OuterRef("print_file"))
