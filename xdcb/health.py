"""Tells who runs the paper whether a process lives, and whether it can serve.

/healthz   the process answers; nothing else is asked
/readyz    the database answers and holds all the tables that this code needs, and nobody has asked us to leave

They stand before everything else: whoever asks names no host of ours and comes without TLS, and is not to be sent
elsewhere, counted, cached or logged. What is wrong stands in the log alone.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse

_logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers the two addresses, whatever else the request holds."""

    def __init__(self, get_response):
        self._get_response = get_response
        self._readiness = _Readiness()
        self._told = ""

    def __call__(self, request):
        if request.path_info == "/healthz":
            return _answer(is_well=True)
        if request.path_info != "/readyz":
            return self._get_response(request)
        fault = self._readiness.fault()
        if fault != self._told:  # once, not at each of the proxy's checks
            _logger.warning("Not ready: %s" if fault else "Ready again%s", fault)
            self._told = fault
        return _answer(is_well=not fault)


def _answer(is_well):
    answer = HttpResponse("ok\n" if is_well else "not ready\n", "text/plain", 200 if is_well else 503)
    answer["Cache-Control"] = "no-store"
    answer._has_been_logged = True  # or Django writes an error for each 503
    return answer


class _Readiness:
    """Knows what must hold before a reader is sent here. A Redis that is gone makes us slower, not unready."""

    _is_migrated = False

    def fault(self):
        """Return what is wrong, "" where nothing is."""
        if settings.DRAINING_FILE and Path(settings.DRAINING_FILE).exists():
            return "this process is about to be stopped"
        try:
            return self._fault_of_database()
        except (DatabaseError, InterfaceError) as error:
            connection.close()
            return f"the database does not answer: {type(error).__name__}"

    def _fault_of_database(self):
        if self._is_migrated:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return ""
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        # Once they are there they stay: a later version's migrations only add to them.
        self._is_migrated = not missing
        return f"{len(missing)} migrations are to be run" if missing else ""
