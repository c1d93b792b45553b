"""The paper as Wagtail's documentation advises: a tree of index, issues, pages (版) and articles.

Queries are written the fast way that it names: one query for a list of one type, prefetched renditions, addresses by
`pageurl`.
"""

from itertools import groupby

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.models import Orderable, Page
from wagtail.search import index

WIDTH = "width-800"


def _with_renditions():
    """Photos with their images, and those with the one rendition that is shown."""
    images = get_image_model().objects.prefetch_renditions(WIDTH)
    return models.Prefetch("image", queryset=images)


class PaperIndexPage(Page):
    subpage_types = ["peer.IssuePage"]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["issues"] = IssuePage.objects.child_of(self).live().order_by("-date")
        return context


class IssuePage(Page):
    number = models.PositiveIntegerField()
    date = models.DateField(db_index=True)
    slogans = models.TextField(blank=True)
    publisher = models.CharField(max_length=100, blank=True)
    license = models.CharField(max_length=100, blank=True)

    content_panels = [*Page.content_panels, "number", "date", "slogans", "publisher", "license"]
    parent_page_types = ["peer.PaperIndexPage"]
    subpage_types = ["peer.SheetPage"]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sheets"] = sheets = list(SheetPage.objects.child_of(self).live().order_by("path"))
        articles = ArticlePage.objects.descendant_of(self).live().order_by("path").defer("body")
        on_sheet = {
            path: list(pieces)
            for path, pieces in groupby(articles, lambda piece: piece.path[: -Page.steplen])
        }
        for sheet in sheets:
            sheet.pieces = on_sheet.get(sheet.path, [])
        context["previous"] = self.get_prev_siblings().live().first()
        context["following"] = self.get_next_siblings().live().first()
        return context


class SheetPage(Page):
    """A printed page (版)."""

    number = models.PositiveSmallIntegerField()
    credits = models.CharField(max_length=200, blank=True)

    content_panels = [*Page.content_panels, "number", "credits"]
    parent_page_types = ["peer.IssuePage"]
    subpage_types = ["peer.ArticlePage"]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        photos = models.Prefetch("photos", ArticlePhoto.objects.prefetch_related(_with_renditions()))
        context["issue"] = self.get_parent().specific
        context["sheets"] = SheetPage.objects.sibling_of(self).live().order_by("path")
        context["articles"] = (
            ArticlePage.objects.child_of(self).live().order_by("path").prefetch_related(photos)
        )
        return context


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("peer.ArticlePage", related_name="tagged_items", on_delete=models.CASCADE)


class ArticlePage(Page):
    kicker = models.CharField(max_length=200, blank=True)
    deck = models.CharField(max_length=300, blank=True)
    column = models.CharField(max_length=50, blank=True)
    dateline = models.CharField(max_length=50, blank=True)
    byline = models.CharField(max_length=200, blank=True)
    body = RichTextField(blank=True)
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("deck"),
        index.SearchField("byline"),
        index.SearchField("body"),
    ]
    content_panels = [
        FieldPanel("column"),
        FieldPanel("kicker"),
        *Page.content_panels,
        FieldPanel("deck"),
        FieldPanel("dateline"),
        FieldPanel("byline"),
        FieldPanel("body"),
        FieldPanel("tags"),
        InlinePanel("photos"),
    ]
    parent_page_types = ["peer.SheetPage"]
    subpage_types = []

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sheet"] = sheet = self.get_parent().specific
        context["issue"] = sheet.get_parent().specific
        context["sheets"] = SheetPage.objects.sibling_of(sheet).live().order_by("path")
        context["photos"] = ArticlePhoto.objects.filter(page=self).prefetch_related(_with_renditions())
        context["previous"] = self.get_prev_siblings().live().first()
        context["following"] = self.get_next_siblings().live().first()
        return context


class ArticlePhoto(Orderable):
    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey("wagtailimages.Image", on_delete=models.CASCADE, related_name="+")
    caption = models.TextField(blank=True)

    panels = ["image", "caption"]
