"""How a line of the log is written: for people, or as JSON for what gathers logs (LOG_FORMAT)."""

import contextvars
import json
import logging
import re
import time

# The number of the request that this thread answers, "" between requests (xdcb/request_log.py).
number = contextvars.ContextVar("number of the request", default="")
_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
# Who has this address sees what is not out yet.
_TOKEN = re.compile(r"(/shared/)[^/\s\"'?]+")


class TextLines(logging.Formatter):
    """Time, level and message, with the number of the request."""

    def format(self, record):
        asked = number.get()
        return _without_tokens(f"{super().format(record)}{f' [{asked}]' if asked else ''}")


class JsonLines(logging.Formatter):
    """One object a line: what is always there first, then the facts of a request, then a traceback."""

    def format(self, record):
        made = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line = {
            "time": f"{made}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "request": number.get() or None,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        told = {name: value for name, value in line.items() if value is not None}
        return _without_tokens(_encode(told))


def _without_tokens(line):
    return _TOKEN.sub(r"\1…", line) if "/shared/" in line else line


# What LOG_FORMAT may be, as logging.config.dictConfig takes it.
FORMATTERS = {
    "text": {"()": TextLines, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    "json": {"()": JsonLines},
}
