"""The ledger of erasures: nothing written is lost, nothing changed is believed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mandat.core.erasures import Erased, LedgerDamaged, append, merge, read


def erased(number, *objects):
    return Erased(
        erasure=f"erasure-{number}",
        at=datetime(2027, 3, 1, number % 24, tzinfo=UTC),
        organisation="organisation-1",
        account="account-1",
        objects=objects or (("documents.file", f"file-{number}"),),
    )


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "keys" / "erasures.jsonl"


def test_no_ledger_means_no_erasure(ledger):
    assert read(ledger) == []


def test_what_is_written_is_read_in_order_and_by_its_owner_alone(ledger):
    entries = [erased(n) for n in range(3)]
    for entry in entries:
        append(entry, ledger)

    assert read(ledger) == entries
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_endings_are_read_as_they_were_written_and_older_lines_have_none(ledger):
    entry = replace(erased(2), objects=(), ended=(("people.grant", "grant-1"),))
    append(erased(1), ledger)
    append(entry, ledger)

    assert '"ended"' not in ledger.read_text().splitlines()[0]
    assert read(ledger) == [erased(1), entry]


def test_an_erasure_written_twice_counts_once(ledger):
    append(erased(1), ledger)
    append(erased(1), ledger)

    assert read(ledger) == [erased(1)]


@pytest.mark.parametrize("kept", [1, 40, 70, 100, -2])
def test_a_line_torn_by_a_power_cut_is_left_out_and_harms_no_other(ledger, kept):
    append(erased(1), ledger)
    whole = ledger.stat().st_size
    append(erased(2), ledger)
    text = ledger.read_bytes()
    ledger.write_bytes(text[:whole] + text[whole:][:kept])

    append(erased(3), ledger)

    assert read(ledger) == [erased(1), erased(3)]


def test_a_changed_line_is_not_passed_over(ledger):
    append(erased(1), ledger)
    append(erased(2), ledger)
    ledger.write_text(ledger.read_text().replace("file-1", "file-9"))

    with pytest.raises(LedgerDamaged):
        read(ledger)


def test_an_older_copy_adds_and_never_takes_away(ledger, tmp_path):
    older = tmp_path / "saved.jsonl"
    append(erased(1), older)
    append(erased(2), older)
    append(erased(2), ledger)
    append(erased(3), ledger)

    assert merge(older, ledger) == 1
    assert {e.erasure for e in read(ledger)} == {"erasure-1", "erasure-2", "erasure-3"}
    assert merge(older, ledger) == 0
