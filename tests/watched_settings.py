"""The site's settings with two witnesses around the answers that are kept: who answers, and each answer that is made."""

import os
import time
from pathlib import Path

from xdcb.settings import *  # noqa: F403
from xdcb.settings import MIDDLEWARE

_KEEPER = "issues.caching.middleware.KeptAnswersMiddleware"
_place = MIDDLEWARE.index(_KEEPER)
MIDDLEWARE = [
    "tests.watched_settings.says_who",
    *MIDDLEWARE[: _place + 1],
    "tests.watched_settings.notes_the_making",
    *MIDDLEWARE[_place + 1 :],
]


def says_who(get_response):
    """Give every answer the number of the process that gave it."""

    def answer(request):
        response = get_response(request)
        response["X-Process"] = os.getpid()
        return response

    return answer


def notes_the_making(get_response):
    """Write a line for every answer that is made, and take a little time for it."""
    notes = Path(os.environ["NOTES"])

    def answer(request):
        with notes.open("a") as file:
            file.write(f"{os.getpid()} {request.path}\n")
        time.sleep(float(os.environ["SECONDS_FOR_AN_ANSWER"]))
        return get_response(request)

    return answer
