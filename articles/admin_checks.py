"""Shows beside the form of a piece what the checks find in its stored text and photos."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.forms import Media
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import house
from articles.check_names import NAMES
from articles.checks import check_piece, photos, piece_of


class ShowsChecks:
    """For the admin of articles; the form asks for the findings once it stands, so that it waits for none."""

    @property
    def media(self):
        return super().media + Media(css={"all": ["desk/preflight.css"]}, js=["desk/checks.js"])

    def get_urls(self):
        door = self.admin_site.admin_view(require_safe(self.checks_view))
        return [path("<int:pk>/checks/", door, name="articles_article_checks"), *super().get_urls()]

    def checks_view(self, request, pk):
        """Show the findings in the piece as it is stored: a page, or for the form (`?part=1`) their list alone."""
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        context = {
            **admin.site.each_context(request),
            "title": _("Checks of “%(title)s”") % {"title": article.title},
            "opts": self.opts,
            "article": article,
            "found": self.found_in(article),
        }
        part = "part" in request.GET
        template = "admin/articles/_checks.html" if part else "admin/articles/checks.html"
        return TemplateResponse(request, template, context)

    def found_in(self, article):
        """Return the findings in a piece, as admin/_found.html shows them."""
        prefetch_related_objects([article], "credits", "photos__credits")
        style = house.style()
        found = check_piece(piece_of(article, self.printed_on(article)), house.load(style))
        found += photos.faults(article, style.smallest_photo)
        return [{**vars(finding), "rule_name": NAMES.get(finding.rule, finding.rule)} for finding in found]

    def printed_on(self, article):
        """Return the day that the piece is printed on; the copy desk alone knows of none."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["checks_url"] = reverse("admin:articles_article_checks", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)
