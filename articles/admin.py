"""The copy desk in the admin: articles (articles/admin_articles.py), photos, people and tags."""

import re
from functools import wraps

from django.contrib import admin
from django.db import transaction
from django.db.models import Q
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from taggit.models import Tag, TaggedItem

from articles import access, revisions
from articles.admin_articles import ArticleAdmin
from articles.admin_house import HouseStyleAdmin, OfficialAdmin, WatchWordAdmin
from articles.admin_inlines import CreditInline
from articles.desk import DeskAdmin, as_pk, holding, number_of
from articles.forms import PhotoForm, ReporterForm
from articles.models import Article, Credit, HouseStyle, Official, Photo, Reporter, WatchWord
from articles.photo_folder import views
from articles.search import index
from articles.widgets import thumbnail

admin.site.register(Article, ArticleAdmin)
admin.site.register(HouseStyle, HouseStyleAdmin)
admin.site.register(Official, OfficialAdmin)
admin.site.register(WatchWord, WatchWordAdmin)


# What who only corrects typography leaves alone: the picture, what the desk knows of it, and where it stands.
_NO_TYPOGRAPHY = ("upload", "headline", "taken_on", "place", "article", "order", "part")


class PictureFilter(admin.SimpleListFilter):
    title = _("where")
    parameter_name = "where"

    def lookups(self, request, model_admin):
        return [
            ("pool", _("in the photo pool")),
            ("article", _("with an article")),
            ("lost", _("without a picture")),
        ]

    def queryset(self, request, queryset):
        wanted = {"pool": Q(article=None), "article": Q(article__isnull=False), "lost": Q(file="")}
        return queryset.filter(wanted.get(self.value(), Q()))


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    change_form_template = "admin/desk_form.html"
    form = PhotoForm
    fields = [
        "picture", "upload", "headline", "caption", "alt", ("taken_on", "place"), "article", "order", "part",
    ]  # fmt: skip
    readonly_fields = ["picture"]
    autocomplete_fields = ["article"]
    inlines = [CreditInline]
    list_display = ["picture", "caption_text", "article", "credit_names", "size"]
    list_display_links = ["picture", "caption_text"]
    list_select_related = ["article"]
    list_prefetch = ["credits"]
    list_defer = ["article__body", "article__internal_note"]
    list_filter = [PictureFilter]
    list_per_page = 50
    search_fields = ["headline", "caption", "alt", "place", "credits__name", "article__title"]
    ordering = ["-id"]

    @admin.display(description=_("picture"))
    def picture(self, photo):
        return thumbnail(photo, alt=photo.alt or str(photo))

    @admin.display(description=_("caption"), ordering="caption")
    def caption_text(self, photo):
        return photo.caption or _("photo without caption")

    @admin.display(description=_("credits"))
    def credit_names(self, photo):
        return " ".join(str(credit) for credit in photo.credits.all())

    @admin.display(description=_("size in pixels"))
    def size(self, photo):
        return f"{photo.width} × {photo.height}" if photo.file else ""

    def get_queryset(self, request):
        return super().get_queryset(request) & access.visible_photos(request.user)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def has_change_permission(self, request, obj=None):
        if obj:
            return access.may_edit_photo(request.user, obj)
        return super().has_change_permission(request) or request.user.has_perm(access.MINOR_EDIT)

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (not obj or access.may_edit_photo(request.user, obj))

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        may_type = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [field for field in fields if field != "upload" or (may_type and not self._fixed(request))]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *self._fixed(request)]

    def _fixed(self, request):
        """Return the fields that aren't this user's."""
        return [*_NO_TYPOGRAPHY] if access.only_corrects(request.user) else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A photo is given only to copy that the user may write in."""
        if db_field.name == "article":
            kwargs["queryset"] = access.writable_articles(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with holding(request, self._touched(request, object_id)):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _touched(self, request, object_id):
        """Return the copy that a save of the photo changes: where it was and where it goes."""
        goes_to = Q(pk=as_pk(request.POST.get("article")))
        return Article.objects.filter(Q(photos=as_pk(object_id)) | goes_to)

    def get_urls(self):
        return [
            path("folder/", self._door(views.upload), name="articles_photo_folder"),
            path(
                "folder/correct/",
                self._door(require_POST(views.correct)),
                name="articles_photo_folder_correct",
            ),
            *super().get_urls(),
        ]

    def _door(self, view):
        """Return `view` as an address of the admin's own; it is called with the request and this admin."""

        @wraps(view)
        def door(request):
            return view(request, self)

        return self.admin_site.admin_view(door)

    def holding_copy(self, request, articles):
        """Hold `articles` (a queryset) while photos of theirs are saved."""
        return holding(request, articles)

    def lock_on(self, article):
        """Return what to tell who sends photos to copy that is locked, "" where it isn't."""
        return ""

    def save_rows(self, request, forms):
        """Save the forms of several photos (articles/photo_folder/rows.py), as one version of each copy that has them."""
        before = self._standing({form.instance.article_id for form in forms})
        for form in forms:
            self.log_change(request, form.save(), self.construct_change_message(request, form, None))
        self._keep(request, before)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.added_by = request.user
        # The article that loses the photo changes as well as the one that gets it.
        came_from = Photo.objects.filter(pk=obj.pk).values_list("article", flat=True).first()
        form.before = self._standing({came_from, obj.article_id})
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._keep(request, form.before)

    def delete_model(self, request, obj):
        before = self._standing({obj.article_id})
        super().delete_model(request, obj)
        self._keep(request, before)

    def delete_queryset(self, request, queryset):
        before = self._standing(set(queryset.values_list("article", flat=True)))
        super().delete_queryset(request, queryset)
        self._keep(request, before)

    def _standing(self, ids):
        """Return (article, piece before) for the articles whose photos are about to change."""
        desk = self.admin_site.get_model_admin(Article)
        return [(article, desk.standing(article)) for article in Article.objects.filter(pk__in=ids - {None})]

    def _keep(self, request, before):
        for article, piece in before:
            self.admin_site.get_model_admin(Article).keep(request, article, piece)


@admin.register(Reporter)
class ReporterAdmin(DeskAdmin):
    form = ReporterForm
    fields = ["name", "note", "portrait", "upload", "bio", "user"]
    readonly_fields = ["portrait"]
    list_display = ["portrait", "name", "note", "pieces"]
    list_display_links = ["portrait", "name"]
    list_per_page = 100
    ordering = ["sort_key", "id"]
    search_fields = ["name", "note", "sort_key"]
    search_help_text = _("Name or pinyin: 林小禾, linxiaohe, lxh")

    @admin.display(description=_("portrait"))
    def portrait(self, person):
        return thumbnail(person, "portrait", alt=person.name)

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        may_link = request.user.has_perm(access.LINK_ACCOUNTS)
        return [field for field in fields if may_link or field != "user"]

    @admin.display(description=_("credits"), ordering="credit_count")
    def pieces(self, person):
        return person.credit_count

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(credit_count=number_of(Credit.objects, "reporter"))

    def get_search_results(self, request, queryset, search_term):
        found, may_double = super().get_search_results(request, queryset, search_term)
        if pattern := pinyin_pattern(search_term):
            found |= queryset.filter(sort_key__iregex=pattern)
        return found, may_double


def pinyin_pattern(typed):
    """Return a regular expression that finds typed pinyin, whole or initials, in Reporter.sort_key (lin2 xiao3 he2).

    "" for what isn't pinyin.
    """
    letters = "".join(typed.split()).lower()
    if not re.fullmatch(r"[a-zü]+", letters):
        return ""
    whole = "[1-5]? ?".join(letters)
    initials = "[a-zü]*[1-5]? ".join(letters)
    return f"(^| )({whole}|{initials})"


admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    fields = ["name"]
    list_display = ["name", "pieces"]
    list_per_page = 100
    ordering = ["name"]
    search_fields = ["name"]

    @admin.display(description=_("articles"), ordering="piece_count")
    def pieces(self, tag):
        return tag.piece_count

    def get_queryset(self, request):
        tags = super().get_queryset(request).filter(pk__in=self.visible(request.user).values("pk"))
        return tags.annotate(piece_count=number_of(TaggedItem.objects, "tag"))

    def visible(self, user):
        """Return the tags that `user` may see."""
        return access.visible_tags(user)

    def save_model(self, request, tag, form, change):
        super().save_model(request, tag, form, change)
        index.refresh(Article.objects.filter(tags=tag), revisions.snapshot)

    def delete_model(self, request, tag):
        bearing = list(Article.objects.filter(tags=tag))
        super().delete_model(request, tag)
        index.refresh(bearing, revisions.snapshot)

    @transaction.atomic
    def delete_queryset(self, request, tags):
        bearing = list(Article.objects.filter(tags__in=tags).distinct())
        super().delete_queryset(request, tags)
        index.refresh(bearing, revisions.snapshot)
