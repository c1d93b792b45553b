"""Media in an object store that speaks S3, for a paper served by several machines; chosen by MEDIA_STORAGE.

Nobody but the application reads it: objects are private and have no address, since every file leaves through the gate
(issues/media.py).
"""

import io
from functools import partial
from urllib.parse import parse_qs, urlsplit

from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

# Read ahead in one question to the store; what is sent to a reader is never held as a whole.
_READ_AHEAD = 256 * 1024


class ObjectStore(S3Storage):
    """django-storages' S3, whose files are streamed, and which says of what is gone that it is gone.

    `address` is s3://BUCKET[/FOLDER]?endpoint=URL&region=NAME&addressing=path|virtual; who asks is told by
    AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or by what else boto3 knows. Raises ValueError for another address.
    """

    def __init__(self, address):
        super().__init__(**_options(address))

    def url(self, name, parameters=None, expire=None, http_method=None):
        """Raise ValueError, as the folder of media does: a signed address would outlive a withdrawal."""
        raise ValueError("This file is not accessible via a URL.")

    def get_modified_time(self, name):
        """Return when the object was stored. Raises FileNotFoundError."""
        try:
            return super().get_modified_time(name)
        except ClientError as error:
            raise _told(error, name) from error

    def _open(self, name, mode="rb"):
        if mode != "rb":
            return super()._open(name, mode)
        try:
            stored = _Object(self.bucket, self._normalize_name(clean_name(name)))
        except ClientError as error:
            raise _told(error, name) from error
        return File(io.BufferedReader(stored, _READ_AHEAD), name)


def _options(address):
    parts = urlsplit(address)
    said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    unknown = said.keys() - {"endpoint", "region", "addressing"}
    if parts.scheme != "s3" or not parts.hostname or unknown:
        raise ValueError(f"MEDIA_STORAGE is no s3://BUCKET?endpoint=…&region=…&addressing=…: {address}")
    return {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": said.get("endpoint"),
        "region_name": said.get("region"),
        "client_config": Config(
            s3={"addressing_style": said.get("addressing", "auto")},
            signature_version="s3v4",
            # A store that hangs holds a thread; it is asked three times in all.
            connect_timeout=3,
            read_timeout=20,
            retries={"mode": "standard", "total_max_attempts": 3},
            # Not every store that speaks S3 knows Amazon's newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }


class _Object(io.RawIOBase):
    """An object as a file: read from where one stands, in one question as long as one reads on."""

    _body = None

    def __init__(self, bucket, key):
        self._ask = partial(bucket.meta.client.get_object, Bucket=bucket.name, Key=key)
        head = bucket.meta.client.head_object(Bucket=bucket.name, Key=key)
        self._size, self._mark, self._at = head["ContentLength"], head["ETag"], 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=io.SEEK_SET):
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset != self._at:
            self._drop()
            self._at = max(0, start + offset)
        return self._at

    def tell(self):
        return self._at

    def readinto(self, buffer):
        if self._at >= self._size:
            return 0
        if self._body is None:
            # The very object that was opened: one stored under its name since would be spliced into it.
            self._body = self._ask(Range=f"bytes={self._at}-", IfMatch=self._mark)["Body"]
        read = self._body.read(len(buffer))
        buffer[: len(read)] = read
        self._at += len(read)
        return len(read)

    def close(self):
        self._drop()
        super().close()

    def _drop(self):
        if self._body is not None:
            self._body.close()
            self._body = None


def _told(error, name):
    """Return the error that says what a client's does, in the words of files."""
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    return FileNotFoundError(name) if status == 404 else error
