"""Sealed objects in an S3 store (django-storages), read by ranges.

Needs boto3 (the extra `s3`). An object becomes visible when its upload is complete: S3 shows no
half of one, so nothing has to be renamed.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

from mandat.documents.store.objects import Unfinished
from mandat.documents.store.segments import StorageFailed

_PIECE = 1024 * 1024  # bytes read at once


class BucketStorage(S3Storage):
    """django-storages' S3 storage that fetches only the bytes asked for, and fails soon."""

    def get_default_settings(self) -> dict[str, Any]:
        config = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"total_max_attempts": 3, "mode": "standard"},
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            # Newer checksums are Amazon's own; other stores refuse requests that carry them.
            # What comes back is verified by its seal anyway.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return super().get_default_settings() | {
            "client_config": config,
            "file_overwrite": True,  # names are random and ours
            "default_acl": None,  # the bucket's own, which is private
            "gzip": False,
            "transfer_config": TransferConfig(use_threads=False),  # 8 MiB in memory, not 80
        }

    def url(self, *_name: Any, **_options: Any) -> str:
        """Nothing here has an address: files are served through the policy of their owner."""
        raise ValueError("sealed objects have no address")

    def size(self, name: str) -> int:
        """Its length. `FileNotFoundError` without it; a bucket that is gone is another matter."""
        try:
            return int(super().size(name))
        except FileNotFoundError:
            self._refuse_missing_bucket()
            raise

    def _refuse_missing_bucket(self) -> None:
        """The answer to a question after one object does not tell which of the two is not there."""
        try:
            self._client.head_bucket(Bucket=self.bucket_name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                raise StorageFailed("storage: NoSuchBucket") from None
            raise

    def get_modified_time(self, name: str) -> datetime:
        """When it was written. `FileNotFoundError` when it is gone meanwhile."""
        try:
            return cast("datetime", super().get_modified_time(name))
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                raise FileNotFoundError(name) from None
            raise

    def unfinished(self, beginning: str) -> Iterator[Unfinished]:
        """Objects under way in pieces (multipart uploads) whose names begin like this."""
        prefix = self._normalize_name(beginning)
        pages = self._client.get_paginator("list_multipart_uploads")
        for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
            for found in page.get("Uploads", ()):
                if found["Key"].startswith(prefix):  # not every store minds the prefix
                    yield Unfinished(found["Key"], found["UploadId"], found["Initiated"])

    def end_unfinished(self, piece: Unfinished) -> None:
        """Its pieces are gone, if they were still there."""
        try:
            self._client.abort_multipart_upload(
                Bucket=self.bucket_name, Key=piece.name, UploadId=piece.number
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") != "NoSuchUpload":
                raise

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def read_at(self, name: str, offset: int, length: int) -> Iterator[bytes]:
        """The bytes from `offset` on, `length` of them or what there is."""
        if length <= 0:
            return
        wanted = f"bytes={offset}-{offset + length - 1}"
        try:
            answer = self.bucket.Object(self._normalize_name(name)).get(Range=wanted)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in ("NoSuchKey", "404"):
                raise FileNotFoundError(name) from None
            if code == "InvalidRange":  # the object ends before
                return
            raise
        with closing(answer["Body"]) as body:
            yield from body.iter_chunks(_PIECE)
