"""The process in which files are read: what it is kept from, and that it only ever refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandat.documents import bounded
from mandat.documents.bounded import confinement
from mandat.documents.extraction import REFUSALS, Limits, Refused, extract, extract_pasted
from tests.documents import makers
from tests.documents.outcomes import PAGE, outcome, refusal

# The child


@pytest.mark.skipif(sys.platform != "linux", reason="other systems confine less")
def test_the_child_has_no_network_no_files_no_programs_and_little_memory():
    kept = confinement()

    # The network namespace needs a right that some containers lack; the hook holds anyway.
    assert {name for name, held in kept.items() if not held} <= {"no_interfaces"}


def test_no_process_is_left_behind():
    extract(PAGE.encode())
    refusal(makers.endless_pdf(2_000_000), limits=Limits(seconds=1))

    listed = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True)
    children = [row for row in listed.stdout.splitlines() if row.split()[0] == str(os.getpid())]
    assert [row for row in children if "worker_process" in row] == []


def test_the_secrets_of_the_site_do_not_reach_the_child(monkeypatch):
    monkeypatch.setenv("MANDAT_SECRET_KEY", "do not tell")

    child = bounded._start()
    environment = Path(f"/proc/{child.pid}/environ")
    seen = environment.read_bytes() if environment.exists() else b""
    bounded._kill(child)
    child.wait()
    for stream in (child.stdin, child.stdout):
        stream.close()

    assert b"do not tell" not in seen


# Nothing but a refusal


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_raise_nothing_but_a_refusal(data):
    extraction, code = outcome(data)

    assert code in REFUSALS if extraction is None else extraction.text.strip()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_text_comes_out_in_the_one_stored_form_and_again_the_same(text):
    try:
        stored = extract_pasted(text).text
    except Refused:
        return

    assert "\r" not in stored
    assert extract_pasted(stored).text == stored


@pytest.mark.parametrize(
    "make", [makers.word_file, makers.open_document, lambda: makers.pdf("Words"), PAGE.encode]
)
def test_damaged_files_are_read_or_refused_in_the_child(make):
    whole = make()

    for cut in range(1, 6):
        place = len(whole) * cut // 6
        damaged = whole[:place] + bytes(cut * 7) + whole[place + cut * 7 :]
        extraction, code = outcome(damaged)
        assert code in REFUSALS if extraction is None else extraction.text.strip()
