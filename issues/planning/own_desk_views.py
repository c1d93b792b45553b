"""A writer's first page in the admin."""

from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from articles import access
from issues.planning import own_desk, signoff


def may_see(user):
    """Say whether the page of one's own copy is the user's first page, where the board isn't."""
    return user.has_perm("articles.view_article") and not user.has_perm(access.SEE_ALL)


def show(request, context):
    """Show the writer's own copy; `context` is the admin's own."""
    desk = own_desk.load(request.user)
    due = desk.issue and desk.issue.copy_due_at
    facts = {
        "desk": desk,
        "due": due and signoff.beijing_time(due),
        "may_write": request.user.has_perm("articles.add_article"),
    }
    response = TemplateResponse(request, "admin/issues/own_desk.html", context | facts)
    add_never_cache_headers(response)
    return response
