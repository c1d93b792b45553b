"""Names the one address of what a public page shows."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from issues.outlets.addresses import absolute

register = template.Library()

# Which part of a question names what is shown, by the address's name; anything else in it is left out.
_NAMED_BY = {"columns": "name", "page_names": "name", "corrections": "year"}
# What is found by a question is no page of its own.
_SEARCH = "search"


@register.simple_tag(takes_context=True)
def canonical(context):
    """The whole canonical address of the page that is being rendered for readers.

    Many addresses lead to a page (/issues/944/1/ of a double issue 943—944, /articles/007/, ?utm_source=…), one of
    them is its own. A page of a list is canonical to itself. So are `/` and the first page of the latest issue at
    `/issues/943/1/`: one is whatever is latest, the other stays what it is when the next issue comes.
    """
    request = context["request"]
    match = request.resolver_match
    kwargs = dict(match.kwargs)
    if "slug" in kwargs and context.get("issue"):
        kwargs["slug"] = context["issue"].slug
    question = _question(request, context, match.url_name)
    address = absolute(request, reverse(match.view_name, kwargs=kwargs))
    return f"{address}?{urlencode(question)}" if question else address


def _question(request, context, url_name):
    if url_name == _SEARCH:
        return {}
    name = _NAMED_BY.get(url_name)
    question = {name: request.GET[name]} if name in request.GET else {}
    number = getattr(context.get("pieces"), "number", 1)
    return question | ({"page": number} if number > 1 else {})
