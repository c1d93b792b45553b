"""A line in the log for each request, and a number by which all that was logged of it is found again.

The line tells method, path, status, milliseconds, from where and, for those who are signed in, who. It holds no query
string, since what readers search for is nobody's business, and no token of a shared preview (xdcb/log_lines.py). Our
static files are left out where they were given as asked.
"""

import ipaddress
import logging
import re
import time
import uuid
from functools import lru_cache

from django.conf import settings
from django.core.signals import request_finished
from django.dispatch import receiver

from xdcb.log_lines import number

_logger = logging.getLogger(__name__)
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class RequestLogMiddleware:
    """Gives each request its number, says it in X-Request-ID, and logs the request."""

    def __init__(self, get_response):
        self._get_response = get_response
        self._proxies = [ipaddress.ip_network(network) for network in settings.TRUSTED_PROXIES]
        self._is_proxy = lru_cache(1024)(self._lies_in_ours)

    def __call__(self, request):
        began = time.perf_counter()
        is_told = self._is_proxy(request.META.get("REMOTE_ADDR", ""))
        given = request.headers.get("X-Request-ID", "") if is_told else ""
        number.set(given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex)
        response = self._get_response(request)
        response["X-Request-ID"] = number.get()
        if not _is_static(request, response):
            self._log(request, response, time.perf_counter() - began)
        return response

    def _log(self, request, response, seconds):
        user = getattr(
            request, "_cached_user", None
        )  # request.user would ask the database for whom nobody needed
        facts = {
            "method": request.method,
            "path": _CONTROLS.sub("?", request.path),
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "address": self._address(request),
        }
        if user is not None and user.is_authenticated:
            facts["user"] = user.pk
        _logger.info("%(method)s %(path)s %(status)s %(ms)s ms", facts, extra={"facts": facts})

    def _address(self, request):
        """Whence the request came: what a proxy of ours says of it, and nobody else."""
        address = request.META.get("REMOTE_ADDR", "")
        for told in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
            if not self._is_proxy(address) or not told.strip():
                break
            address = told.strip()
        return address[:45]  # as long as an address of IPv6 can be

    def _lies_in_ours(self, address):
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return address == ""  # a socket in our own file system
        return any(found in network for network in self._proxies)


@receiver(request_finished)
def _forget(**_):
    """Let the number go once the last of a streamed answer is sent."""
    number.set("")


def _is_static(request, response):
    return request.path.startswith(settings.STATIC_URL) and response.status_code < 400
