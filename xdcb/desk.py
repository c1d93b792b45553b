"""The admin site of the newsroom: under the paper's name, with its entries in the desk's own order and words."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import Masthead
from issues.planning import board_views, figures, own_desk_views

# Which models stand under which heading, in the order of the day's work, and the app that the heading leads to;
# what isn't named comes after them.
_GROUPS = [
    (gettext_lazy("Copy pool"), "articles", ["Article", "Photo", "Reporter", "Tag"]),
    (gettext_lazy("Edition"), "issues", ["Issue", "Page", "Masthead", "CatalogueRun"]),
    (gettext_lazy("Checks"), "articles", ["WatchWord", "Official", "HouseStyle"]),
    (gettext_lazy("After release"), "issues", ["Correction", "PrintedError"]),
    (gettext_lazy("Site"), "issues", ["Imprint"]),
]


class DeskSite(admin.AdminSite):
    index_title = gettext_lazy("Newsroom")

    def each_context(self, request):
        paper = Masthead.objects.values_list("name", flat=True).first()
        title = _("%(paper)s newsroom") % {"paper": paper} if paper else _("Newsroom")
        return super().each_context(request) | {"site_title": title, "site_header": title}

    def get_urls(self):
        return [
            path("board/", self.admin_view(board_views.part), name="board_part"),
            path("board/move/", self.admin_view(board_views.move), name="board_move"),
            path("board/open-next/", self.admin_view(board_views.open_next), name="board_open_next"),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        """The first page: the board, or a writer's own copy; the list of entries stands over it."""
        request.current_app = self.name
        context = {**self.each_context(request), "title": self.index_title, **(extra_context or {})}
        for view in (board_views, own_desk_views):
            if view.may_see(request.user):
                return view.show(request, context)
        return super().index(request, extra_context)

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        grouped = [
            _group(name, label, [models.pop(m) for m in wanted if m in models])
            for name, label, wanted in _GROUPS
        ]
        rest = [app | {"models": [m for m in app["models"] if m["object_name"] in models]} for app in apps]
        return [group for group in [*grouped, _statistics(request.user), *rest] if group["models"]]


def _statistics(user):
    """The heading of the pages that only count, with those that `user` may see."""
    wanted = [
        (_("Contribution figures"), "issues_issue_figures", figures.may_see(user)),
        (_("Archive coverage"), "issues_issue_coverage", figures.may_see_all(user)),
    ]
    pages = [
        {"name": name, "object_name": address, "admin_url": reverse(f"admin:{address}"), "view_only": True}
        for name, address, may_see in wanted
        if may_see
    ]
    return {
        **_group(_("Statistics"), "issues", pages),
        "app_url": pages[0]["admin_url"] if pages else "",
        "app_label": "statistics",
    }


def _group(name, label, models):
    address = reverse("admin:app_list", args=[label])
    return {"name": name, "app_label": label, "app_url": address, "has_module_perms": True, "models": models}
