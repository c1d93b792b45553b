"""The pages on which a move of copy is confirmed (articles/review.py): the text to be judged, and what is written of it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_list_or_404, get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import access, review, richtext
from articles.forms import MoveForm
from articles.models import Article, Move, Revision
from articles.staff import staff_name
from articles.widgets import thumbnail

# What is made with several pieces at once; taking back is a matter of one.
OF_THE_LIST = (Move.SUBMIT, *review.REVIEWS, Move.RETURN)
# How many pieces one confirmation takes: so many can be looked through.
MOST = 100
# What the page shows of a piece beside its text.
_SHOWN = ("photos__credits", "withdrawals")


def button(article, move):
    """Return the `address` and `label` of the move's button in the article's form, and its `kind`."""
    kind = "default" if move in (Move.SUBMIT, *review.REVIEWS) else ""
    address = reverse("admin:articles_article_move", args=[article.pk, move])
    return {"address": address, "label": review.RULES[move].button, "kind": kind}


def ask(move, desk, request, queryset):
    """Lead from the list, where several pieces are ticked, to the page that asks for the opinion on them."""
    keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        desk.message_user(
            request, _("Choose at most %(most)s pieces at a time.") % {"most": MOST}, messages.ERROR
        )
        return None
    address = reverse("admin:articles_article_move_several", args=[move])
    return HttpResponseRedirect(f"{address}?ids={','.join(map(str, keys))}")


def make(request, article, move, opinion="", revision=None):
    """Make the move, log it and say so; raises review.ReviewError."""
    review.make(article, move, request.user, opinion, revision)
    done = f"{move.label}：{opinion}" if opinion else str(move.label)
    admin.site.get_model_admin(Article).log_change(request, article, done)
    messages.success(request, _("“%(title)s”: %(move)s.") % {"title": article.title, "move": move.label})


def move_one(request, pk, move):
    """Ask for the opinion on one piece, then make the move; a refusal is told on the page, with what was typed."""
    move = _known(move)
    [piece] = _pieces(request.user, move, [get_object_or_404(access.visible_articles(request.user), pk=pk)])
    article = piece["article"]
    if not review.is_for(request.user, article, move):
        raise PermissionDenied
    form = MoveForm(request.POST or None, rule=review.RULES[move])
    if request.method == "POST" and form.is_valid():
        try:
            make(request, article, move, form.cleaned_data.get("opinion", ""), _read(request, article))
        except review.ReviewError as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
    return _page(request, move, form, [piece])


def move_several(request, move):
    """Ask for one opinion on the pieces of ?ids=1,2, then move each that can be moved and say why the others stay."""
    move = _known(move, OF_THE_LIST)
    if not review.is_ever_for(request.user, move):
        raise PermissionDenied
    keys = [int(key) for key in request.GET.get("ids", "").split(",") if key.isdecimal()][:MOST]
    articles = get_list_or_404(access.visible_articles(request.user).order_by("pk"), pk__in=keys)
    form = MoveForm(request.POST or None, rule=review.RULES[move])
    if request.method == "POST" and form.is_valid():
        for article in articles:
            _try(request, article, move, form.cleaned_data.get("opinion", ""))
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    return _page(request, move, form, _pieces(request.user, move, articles))


def _try(request, article, move, opinion):
    """Make the move, a transaction of its own; a refusal is told, and stops none of the others."""
    try:
        make(request, article, move, opinion, _read(request, article))
    except review.ReviewError as error:
        said = _("“%(title)s” stays as it is: %(reason)s")
        messages.warning(request, said % {"title": article.title, "reason": error})


def _known(move, moves=tuple(review.RULES)):
    if move not in moves:
        raise Http404
    return Move(move)


def _read(request, article):
    """Return the number of the revision that the page has shown; -1, which is none, where it isn't sent."""
    number = request.POST.get(f"revision-{article.pk}", "")
    return int(number) if number.isdecimal() else -1


def _pieces(user, move, found):
    """Return what the page shows of each piece: the text, its revision, the round's opinions, what is against the move.

    The numbers of the revisions are read before the texts: a text is never older than its number says.
    """
    keys = [article.pk for article in found]
    numbers = Revision.objects.filter(article__in=keys).values("article").annotate(last=Max("number"))
    numbers = dict(numbers.values_list("article", "last"))
    articles = Article.objects.filter(pk__in=keys).order_by("pk").prefetch_related(*review.NEEDS, *_SHOWN)
    return [
        {
            "article": article,
            "revision": numbers.get(article.pk, 0),
            # What `clean` returns is safe to show.
            "text": mark_safe(richtext.clean(article.body)),
            "photos": [(photo, thumbnail(photo, size=160)) for photo in article.photos.all()],
            "opinions": [_opinion(made) for made in review.current_round(article)],
            "refusal": review.refusal(article, move, user),
        }
        for article in articles
    ]


def _opinion(made):
    return {"review": made, "by": staff_name(made.made_by) if made.made_by else "—"}


def _page(request, move, form, pieces):
    """Show the page; `is_possible` says whether any of the pieces can be moved."""
    context = {
        "title": review.RULES[move].button
        if len(pieces) == 1
        else _("%(move)s: %(count)s pieces") % {"move": review.RULES[move].button, "count": len(pieces)},
        "opts": Article._meta,
        "media": form.media,
        "form": form,
        "pieces": pieces,
        "is_possible": any(not piece["refusal"] for piece in pieces),
        "button": review.RULES[move].button,
        "back": reverse("admin:articles_article_change", args=[pieces[0]["article"].pk])
        if len(pieces) == 1
        else reverse("admin:articles_article_changelist"),
    }
    return TemplateResponse(request, "admin/articles/move.html", admin.site.each_context(request) | context)
