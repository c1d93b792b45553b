"""How gunicorn serves the paper: `make serve`, the units and the containers all start it with this file."""

import os

from xdcb.log_lines import FORMATTERS

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# A page of copy pasted into the search box gets our own answer: gunicorn's would be English, and its highest bound is
# 8190 bytes, 900 Chinese signs. The bound is the proxy's (README).
limit_request_line = 0
# What is under way at a stop is finished, as long as the proxy waits for it.
graceful_timeout = 60
control_socket_disable = True
# Its own lines look like all others.
logconfig_dict = {
    "formatters": FORMATTERS,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": os.environ.get("LOG_FORMAT", "text")}
    },
    "root": {"level": "WARNING", "handlers": []},
    "loggers": {
        "gunicorn.error": {
            "level": os.environ.get("LOG_LEVEL", "INFO"),
            "handlers": ["console"],
            "propagate": False,
            "qualname": "gunicorn.error",
        }
    },
}
