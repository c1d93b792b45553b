"""Prints in a page's head what machines are told of it: JSON-LD, and what a shared link shows."""

import json
from functools import partial
from html import unescape

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from issues.outlets import open_graph, structured
from issues.outlets.addresses import absolute

register = template.Library()

# As Django's json_script: nothing in the data can end the element, or be read as a line's end in a script.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.inclusion_tag("_structured.html", takes_context=True)
def article_for_machines(context):
    """Of the article page."""
    piece, whole = context["piece"], _absolute(context)
    steps = [*_steps(piece.issue, piece.page), (piece.title, piece.article.get_absolute_url())]
    nodes = [structured.article(piece, whole), structured.breadcrumbs(steps, whole)]
    return _told(open_graph.of_article(piece, whole), piece.issue.masthead, nodes, piece)


@register.inclusion_tag("_structured.html", takes_context=True)
def page_for_machines(context):
    """Of a set page, as of the front page, which is the site's own address."""
    page, whole = context["page"], _absolute(context)
    page.issue = context["issue"]
    placements = [piece.placement for band in context["bands"] for _, pieces in band for piece in pieces]
    is_front = context["request"].resolver_match.url_name == "front"
    path = reverse("paper:front") if is_front else page.get_absolute_url()
    nodes = [structured.page(page, whole, _once(placements), path)]
    if is_front:
        nodes.append(structured.website(page.issue.masthead, whole))
    else:
        nodes.append(structured.breadcrumbs(_steps(page.issue, page), whole))
    headlines = "；".join(place.title for place in placements if not place.article.is_advertisement)
    return _told(open_graph.of_page(page, whole, headlines, path), page.issue.masthead, nodes)


@register.inclusion_tag("_structured.html", takes_context=True)
def issue_for_machines(context):
    """Of the page of a whole issue."""
    issue, whole = context["issue"], _absolute(context)
    placements = [placement for page in context["pages"] for placement in page.on_page]
    nodes = [
        structured.issue(issue, whole, _once(placements)),
        structured.breadcrumbs(_steps(issue), whole),
    ]
    return _told(open_graph.of_issue(issue, whole), issue.masthead, nodes)


@register.inclusion_tag("_open_graph.html", takes_context=True)
def list_for_machines(context):
    """Of any other page: it is shared under the title of its block `title`, with the card of the latest issue."""
    title = context.render_context[BLOCK_CONTEXT_KEY].get_block("title").render(context)
    path = context["request"].get_full_path()
    shared = open_graph.of_list(unescape(strip_tags(title)).strip(), path, _absolute(context))
    return {"shared": shared, "masthead": context["latest_masthead"]}


def _absolute(context):
    return partial(absolute, context["request"])


def _told(shared, masthead, nodes, piece=None):
    text = json.dumps(structured.document(*nodes), ensure_ascii=False, separators=(",", ":"))
    return {
        "shared": shared,
        "masthead": masthead,
        "structured": mark_safe(text.translate(_ESCAPES)),
        "piece": piece,
    }


def _steps(issue, page=None):
    """The (name, path) of each step from the front page to the issue, and to the page where one is given."""
    steps = [(issue.masthead.name, reverse("paper:front")), (issue.label, issue.get_absolute_url())]
    if page:
        steps.append((page.full_name, page.get_absolute_url()))
    return steps


def _once(placements):
    """Each piece at the first of its places."""
    once = {}
    for placement in placements:
        once.setdefault(placement.article_id, placement)
    return list(once.values())
