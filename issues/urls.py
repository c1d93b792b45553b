"""The public addresses; included twice, for readers at the root and for staff under /preview/.

Templates reverse them as `paper:…`; within a preview the same name leads on inside the preview.
"""

from datetime import date

from django.urls import path, register_converter

from issues import views


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
    path("issues/", views.archive, name="archive"),
    path("archive/<int:year>/", views.archive, name="archive_year"),
    path("issues/<slug:slug>/", views.issue, name="issue"),
    path("issues/<slug:slug>/<int:number>/", views.page, name="page"),
    path("<date:date>/", views.day, name="day"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("reporters/<int:pk>/", views.reporter, name="reporter"),
    path("tags/<int:pk>/", views.tag, name="tag"),
    path("corrections/", views.corrections, name="corrections"),
]
