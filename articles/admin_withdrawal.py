"""Taking copy back from its readers and giving it to them again, in the admin: for one piece or several at once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_list_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import access, withdrawal
from articles.forms import WithdrawalForm

WITHDRAW = "articles.withdraw_article"


def address(move, articles):
    """Return where `articles` (their keys) are withdrawn (move "withdraw") or given back ("lift")."""
    ids = ",".join(str(pk) for pk in articles)
    return f"{reverse(f'admin:articles_article_{move}')}?ids={ids}"


def withdraw(request, desk):
    """Ask for the note to readers, then withdraw the articles of ?ids=1,2; `desk` is the ArticleAdmin."""
    articles = _asked_for(request)
    form = WithdrawalForm(request.POST or None)
    if not form.is_valid():
        return _page(request, desk, articles, "admin/withdraw.html", title=_("Withdraw"), form=form)
    note = form.cleaned_data["note"]
    with transaction.atomic():
        taken = withdrawal.withdraw_all(articles, request.user, note)
        for article in taken:
            desk.log_release(request, article, gettext("withdrew “%(title)s”: %(note)s"), note=note)
    desk.message_user(request, _("Withdrawn: %(titles)s") % {"titles": _titles(taken) or "—"})
    return _back(articles)


def lift(request, desk):
    """Show what is given back, then end the withdrawal of the articles of ?ids=1,2."""
    articles = _asked_for(request)
    if request.method != "POST":
        return _page(request, desk, articles, "admin/lift.html", title=_("Give back to readers"))
    give_back(request, desk, articles)
    return _back(articles)


@transaction.atomic
def give_back(request, desk, articles):
    """End the withdrawal of the articles, log it, and say so."""
    lifted = withdrawal.lift_all(articles, request.user)
    for article in lifted:
        desk.log_release(request, article, gettext("gave “%(title)s” back to readers"))
    desk.message_user(request, _("Given back to readers: %(titles)s") % {"titles": _titles(lifted) or "—"})


def _asked_for(request):
    if not request.user.has_perm(WITHDRAW):
        raise PermissionDenied
    ids = [int(pk) for pk in request.GET.get("ids", "").split(",") if pk.isdecimal()]
    visible = access.visible_articles(request.user).prefetch_related("withdrawals")
    return get_list_or_404(visible.defer("body").order_by("pk"), pk__in=ids)


def _page(request, desk, articles, template, **context):
    context |= {"rows": desk.standing_of(articles), "opts": desk.opts, "media": desk.media}
    context["back"] = _back(articles).url
    return TemplateResponse(request, template, desk.admin_site.each_context(request) | context)


def _back(articles):
    """To the form of the one piece, to the list from several."""
    if len(articles) == 1:
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[articles[0].pk]))
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def _titles(articles):
    return "、".join(article.title for article in articles)
