"""A Django project of one view, which returns a string of as many bytes as its address says: /20000/.

MIDDLEWARE is empty, or with STARTPROJECT=1 what `django-admin startproject` writes.
"""

import functools
import os

from django.conf import settings

_STARTPROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_is_startproject = os.environ.get("STARTPROJECT") == "1"
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="of-a-server-that-ends-with-its-measurement-0123456789",
    ROOT_URLCONF=__name__,
    MIDDLEWARE=_STARTPROJECT if _is_startproject else [],
    INSTALLED_APPS=[f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages")]
    if _is_startproject
    else [],
)

from django.core.wsgi import get_wsgi_application  # noqa: E402 - Django asks for settings first
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


@functools.cache
def _text(size):
    return "新" * (size // 3) + "x" * (size % 3)


def view(_request, size):
    return HttpResponse(_text(size))


urlpatterns = [path("<int:size>/", view)]
application = get_wsgi_application()
