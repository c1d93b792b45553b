"""The public addresses; included twice, for readers at the root and for staff under /preview/.

Templates reverse them as `paper:…`; within a preview the same name leads on inside the preview.
"""

from datetime import date

from django.urls import path, register_converter

from issues import archive_views, jump_views, search_views, views


class DateConverter:
    """A date as 2020-05-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


register_converter(DateConverter, "date")

app_name = "paper"
urlpatterns = [
    path("", views.front, name="front"),
    path("issues/", archive_views.year, name="archive"),
    path("archive/<int:year>/", archive_views.year, name="archive_year"),
    path("issues/go/", jump_views.go, name="go"),
    path("issues/<slug:slug>/", views.issue, name="issue"),
    path("issues/<slug:slug>/<int:number>/", views.page, name="page"),
    path("<date:date>/", archive_views.day, name="day"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("page-names/", archive_views.page_names, name="page_names"),
    path("columns/", archive_views.columns, name="columns"),
    path("reporters/", archive_views.reporters, name="reporters"),
    path("reporters/<int:pk>/", archive_views.reporter, name="reporter"),
    path("tags/", archive_views.tags, name="tags"),
    path("tags/<int:pk>/", archive_views.tag, name="tag"),
    path("corrections/", archive_views.corrections, name="corrections"),
    path("search/", search_views.search, name="search"),
    path("on-this-day/", archive_views.this_day, name="on_this_day"),
]
