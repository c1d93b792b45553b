"""The answers that are kept: in this process by their size, and with CACHE_URL in Redis for all processes.

Keys hold the state they are true in (state.py), so that nothing is ever taken out: what is past is asked for no more.
Without Redis, or while it is gone, each process keeps its own.
"""

import hashlib
import logging
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import cachetools
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from redis.exceptions import RedisError

from issues.caching.release import release

_logger = logging.getLogger(__name__)
# In seconds: how long one process may take to make an answer for all, and others wait for it; how often they look;
# how long Redis is left alone once it has failed.
_MAKING, _LOOK, _LEFT_ALONE = 10, 0.02, 5
_KEPT = 24 * 3600  # seconds in Redis: until midnight an answer may be true


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its status, its headers as Django's responses hold them ({lower: (name, value)}), its body."""

    status: int
    headers: dict
    body: bytes

    def response(self):
        """Return it as a response."""
        response = HttpResponse(self.body, status=self.status)
        # They were checked when the answer was made. Given one by one Django would check and convert each again: a
        # fifth of the time that a kept answer takes.
        response.headers._store = dict(self.headers)
        return response

    @classmethod
    def of(cls, response):
        """Return the Answer of a response that is whole already."""
        headers = {name.lower(): (name, value) for name, value in response.items()}
        return cls(response.status_code, headers, response.content)


class Own:
    """The answers of this process, the least used of them given up first."""

    def __init__(self, most_bytes):
        self._answers = cachetools.LRUCache(most_bytes, getsizeof=_size)
        self._lock = threading.Lock()

    def get(self, key):
        """Return the Answer of a key, or None."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key, answer):
        """Keep an Answer."""
        with self._lock, suppress(ValueError):  # larger than all that may be kept
            self._answers[key] = answer


class Shared:
    """The answers of all processes, in Redis. Where it fails they are as if there were none."""

    def __init__(self):
        self._silent_until = 0.0

    def get(self, key):
        """Return the Answer of a key, or None."""
        return self._asked(lambda redis: redis.get(_name(key)))

    def put(self, key, answer):
        """Keep an Answer."""
        self._asked(lambda redis: redis.set(_name(key), answer, _KEPT))

    @contextmanager
    def making(self, key):
        """Give None to who is to make the Answer of `key`, and to all others the Answer once it is there."""
        name = f"making-{_name(key)}"
        is_mine = self._asked(lambda redis: redis.add(name, 1, _MAKING), True)
        yield None if is_mine else self._waited_for(key, name)
        if is_mine:
            self._asked(lambda redis: redis.delete(name))

    def _waited_for(self, key, name):
        deadline = time.monotonic() + _MAKING
        while time.monotonic() < deadline:
            time.sleep(_LOOK)
            answer = self.get(key)
            if answer or not self._asked(lambda redis: redis.has_key(name)):
                return answer or self.get(key)
        return None

    def _asked(self, question, otherwise=None):
        if not settings.CACHE_URL or time.monotonic() < self._silent_until:
            return otherwise
        try:
            return question(caches["default"])
        except (RedisError, OSError):
            self._silent_until = time.monotonic() + _LEFT_ALONE
            _logger.warning(
                "Redis does not answer; each process keeps its own answers meanwhile", exc_info=True
            )
            return otherwise


class Answers:
    """What is kept, the process's own first."""

    def __init__(self, most_bytes):
        self._own, self._shared = Own(most_bytes), Shared()
        self._locks = tuple(threading.Lock() for _ in range(256))

    def get(self, key):
        """Return the Answer of a key that this process has, or None."""
        return self._own.get(key)

    def get_or_make(self, key, make):
        """Return the Answer of a key; `make` gives it, or None where it may not be kept, and is called once for all.

        Returns None too where `make` gave None to somebody else meanwhile: whoever asks makes its own then.
        """
        with self._locks[hash(key) % len(self._locks)]:
            answer = self._own.get(key) or self._shared.get(key)
            if answer is None:
                answer = self._made(key, make)
            if answer:
                self._own.put(key, answer)
            return answer

    def _made(self, key, make):
        with self._shared.making(key) as theirs:
            if theirs:
                return theirs
            made = make()
            if made:
                self._shared.put(key, made)
            return made


def _size(answer):
    return len(answer.body) + sum(len(name) + len(value) for name, value in answer.headers.values()) + 500


def _name(key):
    # Short, whatever a reader asked for; and Django's caches warn of each key with a space in it.
    return hashlib.sha256(repr((release(), *key)).encode()).hexdigest()
