"""The public addresses; included twice, for readers at the root and for staff under /preview/.

Templates reverse them as `paper:…`; within a preview the same name leads on inside the preview.
"""

from django.urls import path

import issues.converters  # noqa: F401 - registers them
from issues import archive_views, jump_views, search_views, views

app_name = "paper"
urlpatterns = [
    path("", views.front, name="front"),
    path("issues/", archive_views.year, name="archive"),
    path("archive/<key:year>/", archive_views.year, name="archive_year"),
    path("issues/go/", jump_views.go, name="go"),
    path("issues/<slug:slug>/", views.issue, name="issue"),
    path("issues/<slug:slug>/<key:number>/", views.page, name="page"),
    path("<date:date>/", archive_views.day, name="day"),
    path("articles/<key:pk>/", views.article, name="article"),
    path("page-names/", archive_views.page_names, name="page_names"),
    path("columns/", archive_views.columns, name="columns"),
    path("reporters/", archive_views.reporters, name="reporters"),
    path("reporters/<key:pk>/", archive_views.reporter, name="reporter"),
    path("tags/", archive_views.tags, name="tags"),
    path("tags/<key:pk>/", archive_views.tag, name="tag"),
    path("corrections/", archive_views.corrections, name="corrections"),
    path("search/", search_views.search, name="search"),
    path("on-this-day/", archive_views.this_day, name="on_this_day"),
]
