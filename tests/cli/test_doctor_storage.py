"""`doctor` tries the storage of files itself, and leaves nothing there."""

import pytest

from mandat.cli import health_storage
from mandat.cli.health import QUESTIONS
from tests.s3 import names


@pytest.fixture
def bucket(bucket, s3, kept_in):
    kept_in(s3.environment)
    return bucket


def found():
    """What the doctor says of the storage: (code, level)."""
    assert health_storage.storage in QUESTIONS
    return [(finding.code, str(finding.level)) for finding in health_storage.storage()]


def test_a_bucket_that_works_is_fine_and_is_left_as_it_was(bucket):
    bucket.Object("files/aa/there").put(Body=b"x")

    assert found() == [("storage", "fine")]

    assert names(bucket) == ["files/aa/there"]


@pytest.mark.parametrize("method", ["PUT", "GET", "HEAD", "DELETE"])
def test_a_bucket_that_refuses_something_is_wrong(bucket, s3, method):
    def refuses(environ):
        return "403 AccessDenied" if environ["REQUEST_METHOD"] == method else None

    with s3.in_trouble(refuses):
        assert found() == [("storage_unusable", "wrong")]


def test_a_bucket_that_is_not_there_is_named(bucket, s3, kept_in):
    kept_in(s3.environment | {"MANDAT_S3_BUCKET": "no-such-bucket"})

    [finding] = health_storage.storage()

    assert "no-such-bucket" in finding.message
    assert "NoSuchBucket" in finding.message


def test_a_bucket_that_hides_what_was_broken_off_is_noted(bucket, s3):
    def hides(environ):
        return "403 AccessDenied" if environ["QUERY_STRING"].startswith("uploads") else None

    with s3.in_trouble(hides):
        assert found() == [("storage", "fine"), ("storage_unfinished", "note")]


def test_a_folder_is_tried_too_and_none_is_made(kept_in, tmp_path):
    kept_in({"MANDAT_S3_BUCKET": "", "MANDAT_FILES_DIR": str(tmp_path / "files")})

    assert found() == []
    assert not (tmp_path / "files").exists()
    (tmp_path / "files").mkdir()
    assert found() == [("storage", "fine")]
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
