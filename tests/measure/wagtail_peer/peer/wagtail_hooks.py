"""The desk's flat list of articles (docs: Customizing page listings)."""

from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet

from peer.models import ArticlePage


class ArticleListing(PageListingViewSet):
    icon = "doc-full"
    menu_label = "稿件"
    add_to_admin_menu = True
    model = ArticlePage


@hooks.register("register_admin_viewset")
def article_listing():
    return ArticleListing("articles")
