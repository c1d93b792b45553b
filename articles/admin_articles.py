"""Articles in the admin: written, found, sent on their way and withdrawn, in the order of printing."""

import re
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles import access, admin_moves, admin_sheet, admin_withdrawal, review, revisions, richtext
from articles.admin_checks import ShowsChecks
from articles.admin_conflicts import ArticleConflicts
from articles.admin_filters import AwaitingFilter, ReporterFilter, WithdrawnFilter
from articles.admin_history import ArticleHistory
from articles.admin_inlines import CreditInline, PhotoInline, ReviewInline, RevisionInline, WithdrawalInline
from articles.admin_moved_on import ToldOfMoves
from articles.admin_presence import ShowsPresence
from articles.admin_typing import ArticleTyping
from articles.correcting import CorrectingForm
from articles.desk import DeskAdmin, as_pk, holding
from articles.forms import ArticleForm
from articles.models import Article, ArticleState, Move, Photo, Revision
from articles.search import matching, queries
from articles.staff import staff_name
from articles.widgets import thumbnail

HEADLINE = ["column", "kicker", "title", "deck", "dateline"]
# What who only corrects typography leaves alone.
NO_TYPOGRAPHY = ["is_advertisement", "tags", "internal_note"]
_COPY_NUMBER = re.compile(r"(?:(\d{4})-)?(\d{1,12})")


class ArticleAdmin(
    ToldOfMoves, ArticleHistory, ArticleConflicts, ShowsPresence, ShowsChecks, ArticleTyping, DeskAdmin
):
    form = ArticleForm
    fieldsets = [
        (None, {"fields": ["revision", *HEADLINE], "classes": ["headline"]}),
        (None, {"fields": ["body", "is_advertisement"], "classes": ["body"]}),
        (_("take from the photo pool"), {"fields": ["pool"], "classes": ["collapse"]}),
        (_("tags and note"), {"fields": ["tags", "internal_note", "owner", "owner_name"]}),
        (None, {"fields": ["minor_edit"], "classes": ["minor-edit"]}),
    ]
    read_only_fieldsets = [
        (None, {"fields": HEADLINE, "classes": ["headline"]}),
        (None, {"fields": ["text", "is_advertisement"], "classes": ["body"]}),
        (_("tags and note"), {"fields": ["tags", "internal_note", "owner_name"]}),
    ]
    readonly_fields = ["text", "owner_name"]
    inlines = [CreditInline, PhotoInline, ReviewInline, WithdrawalInline, RevisionInline]
    list_display = [
        "headline", "copy_number", "state_word", "length", "pictures", "credit_names", "owner_name", "changed_at",
    ]  # fmt: skip
    list_select_related = ["owner"]
    list_prefetch = ["credits", "photos", "withdrawals"]
    list_defer = ["body", "internal_note"]
    list_filter = [AwaitingFilter, "state", ReporterFilter, "is_advertisement", WithdrawnFilter]
    list_per_page = 50
    search_fields = ["title", "kicker", "deck", "credits__name", "photos__credits__name", "body"]
    search_help_text = _("Copy number, title, kicker, deck, names of credits, words of the text")
    ordering = ["-id"]
    actions = ["withdraw", "lift"]

    def get_queryset(self, request):
        return super().get_queryset(request) & access.visible_articles(request.user)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and (not obj or access.may_see(request.user, obj))

    def has_change_permission(self, request, obj=None):
        if obj:
            return access.may_edit(request.user, obj)
        return super().has_change_permission(request) or request.user.has_perm(access.MINOR_EDIT)

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (not obj or (access.may_see(request.user, obj) and not access.is_locked(obj)))

    def get_fieldsets(self, request, obj=None):
        if not (self.has_change_permission(request, obj) if obj else self.has_add_permission(request)):
            return self.read_only_fieldsets
        hidden = self._hidden(request, obj)
        groups = [
            (name, options | {"fields": [field for field in options["fields"] if field not in hidden]})
            for name, options in self.fieldsets
        ]
        return [group for group in groups if group[1]["fields"]]

    def get_readonly_fields(self, request, obj=None):
        fixed = NO_TYPOGRAPHY if access.only_corrects(request.user) else []
        return [*super().get_readonly_fields(request, obj), *self._hidden(request, obj), *fixed]

    def _hidden(self, request, obj):
        """Return the fields of the form that are not this user's: whose copy it is, the pool, the mark of a minor edit."""
        writes_all = request.user.has_perm(access.SEE_ALL) and not access.only_corrects(request.user)
        # Whose copy it is decides who may review it: once submitted, that isn't for its own writer to say.
        is_fixed = obj and obj.state not in access.WITH_ITS_WRITER and access.is_own(request.user, obj)
        hidden = {"owner_name"} if writes_all and not is_fixed else {"owner"}
        if not obj:
            hidden.add("owner_name")
        if access.only_corrects(request.user):
            hidden.add("pool")
        if not (obj and access.may_choose_minor(request.user, obj)):
            hidden.add("minor_edit")
        return hidden

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj and access.only_corrects(request.user):
            kwargs["form"] = CorrectingForm
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def get_changeform_initial_data(self, request):
        # Whoever types new copy in has written it, unless he says that it is somebody else's.
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    def get_search_results(self, request, queryset, search_term):
        """Two signs or more are looked up as a reader's are, one in the fields named.

        A copy number finds its piece; a photo is given only to copy that its reader may write in.
        """
        query = queries.parse(search_term)
        if query.words:
            found, may_double = queryset.filter(pk__in=matching.holding(query)), False
        else:
            found, may_double = super().get_search_results(request, queryset, search_term)
        if asked := _COPY_NUMBER.fullmatch(search_term.strip()):
            year = {"created_at__year": asked[1]} if asked[1] else {}
            found |= queryset.filter(pk=asked[2], **year)
        if request.GET.get("model_name") == "photo" and request.GET.get("field_name") == "article":
            found = found.filter(pk__in=access.writable_articles(request.user).values("pk"))
        return found, may_double

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

    @admin.display(description=_("copy number"), ordering="id")
    def copy_number(self, article):
        return article.copy_number

    @admin.display(description=_("writer's account"), ordering="owner", empty_value="—")
    def owner_name(self, article):
        return staff_name(article.owner) if article.owner else None

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
        doors = [
            ("withdraw/", self.withdraw_view, "withdraw"),
            ("lift/", self.lift_view, "lift"),
            ("move/<str:move>/", admin_moves.move_several, "move_several"),
            ("<int:pk>/move/<str:move>/", admin_moves.move_one, "move"),
            ("<int:pk>/review-sheet/", self.review_sheet_view, "review_sheet"),
        ]
        guarded = self.admin_site.admin_view
        own = [path(address, guarded(view), name=f"articles_article_{name}") for address, view, name in doors]
        return [*own, *super().get_urls()]

    def get_inlines(self, request, obj):
        hidden = set() if obj else {ReviewInline, RevisionInline, WithdrawalInline}
        if obj and not obj.withdrawals.exists():
            hidden.add(WithdrawalInline)
        return [inline for inline in self.inlines if inline not in hidden]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Who may save what hangs on the state: it stays as it is until the save is through.
        with holding(request, Article.objects.filter(pk=as_pk(object_id))):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        moves = review.moves_for(request.user, obj) if obj else []
        context |= {
            "state_word": state_word(obj) if obj else "",
            "copy_number": obj.copy_number if obj else "",
            "moves": [admin_moves.button(obj, move) for move in moves],
            "may_submit": add or Move.SUBMIT in moves,
            # Nobody learns only afterwards that a save sends the copy back to its first review.
            "reopens": obj
            and obj.state == ArticleState.APPROVED
            and not access.edits_are_minor(request.user, obj),
            "may_choose_minor": obj and access.may_choose_minor(request.user, obj),
            "photo_folder": obj and may_get_photos(request.user, obj),
            "may_withdraw": obj and request.user.has_perm(admin_withdrawal.WITHDRAW),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        form.before = self.standing(obj) if change else None
        if not change and not request.user.has_perm(access.SEE_ALL):
            obj.owner = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.extra_forms:
            if isinstance(row.instance, Photo):
                row.instance.added_by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        take_photos(article, form.cleaned_data.get("pool") or [])
        self.keep(request, article, form.before, form.cleaned_data.get("minor_edit"))

    def response_post_save_add(self, request, obj):
        return self._submitted(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self._submitted(request, obj) or super().response_post_save_change(request, obj)

    def _submitted(self, request, article):
        """Submit what was saved with “Save and submit”; where that is refused the save stands, and its form says why."""
        if "_submit" not in request.POST:
            return None
        try:
            admin_moves.make(request, article, Move.SUBMIT)
        except review.ReviewError as error:
            said = _("“%(title)s” is saved, and not submitted: %(reason)s")
            messages.error(request, said % {"title": article.title, "reason": error})
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        return None

    def standing(self, article):
        """Return the whole piece as it stands stored, before a change; copy without a version gets its first."""
        stored = Article.objects.get(pk=article.pk)
        if not stored.revisions.exists():
            revisions.record(stored, None, Revision.Origin.EDIT)
        return revisions.snapshot(stored)

    def keep(self, request, article, before, is_minor=False):
        """Record what was saved over the piece `before` (None: new); changed copy that was approved is reviewed again.

        `is_minor`: the editor says that it was typography only. Returns the Revision, None where nothing has changed.
        """
        if before == revisions.snapshot(article):
            return None
        origin = _origin(request.user, article, is_minor) if before else Revision.Origin.EDIT
        kept = revisions.record(article, request.user, origin)
        if before and kept.origin != Revision.Origin.MINOR_EDIT and review.reopen(article, request.user):
            said = _("“%(title)s” was changed after its review and has gone back to it.")
            messages.warning(request, said % {"title": article.title})
        return kept

    def get_actions(self, request):
        if IS_POPUP_VAR in request.GET:
            return {}
        offered = [move for move in admin_moves.OF_THE_LIST if review.is_ever_for(request.user, move)]
        moves = {
            f"move_{move}": (partial(admin_moves.ask, move), f"move_{move}", f"{review.RULES[move].button}…")
            for move in offered
        }
        return moves | super().get_actions(request)

    @admin.action(description=_("Withdraw…"), permissions=["withdraw"])
    def withdraw(self, request, queryset):
        keys = queryset.values_list("pk", flat=True)
        return HttpResponseRedirect(admin_withdrawal.address("withdraw", keys))

    @admin.action(description=_("Give back to readers (end the withdrawal)"), permissions=["withdraw"])
    def lift(self, request, queryset):
        admin_withdrawal.give_back(request, self, queryset)

    def has_withdraw_permission(self, request):
        return request.user.has_perm(admin_withdrawal.WITHDRAW)

    def withdraw_view(self, request):
        """Ask for the note to readers, then withdraw the articles of ?ids=1,2."""
        return admin_withdrawal.withdraw(request, self)

    def lift_view(self, request):
        """Ask once more, then end the withdrawal of the articles of ?ids=1,2."""
        return admin_withdrawal.lift(request, self)

    def log_release(self, request, article, said, **facts):
        """Log with the article what takes it from its readers or gives it back; `said` may name its title and facts."""
        said %= {"title": article.title, **facts}
        self.log_change(request, article, said)
        return said

    def standing_of(self, articles):
        """Return for each of the articles a dict with it, `where` it stands and whether it `is_public`."""
        return [{"article": article, "where": "", "is_public": False} for article in articles]

    def review_sheet_view(self, request, pk):
        """Show the piece's review sheet (审稿单), to be printed."""
        return admin_sheet.review_sheet(request, pk, self.sheet_facts)

    def sheet_facts(self, article):
        """Return what the edition knows of the piece: the `paper`'s name and where it `stands`, a page an entry."""
        return {"paper": "", "stands": []}


def _origin(user, article, is_minor):
    """Say what kind of change `user` has made to copy that stood there before."""
    chosen = is_minor and access.may_choose_minor(user, article)
    minor = chosen or access.edits_are_minor(user, article)
    return Revision.Origin.MINOR_EDIT if minor else Revision.Origin.EDIT


def state_word(article):
    """Return the state as a coloured word; a withdrawal in force stands beside it."""
    word = format_html('<span class="state {}">{}</span>', article.state, article.get_state_display())
    if not article.withdrawal:
        return word
    return format_html('{} <span class="state withdrawn">{}</span>', word, _("withdrawn"))


def may_get_photos(user, article):
    """Say whether `user` may send photos to the copy: who may write in it, not only correct it."""
    writes = access.may_edit(user, article) and not access.only_corrects(user)
    return writes and user.has_perm("articles.add_photo")


def take_photos(article, photos):
    """Give photos of the pool to the article, behind those that it has."""
    behind = max((photo.order for photo in article.photos.all()), default=0)
    for order, photo in enumerate(photos, behind + 1):
        Photo.objects.filter(pk=photo.pk, article=None).update(article=article, order=order)
