"""The root addresses: the public site, its preview for staff, media behind the gate, the admin."""

from django.contrib import admin
from django.urls import include, path

from issues import media
from issues.planning import link_views

media_patterns = [
    path("photos/<slug:key>/<int:width>.webp", media.photo, name="photo"),
    path("portraits/<slug:key>/<int:width>.webp", media.portrait, name="portrait"),
    path("pages/<slug:key>.pdf", media.page_file, name="page_file"),
    path("pages/<slug:key>/<int:width>.webp", media.page_picture, name="page_picture"),
    path("issues/<slug:slug>.pdf", media.issue_file, name="issue_file"),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("shared/<str:token>/", link_views.follow, name="shared_preview"),
    path("preview/", include("issues.urls", namespace="preview")),
    path("media/", include((media_patterns, "media"))),
    path("", include("issues.outlets.urls")),
    path("", include("issues.urls", namespace="paper")),
]
