"""An object store of S3's kind on this machine, spoken to over HTTP as any other is."""

import contextlib
import secrets
import subprocess
import sys

import boto3

from tests.measure.serving import free_port, wait_for

KEYS = {"AWS_ACCESS_KEY_ID": "newsroom", "AWS_SECRET_ACCESS_KEY": "of-a-store-that-ends-with-its-test"}
REGION = "cn-north-1"


@contextlib.contextmanager
def object_store():
    """Give a Bucket in a store of its own, a process that ends with it."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"127.0.0.1:{port}")
            yield Bucket(f"http://127.0.0.1:{port}", f"paper-{secrets.token_hex(4)}")
        finally:
            server.terminate()


class Bucket:
    """An empty bucket of the store at `endpoint`, as its owner sees it."""

    def __init__(self, endpoint, name):
        self.endpoint, self.name = endpoint, name
        self.address = f"s3://{name}?endpoint={endpoint}&region={REGION}&addressing=path"
        keys = {name.lower(): value for name, value in KEYS.items()}
        self.client = boto3.client("s3", endpoint_url=endpoint, region_name=REGION, **keys)
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})

    def names(self):
        """Return the names of all objects."""
        return [found["Key"] for found in self.client.list_objects_v2(Bucket=self.name).get("Contents", ())]

    def get(self, key):
        """Return the bytes of an object."""
        return self.client.get_object(Bucket=self.name, Key=key)["Body"].read()

    def put(self, key, data, **more):
        """Store an object."""
        self.client.put_object(Bucket=self.name, Key=key, Body=data, **more)

    def holds_the_media(self, settings, monkeypatch):
        """Have the test store its media here (`settings` and `monkeypatch` are pytest's)."""
        for name, value in KEYS.items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "xdcb.object_store.ObjectStore", "OPTIONS": {"address": self.address}}
        }
