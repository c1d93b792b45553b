"""Gives readers who are not signed in the answer that is kept for them, or has it made once.

It stands outside of everything that costs time. Whoever carries a session goes through: staff never see or fill what
is kept. An answer is kept only where its view has marked it as public (issues/caching/revalidating.py).
"""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.utils.cache import get_conditional_response

from issues.caching.answers import Answer, Answers
from issues.caching.state import PublicState, is_over

# What lies under these is no reader's page; a test holds them against the URL configuration, which takes too long
# to ask every time.
OTHERS = ("/admin/", "/media/", "/preview/", "/shared/")
_STATUSES = {200, 301, 302, 410}
_LARGEST = 1 << 20
_QUESTIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class KeptAnswersMiddleware:
    """The front of the paper: one query for an answer that is kept. Where none may be kept it is not there."""

    def __init__(self, get_response):
        if not settings.KEPT_ANSWERS_BYTES:
            raise MiddlewareNotUsed
        self._get_response = get_response
        self._state = PublicState()
        self._answers = Answers(settings.KEPT_ANSWERS_BYTES)

    def __call__(self, request):
        now = self._state.current() if _is_readers(request) else None
        if now is None:
            return self._get_response(request)
        key = (*now, *_asked(request))
        answer = self._answers.get(key)
        if answer is None:
            return self._make(request, key, now)
        return _conditional(request, answer.response())

    def _make(self, request, key, now):
        made = []

        def make():
            made.append(self._whole(request))
            return Answer.of(made[0]) if _may_be_kept(made[0]) and not is_over(now) else None

        answer = self._answers.get_or_make(key, make)
        if made:
            return _conditional(request, made[0])
        return _conditional(request, answer.response()) if answer else self._get_response(request)

    def _whole(self, request):
        """The answer without regard to what the reader has already: it is for others too."""
        asked = {name: request.META.pop(name) for name in _QUESTIONS if name in request.META}
        try:
            return self._get_response(request)
        finally:
            request.META.update(asked)


def _is_readers(request):
    return (
        request.method == "GET"
        and not request.path_info.startswith(OTHERS)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _asked(request):
    """What an answer hangs on beside the state: pages name their own address, and are compressed or not."""
    asked = request.META  # request.headers would take all of them apart
    takes_gzip = "gzip" in asked.get("HTTP_ACCEPT_ENCODING", "")
    return request.scheme, request.get_host(), request.path, asked.get("QUERY_STRING", ""), takes_gzip


def _may_be_kept(response):
    return (
        response.status_code in _STATUSES
        and not response.streaming
        and not response.cookies
        and response.get("Cache-Control") == "no-cache"
        and len(response.content) <= _LARGEST
    )


def _conditional(request, response):
    asks = any(question in request.META for question in _QUESTIONS)
    if not asks or response.status_code != 200 or "ETag" not in response:
        return response
    return get_conditional_response(request, response["ETag"], None, response)
