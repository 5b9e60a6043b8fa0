"""Sealed objects in an S3 store (django-storages), read by ranges.

Needs boto3 (the extra `s3`). An object becomes visible when its upload is complete: S3 shows no
half of one, so nothing has to be renamed.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

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
