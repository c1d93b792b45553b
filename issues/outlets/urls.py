"""The addresses for machines; never within a preview: what is not out yet is no machine's."""

from django.urls import path

import issues.converters  # noqa: F401 - registers them
from issues.outlets import ninjs_views, offline_views, qr, robots
from issues.outlets.cards import views as card_views
from issues.outlets.epub import views as epub_views
from issues.outlets.feeds import views as feed_views
from issues.outlets.iiif import views as iiif_views
from issues.outlets.sitemaps import views as sitemap_views

app_name = "outlets"
urlpatterns = [
    path("issues/<slug:slug>/issue.epub", epub_views.issue, name="epub"),
    path("issues/<slug:slug>/iiif/manifest.json", iiif_views.issue_manifest, name="iiif_manifest"),
    path("articles/<key:pk>/qr.svg", qr.article, name="article_qr"),
    path("issues/<slug:slug>/offline.json", offline_views.offline_issue, name="offline_issue"),
    path("offline/", offline_views.offline_page, name="offline"),
    path("offline/changes.json", offline_views.offline_changes, name="offline_changes"),
    path("service-worker.js", offline_views.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline_views.web_manifest, name="web_manifest"),
    path("articles/<key:pk>.ninjs.json", ninjs_views.article, name="ninjs"),
    path("card.jpg", card_views.issue, {"shape": "wide"}, name="card"),
    path("square.jpg", card_views.issue, {"shape": "square"}, name="square"),
    path("issues/<slug:slug>/card.jpg", card_views.issue, {"shape": "wide"}, name="issue_card"),
    path("issues/<slug:slug>/square.jpg", card_views.issue, {"shape": "square"}, name="issue_square"),
    path("issues/<slug:slug>/<key:number>/card.jpg", card_views.page, {"shape": "wide"}, name="page_card"),
    path(
        "issues/<slug:slug>/<key:number>/square.jpg", card_views.page, {"shape": "square"}, name="page_square"
    ),
    path("articles/<key:pk>/card.jpg", card_views.article, {"shape": "wide"}, name="article_card"),
    path("articles/<key:pk>/square.jpg", card_views.article, {"shape": "square"}, name="article_square"),
    path("feeds/latest.atom", feed_views.latest, name="latest_feed"),
    path("feeds/issues.atom", feed_views.issues, name="issues_feed"),
    path("feeds/corrections.atom", feed_views.corrections, name="corrections_feed"),
    path("feeds/tags/<key:pk>.atom", feed_views.tag, name="tag_feed"),
    path("feeds/reporters/<key:pk>.atom", feed_views.reporter, name="reporter_feed"),
    path("sitemap.xml", sitemap_views.index, name="sitemap"),
    path("sitemap-<slug:section>-<key:part>.xml", sitemap_views.part, name="sitemap_part"),
    path("news-sitemap.xml", sitemap_views.newest, name="news_sitemap"),
    path("robots.txt", robots.robots, name="robots"),
]
