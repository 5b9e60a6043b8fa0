"""A site that keeps its files in an S3 store, killed while the store is being written."""

import hashlib
import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.test_serve import living, wait_for
from tests.cli.test_uploads_served import SEGMENT, TELL_FILE, person, serving, tell  # noqa: F401
from tests.s3 import names, unfinished

pytestmark = pytest.mark.slow
DATA = random.Random(12).randbytes(36 * SEGMENT + 777)  # noqa: S311 -- over 8 MiB: more than one part


class Held:
    """Trouble of a store that does not answer a certain request until it is let go."""

    def __init__(self, is_meant):
        self.is_meant = is_meant
        self.reached, self.let_go = threading.Event(), threading.Event()

    def __call__(self, environ):
        if self.is_meant(environ):
            self.reached.set()
            self.let_go.wait(30)
            return "gone"
        return None


@pytest.fixture
def officer(person, bucket, s3, tmp_path):  # noqa: F811 -- the fixture above
    """A site on the store, with a folder for temporary files that is its own, and who sends."""
    mandat, sender, begin = person
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    mandat.environment |= {**s3.environment, "TMPDIR": str(temporary)}
    return mandat, sender, begin, temporary


def send(sender, port, address, missing):
    for begin, count in missing:
        for first in range(begin, begin + count, 4):
            data = DATA[first * SEGMENT : min(first + 4, begin + count) * SEGMENT]
            assert sender.put(port, address, first, data) == 204


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    wait_for(lambda: living(process.pid) == [])


def test_a_site_killed_while_it_stores_and_while_it_joins_loses_and_leaves_nothing(
    officer, bucket, s3
):
    mandat, sender, begin, temporary = officer
    in_a_piece = Held(lambda e: e["PATH_INFO"].endswith("/00000006"))
    with ThreadPoolExecutor(1) as pool, serving(mandat) as (process, port):
        address = sender.ask(port, "POST", "/files/uploads/", f"{begin}{len(DATA)}")[1]["address"]
        send(sender, port, address, [[0, 4]])
        with s3.in_trouble(in_a_piece):
            going = pool.submit(sender.put, port, address, 4, DATA[4 * SEGMENT : 8 * SEGMENT])
            assert in_a_piece.reached.wait(30)
            kill(process)
            in_a_piece.let_go.set()
        assert going.exception() is not None
    assert len(names(bucket)) == 6  # two of them were never acknowledged

    while_joining = Held(lambda e: "partNumber=2" in e["QUERY_STRING"])
    with ThreadPoolExecutor(1) as pool, serving(mandat) as (process, port):
        missing = sender.ask(port, "GET", address)[1]["missing"]
        assert missing == [[4, 33]]
        send(sender, port, address, missing)
        with s3.in_trouble(while_joining):
            going = pool.submit(sender.ask, port, "POST", address)
            assert while_joining.reached.wait(30)
            kill(process)
            while_joining.let_go.set()
        assert going.exception() is not None
    [half] = unfinished(bucket)
    assert half not in names(bucket)

    with serving(mandat) as (process, port):
        assert sender.ask(port, "GET", address)[1]["missing"] == []
        status, said = sender.ask(port, "POST", address)
        assert (status, said["finished"]) == (200, True)
        wait_for(lambda: tell(mandat, TELL_FILE)[0] in {"safe", "refused"})

    digest = hashlib.sha256(DATA).hexdigest()
    assert tell(mandat, TELL_FILE)[1:] == [digest, digest]
    assert names(bucket) == [half]
    assert unfinished(bucket) == []
    assert list(temporary.rglob("*")) == []
