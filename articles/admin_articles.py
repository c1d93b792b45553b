"""Articles in the admin: written, found, approved and withdrawn, in the order of printing."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.forms import BaseInlineFormSet
from django.http import HttpResponseRedirect
from django.shortcuts import get_list_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import review, revisions, richtext, withdrawal
from articles.desk import DeskAdmin, DeskInline, ReadOnlyInline, SelectFilter
from articles.forms import ArticleForm, ArticlePhotoForm, CreditForm, WithdrawalForm, credit_line
from articles.models import Article, ArticleState, Credit, Photo, Reporter, Revision, Withdrawal
from articles.widgets import thumbnail

HEADLINE = ["column", "kicker", "title", "deck", "dateline"]
APPROVE, WITHDRAW = "articles.approve_article", "articles.withdraw_article"


class ReporterFilter(SelectFilter):
    title = _("reporter")
    parameter_name = "reporter"

    def lookups(self, request, model_admin):
        credited = Reporter.objects.filter(Exists(Credit.objects.filter(reporter=OuterRef("pk"))))
        return [(str(person.pk), str(person)) for person in credited]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        credits = Credit.objects.filter(reporter=self.value())
        own, pictured = credits.filter(article=OuterRef("pk")), credits.filter(photo__article=OuterRef("pk"))
        return queryset.filter(Exists(own) | Exists(pictured))


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("withdrawal")
    parameter_name = "withdrawn"

    def lookups(self, request, model_admin):
        return [("yes", _("withdrawn")), ("no", _("not withdrawn"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.exclude(pk__in=queryset.not_withdrawn())
        return queryset.not_withdrawn() if self.value() == "no" else queryset


class CreditInline(DeskInline, admin.TabularInline):
    model = Credit
    stands_after = "headline"
    form = CreditForm
    autocomplete_fields = ["reporter"]
    extra = 1


class ReturningFormSet(BaseInlineFormSet):
    """A photo that is taken off its article goes back to the pool."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("back to the photo pool")

    def delete_existing(self, obj, commit=True):
        obj.article = None
        if commit:
            obj.save()


class PhotoInline(DeskInline, admin.StackedInline):
    model = Photo
    form = ArticlePhotoForm
    formset = ReturningFormSet
    stands_after = "body"
    extra = 0
    fields = ["picture", "upload", "caption", "credit_line", "alt", "order"]
    readonly_fields = ["picture"]
    typed_only = ["upload", "credit_line", "order"]
    read_only_instead = ["printed_credits"]
    show_change_link = True

    @admin.display(description=_("credit line"))
    def printed_credits(self, photo):
        return credit_line(photo.credits.all())

    @admin.display(description=_("picture"))
    def picture(self, photo):
        return thumbnail(photo, size=160)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("credits__reporter")


class WithdrawalInline(ReadOnlyInline):
    model = Withdrawal
    fields = ["withdrawn_at", "withdrawn_by", "note", "lifted_at", "lifted_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("withdrawn_by", "lifted_by")


class RevisionInline(ReadOnlyInline):
    model = Revision
    verbose_name_plural = _("history")
    fields = ["number", "made_at", "made_by", "origin"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("made_by").defer("piece")


class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    fieldsets = [
        (None, {"fields": ["revision", *HEADLINE], "classes": ["headline"]}),
        (None, {"fields": ["body", "is_advertisement"], "classes": ["body"]}),
        (_("take from the photo pool"), {"fields": ["pool"], "classes": ["collapse"]}),
        (_("tags and note"), {"fields": ["tags", "internal_note"]}),
    ]
    read_only_fieldsets = [
        (None, {"fields": HEADLINE, "classes": ["headline"]}),
        (None, {"fields": ["text", "is_advertisement"], "classes": ["body"]}),
        (_("tags and note"), {"fields": ["tags", "internal_note"]}),
    ]
    readonly_fields = ["text"]
    inlines = [CreditInline, PhotoInline, WithdrawalInline, RevisionInline]
    list_display = ["headline", "state_word", "length", "pictures", "credit_names", "changed_at"]
    list_prefetch = ["credits", "photos", "withdrawals"]
    list_defer = ["body", "internal_note"]
    list_filter = ["state", ReporterFilter, "is_advertisement", WithdrawnFilter]
    list_per_page = 50
    search_fields = ["title", "kicker", "deck", "credits__name", "photos__credits__name", "body"]
    search_help_text = _("Title, kicker, deck, names of credits, words of the text")
    ordering = ["-id"]
    actions = ["approve", "withdraw", "lift"]

    def get_fieldsets(self, request, obj=None):
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            return self.fieldsets
        return self.read_only_fieldsets

    @admin.display(description=_("body"))
    def text(self, article):
        # What `clean` returns is safe to show.
        return mark_safe(richtext.clean(article.body))

    @admin.display(description=_("title"), ordering="title")
    def headline(self, article):
        mark = _("advertisement") if article.is_advertisement else ""
        return format_html(
            '<span class="kicker">{} {}</span><span class="headline">{}</span>',
            article.kicker,
            mark,
            article.title,
        )

    @admin.display(description=_("state"), ordering="state")
    def state_word(self, article):
        return state_word(article)

    @admin.display(description=_("characters"), ordering="characters")
    def length(self, article):
        return article.characters

    @admin.display(description=_("photos"))
    def pictures(self, article):
        return format_html_join("", "{}", ((thumbnail(photo, size=56),) for photo in article.photos.all()))

    @admin.display(description=_("credits"))
    def credit_names(self, article):
        return "、".join(credit.name for credit in article.credits.all())

    def get_urls(self):
        door = self.admin_site.admin_view(self.withdraw_view)
        return [path("withdraw/", door, name="articles_article_withdraw"), *super().get_urls()]

    def get_inlines(self, request, obj):
        hidden = set() if obj else {RevisionInline, WithdrawalInline}
        if obj and not obj.withdrawals.exists():
            hidden.add(WithdrawalInline)
        return [inline for inline in self.inlines if inline not in hidden]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["state_word"] = state_word(obj) if obj else ""
        context["may_approve"] = request.user.has_perm(APPROVE) and not (
            obj and obj.state == ArticleState.APPROVED
        )
        context["may_withdraw"] = obj and request.user.has_perm(WITHDRAW)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        form.before = self.standing(obj) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        take_photos(article, form.cleaned_data.get("pool") or [])
        self.keep(request, article, form.before)
        if "_approve" in request.POST and request.user.has_perm(APPROVE):
            self._approve(request, article)

    def standing(self, article):
        """Return the whole piece as it stands stored, before a change; copy without a version gets its first."""
        stored = Article.objects.get(pk=article.pk)
        if not stored.revisions.exists():
            revisions.record(stored, None, Revision.Origin.EDIT)
        return revisions.snapshot(stored)

    def keep(self, request, article, before):
        """Record what was saved over the piece `before` (None: new); changed copy goes back to review.

        Returns the Revision, None where nothing has changed.
        """
        if before == revisions.snapshot(article):
            return None
        origin = self.origin(request, article)
        kept = revisions.record(article, request.user, origin)
        # A minor edit is what an editor-in-chief does to locked copy: it stays approved.
        if before and origin != Revision.Origin.MINOR_EDIT and review.reopen(article):
            said = _("“%(title)s” was changed after its review and has gone back to it.")
            messages.warning(request, said % {"title": article.title})
        return kept

    def origin(self, request, article):
        """Say what kind of change this user makes to that copy."""
        return Revision.Origin.EDIT

    @admin.action(description=_("Approve"), permissions=["approve"])
    def approve(self, request, queryset):
        for article in queryset:
            self._approve(request, article)
        count = len(queryset)
        self.message_user(
            request,
            ngettext("%(count)s article is approved.", "%(count)s articles are approved.", count)
            % {"count": count},
        )

    def _approve(self, request, article):
        review.approve(article)
        self.log_change(request, article, gettext("Approved"))

    @admin.action(description=_("Withdraw…"), permissions=["withdraw"])
    def withdraw(self, request, queryset):
        ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))
        return HttpResponseRedirect(f"{reverse('admin:articles_article_withdraw')}?ids={ids}")

    @admin.action(description=_("Give back to readers (end the withdrawal)"), permissions=["withdraw"])
    def lift(self, request, queryset):
        lifted = [article for article in queryset if withdrawal.lift(article, request.user)]
        for article in lifted:
            self.log_change(request, article, gettext("Withdrawal ended"))
        self.message_user(
            request, _("Given back to readers: %(titles)s") % {"titles": _titles(lifted) or "—"}
        )

    def has_approve_permission(self, request):
        return request.user.has_perm(APPROVE)

    def has_withdraw_permission(self, request):
        return request.user.has_perm(WITHDRAW)

    def withdraw_view(self, request):
        """Ask for the note to readers, then withdraw the articles of ?ids=1,2."""
        if not request.user.has_perm(WITHDRAW):
            raise PermissionDenied
        ids = [int(pk) for pk in request.GET.get("ids", "").split(",") if pk.isdecimal()]
        articles = get_list_or_404(Article.objects.order_by("pk"), pk__in=ids)
        form = WithdrawalForm(request.POST or None)
        if form.is_valid():
            return self._withdraw(request, articles, form.cleaned_data["note"])
        context = {
            "title": _("Withdraw"),
            "form": form,
            "articles": articles,
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(
            request, "admin/withdraw.html", self.admin_site.each_context(request) | context
        )

    def _withdraw(self, request, articles, note):
        for article in articles:
            withdrawal.withdraw(article, request.user, note)
            self.log_change(request, article, gettext("Withdrawn: %(note)s") % {"note": note})
        self.message_user(request, _("Withdrawn: %(titles)s") % {"titles": _titles(articles)})
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def state_word(article):
    """Return the state as a coloured word; a withdrawal in force stands beside it."""
    word = format_html('<span class="state {}">{}</span>', article.state, article.get_state_display())
    if not article.withdrawal:
        return word
    return format_html('{} <span class="state withdrawn">{}</span>', word, _("withdrawn"))


def take_photos(article, photos):
    """Give photos of the pool to the article, behind those that it has."""
    behind = max((photo.order for photo in article.photos.all()), default=0)
    for order, photo in enumerate(photos, behind + 1):
        Photo.objects.filter(pk=photo.pk, article=None).update(article=article, order=order)


def _titles(articles):
    return "、".join(article.title for article in articles)
