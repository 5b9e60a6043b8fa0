"""The virus scanner: a real clamd with a signature made for the test, and scanners that fail."""

import socket
import threading
import time
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from mandat.documents.scanner import Scanned, is_address, scan, signatures_dated
from mandat.documents.states import Scan
from tests.documents.clamd import SIGNATURE, VIRUS, free_port, needs_clamd, running

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def clamd():
    with running(dated=NOW - timedelta(days=1)) as address:
        yield address


@pytest.fixture
def file(tmp_path):
    def write(data: bytes):
        path = tmp_path / "file"
        path.write_bytes(data)
        return path

    return write


@contextmanager
def pretending(*replies: bytes, reads: bool = True):
    """A server that answers each connection with the next reply; b"" hangs up, None never ends."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        done = threading.Event()

        def serve() -> None:
            for reply in replies:
                line, _ = server.accept()
                with line:
                    if reads:
                        line.recv(1 << 20)
                    if reply is None:
                        done.wait(10)
                    elif reply:
                        line.sendall(reply)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"tcp:127.0.0.1:{server.getsockname()[1]}"
        finally:
            done.set()
            thread.join(5)


# A real scanner


@needs_clamd
def test_a_file_without_anything_known_is_clean(clamd, file):
    scanned = scan(file(b"Just words. " * 10_000), address=clamd, at=NOW)

    assert scanned.state == Scan.CLEAN
    assert scanned.signature == ""
    assert abs(scanned.dated - (NOW - timedelta(days=1))) < timedelta(hours=15)


@needs_clamd
def test_a_harmful_file_is_infected_and_what_it_has_is_named(clamd, file):
    scanned = scan(file(b"before " + VIRUS + b" behind"), address=clamd, at=NOW)

    assert scanned.state == Scan.INFECTED
    assert scanned.signature.startswith(SIGNATURE)


@needs_clamd
def test_what_is_packed_in_an_archive_is_found(clamd, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/a.txt", VIRUS)

    assert scan(path, address=clamd, at=NOW).state == Scan.INFECTED


@needs_clamd
def test_old_signatures_find_what_they_know_and_clear_nothing(clamd, file):
    later = NOW + timedelta(days=7)

    assert scan(file(b"Just words"), address=clamd, at=later).state == Scan.SIGNATURES_OLD
    assert scan(file(VIRUS), address=clamd, at=later).state == Scan.INFECTED


@needs_clamd
def test_a_file_over_the_scanners_own_limit_is_not_scanned_and_it_is_said(clamd, file):
    scanned = scan(file(b"x" * 3_000_000), address=clamd, at=NOW)

    assert (scanned.state, scanned.because) == (Scan.NOT_SCANNED, "too_large")


@needs_clamd
def test_signatures_of_unknown_age_clear_nothing_over_a_port_too(file):
    port = free_port()
    with running(dated=None, tcp=port) as address:
        assert address == f"tcp:127.0.0.1:{port}"
        words, harmful = file(b"Just words"), VIRUS

        scanned = scan(words, address=address, at=NOW)
        found = scan(file(harmful), address=address, at=NOW)

        assert (scanned.state, scanned.dated) == (Scan.SIGNATURES_OLD, None)
        assert found.state == Scan.INFECTED
        assert signatures_dated(address) is None


@needs_clamd
def test_the_operator_can_ask_how_old_the_signatures_are(clamd):
    assert abs(signatures_dated(clamd) - NOW) < timedelta(days=2)


# No scanner, or none that works


@pytest.mark.parametrize(
    ("address", "because"),
    [
        ("", "none"),
        ("unix:/nowhere/clamd.sock", "unreachable"),
        ("tcp:127.0.0.1:9", "unreachable"),
        ("nonsense", "unreachable"),
    ],
)
def test_without_a_scanner_a_file_is_not_scanned(address, because, file):
    assert scan(file(b"words"), address=address, at=NOW) == Scanned(
        Scan.NOT_SCANNED, because=because
    )


@pytest.mark.parametrize(
    ("replies", "because"),
    [
        ((b"HTTP/1.1 400 Bad Request\r\n\r\n",), "unreachable"),
        ((b"",), "unreachable"),
        ((b"ClamAV 1.4.6\0", b""), "unreachable"),
        ((b"ClamAV 1.4.6\0", b"stream: Can't allocate memory ERROR\0"), "error"),
        ((b"ClamAV 1.4.6\0", b"INSTREAM size limit exceeded. ERROR\0"), "too_large"),
    ],
)
def test_a_scanner_that_fails_clears_nothing(replies, because, file):
    with pretending(*replies) as address:
        scanned = scan(file(b"words"), address=address, at=NOW)

    assert (scanned.state, scanned.because) == (Scan.NOT_SCANNED, because)


def test_a_scanner_that_never_answers_is_given_up(file):
    started = time.monotonic()

    with pretending(b"ClamAV 1.4.6\0", None) as address:
        scanned = scan(file(b"words"), address=address, at=NOW, answer=0.5)

    assert (scanned.state, scanned.because) == (Scan.NOT_SCANNED, "unreachable")
    assert time.monotonic() - started < 5


def test_a_date_that_cannot_be_read_counts_as_old(file):
    with pretending(b"ClamAV 1.4.6/1/soon\0", b"stream: OK\0") as address:
        assert scan(file(b"words"), address=address, at=NOW).state == Scan.SIGNATURES_OLD


def test_addresses_are_a_path_or_a_host_and_port():
    good = ("unix:/run/clamav/clamd.ctl", "tcp:localhost:3310", "tcp:[::1]:3310")
    bad = ("", "unix:relative", "tcp:3310", "tcp:host:", "http://host:3310")

    assert all(map(is_address, good))
    assert not any(map(is_address, bad))
