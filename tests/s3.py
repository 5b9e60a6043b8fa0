"""An S3 store of the tests: moto's server on a port of this machine, one for the whole run.

What stands before it can be told to refuse, to wait or to drop the line: over the wire, as a
store in trouble does.
"""

import logging
import re
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

BUCKET = "sealed-files"
REGION = "eu-west-3"
_NEVER = re.compile(rb"2010-11-10T20:48:33[^<]*")  # what moto says of every object under way


@dataclass
class S3:
    """The running store. `trouble(environ)` is asked at each request, and may answer itself."""

    moto: object
    endpoint: str = ""
    trouble: object = None
    begun: str = (
        "2000-01-01T00:00:00.000Z"  # when all objects under way were begun; moto's is fixed
    )
    asked: list = field(default_factory=list)

    def __call__(self, environ, start_response):
        what = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING")
        self.asked.append(tuple(environ[name] for name in what))
        code = self.trouble(environ) if self.trouble else None
        if code is None:
            answer = self.moto(environ, start_response)
            is_listing = environ["QUERY_STRING"].startswith("uploads")
            return [_NEVER.sub(self.begun.encode(), b) for b in answer] if is_listing else answer
        if code == "half":  # of the body; the rest never comes
            body = b"".join(self.moto(environ, start_response))
            return [body[: len(body) // 2]]
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if code == "gone":
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            code = "503 Gone"
        status, _blank, name = code.partition(" ")
        body = f"<?xml version='1.0'?><Error><Code>{name}</Code><Message>x</Message></Error>"
        start_response(f"{status} No", [("Content-Type", "application/xml")])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body.encode()]

    @property
    def environment(self):
        """The settings of a site that keeps its files here."""
        return {
            "MANDAT_S3_BUCKET": BUCKET,
            "MANDAT_S3_ENDPOINT": self.endpoint,
            "MANDAT_S3_REGION": REGION,
            "MANDAT_S3_KEY_ID": "test",
            "MANDAT_S3_SECRET": "test",
        }

    @contextmanager
    def in_trouble(self, trouble):
        """Within, `trouble` is asked: a status and a code, "gone" for a cut line, or None."""
        self.trouble = trouble
        try:
            yield
        finally:
            self.trouble = None


@pytest.fixture(scope="session")
def s3_server():
    """The store itself; tests ask for `s3`."""
    from moto.moto_server.werkzeug_app import (  # noqa: PLC0415 -- slow, and few tests need it
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import make_server  # noqa: PLC0415

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it would tell of each request
    store = S3(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, store, threaded=True, request_handler=MotoRequestHandler)
    server.daemon_threads = True
    store.endpoint = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield store
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def s3(s3_server):
    """The store, at ease, without memory of what other tests asked."""
    s3_server.trouble = None
    s3_server.asked.clear()
    s3_server.begun = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return s3_server


@pytest.fixture
def bucket(s3):
    """An empty bucket of this test alone, as boto3 shows it."""
    import boto3  # noqa: PLC0415 -- slow, and few tests need it

    client = boto3.resource(
        "s3",
        endpoint_url=s3.endpoint,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    bucket = client.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    yield bucket
    s3.trouble = None
    for upload in bucket.multipart_uploads.all():
        upload.abort()
    bucket.objects.delete()
    bucket.delete()


@pytest.fixture
def kept_in(monkeypatch, settings):
    """The site keeps its files in the store of this environment, as on a server."""
    from config import env  # noqa: PLC0415 -- beside Django's settings

    def configured(environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = {**settings.STORAGES, "sealed": env.sealed_storage()}

    return configured


def names(bucket):
    """Everything that lies in the bucket; objects that are still being written do not."""
    return sorted(o.key for o in bucket.objects.all())


def unfinished(bucket):
    """The names of objects that are being written in pieces."""
    return [upload.object_key for upload in bucket.multipart_uploads.all()]
