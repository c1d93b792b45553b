"""The board in the admin: its page, its part that is asked for again and again, the moves on it, the next issue.

Every address checks by itself who asks. What is shown of the pool and which issue stand in the query.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from articles import access
from articles.models import ArticleState
from issues import publication
from issues.imports.desk.views import may_import
from issues.models import Issue, Page, Prominence
from issues.planning import board, next_issue, placing, signoff

_SEE = (access.SEE_ALL, "issues.view_issue")
_MOVE = (*_SEE, "issues.change_page", *(f"issues.{verb}_placement" for verb in ("add", "change", "delete")))
_OPEN, _SIGN = "issues.add_issue", "issues.sign_off_issue"
# What of a query the board goes by.
_QUERY = ("issue", "q", "state")


def may_see(user):
    """Say whether the board is the user's first page."""
    return user.has_perms(_SEE)


def may_move(user):
    """Say whether `user` may move copy on it."""
    return user.has_perms(_MOVE)


def address_of(issue):
    """Return the address of an issue's board."""
    return f"{reverse('admin:index')}?{urlencode({'issue': issue.slug})}"


class MoveForm(forms.Form):
    """A move as the board sends it: which part of which article, whereto, and what its sender saw (Board.seen)."""

    part = forms.IntegerField(min_value=1)
    page = forms.ModelChoiceField(Page.objects.all(), required=False)
    pool = forms.BooleanField(required=False)
    position = forms.IntegerField(min_value=1, required=False)
    prominence = forms.ChoiceField(choices=Prominence.choices, required=False)
    seen = forms.CharField(required=False)

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["article"] = forms.ModelChoiceField(access.visible_articles(user))


@gzip_page
def show(request, context):
    """Show the board of the issue that is asked for, or of this week's; `context` is the admin's own."""
    issue = _issue(request)
    if issue is None:
        facts = {"may_open": request.user.has_perm(_OPEN), "may_import": may_import(request.user)}
        response = TemplateResponse(request, "admin/issues/board_begin.html", {**context, **facts})
    else:
        response = TemplateResponse(request, "admin/issues/board.html", context | _context(request, issue))
    add_never_cache_headers(response)
    return response


@gzip_page
def part(request):
    """Return the board's part of the page; with `version`, nothing (204) while that is what stands."""
    _require(request, may_see)
    issue = _issue(request)
    if issue is None or board.version_of(issue) == request.GET.get("version"):
        response = HttpResponse(status=204)
    else:
        response = HttpResponse(_rendered(request, issue))
    add_never_cache_headers(response)
    return response


@require_POST
@gzip_page
def move(request):
    """Make one move; answers with the board as it stands then, also where the move is refused."""
    _require(request, may_move)
    form = MoveForm(request.POST, request.user)
    try:
        said, is_moved = _made(form, request.user), True
    except placing.PlacingError as error:
        said, is_moved = str(error), False
    if request.accepts("text/html"):
        (messages.success if is_moved else messages.error)(request, said)
        return HttpResponseRedirect(_address(request))
    if (issue := _issue(request)) is None:
        raise Http404
    answer = {"moved": is_moved, "said": said, "board": _rendered(request, issue)}
    return JsonResponse(answer, status=200 if is_moved else 409)


@require_POST
def open_next(request):
    """Open the issue after the one that is named (`after`), unless it is there already."""
    _require(request, lambda user: may_see(user) and user.has_perm(_OPEN))
    last = get_object_or_404(Issue, slug=request.POST.get("after", ""))
    try:
        issue = next_issue.open_next(last, request.user)
    except next_issue.NextIssueError as error:
        messages.error(request, _refusal(error))
        return HttpResponseRedirect(_address(request))
    messages.success(request, _("%(issue)s is open.") % {"issue": issue})
    return HttpResponseRedirect(address_of(issue))


def _made(form, user):
    """Make the move of a MoveForm; returns the sentence that tells it. Raises placing.PlacingError."""
    if not form.is_valid():
        raise placing.PlacingError(_("This move can't be made: the piece or the page is not there any more."))
    asked = form.cleaned_data
    article, number, seen = asked["article"], asked["part"], board.read_seen(asked["seen"])
    if asked["pool"]:
        placing.take_back(article, number, user, seen)
        return _("“%(title)s” is back in the pool.") % {"title": article.title}
    if not asked["page"]:
        raise placing.PlacingError(_("Say which page the piece is to stand on."))
    spot = placing.Spot(asked["page"], asked["position"], asked["prominence"])
    placement = placing.put(article, number, spot, user, seen)
    facts = {
        "title": placement.title,
        "page": placement.page.printed_label,
        "position": placement.order + 1,
        "prominence": placement.get_prominence_display(),
    }
    return _("“%(title)s”: %(page)s, place %(position)s, %(prominence)s.") % facts


def _refusal(error):
    if not error.standing:
        return str(error)
    return format_html('{} <a href="{}">{}</a>', error, address_of(error.standing), _("To its board"))


def _require(request, may):
    if not may(request.user):
        raise PermissionDenied


def _issue(request):
    slug = _asked(request, "issue")
    return get_object_or_404(Issue, slug=slug) if slug else board.current_issue()


def _asked(request, name):
    """What the query says under that name; PostgreSQL refuses a text with a null sign in it."""
    return request.GET.get(name, "").replace("\0", "").strip()


def _query(request):
    return urlencode({name: _asked(request, name) for name in _QUERY if _asked(request, name)})


def _address(request):
    query = _query(request)
    return reverse("admin:index") + (f"?{query}" if query else "")


def _rendered(request, issue):
    return render_to_string("admin/issues/_board.html", _context(request, issue), request)


def _context(request, issue):
    user = request.user
    words, state = _asked(request, "q"), _asked(request, "state")
    planned = issue.publish_at or issue.default_publish_at()
    return {
        "title": admin.site.index_title,
        "subtitle": issue.label,
        "board": board.load(issue, user, words, state),
        "issues": list(board.open_issues()[: board.ISSUES_ON_OFFER]),
        "query": _query(request),
        "states": ArticleState.choices,
        "prominences": Prominence.choices,
        "release_line": signoff.release_line(issue),
        "planned": "" if issue.is_signed_off else signoff.beijing_time(planned),
        "following": _following(user),
        "may_move": may_move(user) and not issue.is_signed_off,
        "may_import": may_import(user) and not issue.is_signed_off,
        "may_sign": user.has_perm(_SIGN),
        "may_preview": publication.may_preview(user),
    }


def _following(user):
    """What the next issue would be, for who may open one: {"after": last Issue, "issue": one that is not stored}."""
    last = next_issue.last_issue() if user.has_perm(_OPEN) else None
    return last and {"after": last, "issue": Issue(**next_issue.following(last))}
