"""What a paper stands on, as another process finds it: the test's database, and a Redis of the test's own."""

import subprocess
from urllib.parse import quote

from django.db import connection

from tests.measure.serving import free_port, wait_for


def database_address():
    """The address of the test's database, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    host, port = quote(database["HOST"], safe=""), f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{host}{port}/{database['NAME']}"


class Redis:
    """A Redis of the test's own on a free port."""

    def __init__(self, folder):
        self.port = free_port()
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            folder,
        ]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_for(f"127.0.0.1:{self.port}")

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}"

    def stop(self):
        self._server.kill()
        self._server.wait()
