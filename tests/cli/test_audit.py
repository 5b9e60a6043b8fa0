"""`mandat audit` on a real data folder: what it finds, what it prints, what it exits with."""

import json
import sqlite3

import pytest


@pytest.fixture
def journal(mandat_with_tables):
    """A place with an organisation and some entries; a way to put hands on its database."""
    mandat = mandat_with_tables
    for address in ("amina@example.org", "youssef@example.org"):
        assert mandat("add-account", address, "--organisation", "Maison des droits").code == 0
    return mandat


def harm(mandat, *statements):
    """What somebody does who owns the file: the triggers first, then the rows."""
    database = sqlite3.connect(mandat.folder / "mandat.sqlite3")
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"
    triggers = [name for (name,) in database.execute(names)]
    assert triggers
    for statement in (*(f"DROP TRIGGER {name}" for name in triggers), *statements):
        database.execute(statement)
    database.commit()
    database.close()


def faults(answer):
    return [
        (finding["fault"], finding["first"], finding["last"])
        for chain in answer.json()
        for finding in chain["findings"]
    ]


def test_an_untouched_journal_is_whole(journal):
    answer = journal("audit", "verify", "--json")

    assert (answer.code, faults(answer)) == (0, [])
    assert {chain["chain"] == "house" for chain in answer.json()} == {True, False}
    assert all(chain["entries"] for chain in answer.json())
    said = journal("audit", "verify")
    assert "Maison des droits" in said.out
    assert said.code == 0


@pytest.mark.parametrize(
    ("statement", "found", "words"),
    [
        (
            "UPDATE audit_entry SET actor = 'worker' WHERE chain = 'house' AND seq = 2",
            ("changed", 2, 2),
            "Entry 2 was changed",
        ),
        (
            "DELETE FROM audit_entry WHERE chain = 'house' AND seq = 2",
            ("removed", 2, 2),
            "Entry 2 was removed",
        ),
        (
            "DELETE FROM audit_entry WHERE chain <> 'house' AND seq >= 2",
            ("cut", 2, 3),
            "Entries 2 to 3, the last ones, were cut off",
        ),
    ],
)
def test_what_was_touched_is_named_in_words_and_makes_the_exit_code_1(
    journal, statement, found, words
):
    harm(journal, statement)

    answer = journal("audit", "verify", "--json")

    assert found in faults(answer)
    assert answer.code == 1
    assert words in journal("audit", "verify").out


def test_entries_cut_off_with_their_head_are_found_against_a_kept_copy(journal, tmp_path):
    chain = next(c for c in journal("audit", "verify", "--json").json() if c["chain"] != "house")
    kept = tmp_path / "heads.txt"
    kept.write_text(f"From the mail:\n\n{journal('audit', 'head').out}", "utf-8")
    harm(
        journal,
        "DELETE FROM audit_entry WHERE chain <> 'house' AND seq > 1",
        "UPDATE audit_head SET seq = 1, hash = (SELECT hash FROM audit_entry "
        "WHERE chain <> 'house') WHERE chain <> 'house'",
    )

    assert journal("audit", "verify").code == 0
    answer = journal("audit", "verify", "--against", kept, "--json")

    assert answer.code == 1
    assert faults(answer) == [("cut", 2, chain["entries"])]


def test_one_organisation_is_checked_alone_by_name_or_id(journal):
    heads = journal("audit", "head", "--organisation", "maison des droits").out.split()
    by_id = journal("audit", "verify", "--organisation", heads[1], "--json").json()

    assert [c["chain"] for c in by_id] == [heads[1]]
    assert len(heads) == 4
    assert journal("audit", "verify", "--organisation", "Nobody").code == 2


def test_a_file_without_heads_is_refused(journal, tmp_path):
    (tmp_path / "empty.txt").write_text("nothing")

    assert journal("audit", "verify", "--against", tmp_path / "empty.txt").code == 2
    assert journal("audit", "verify", "--against", tmp_path / "absent.txt").code == 2


def test_the_doctor_says_when_the_journal_was_checked_and_whether_it_is_guarded(journal):
    def codes():
        return {f["code"] for f in journal("doctor", "--json").json()}

    assert {"journal_guarded", "journal_unchecked"} <= codes()
    journal("audit", "verify")
    assert {"journal_guarded", "journal"} <= codes()
    harm(journal, "UPDATE audit_entry SET actor = 'worker' WHERE chain = 'house' AND seq = 1")
    assert "journal_unguarded" in codes()
    journal("audit", "verify")
    assert "journal_broken" in codes()


def test_heads_are_mailed_to_administrators_and_auditors_alone(journal):
    journal(
        "add-account",
        "auditrice@example.org",
        "--organisation",
        "Maison des droits",
        "--role",
        "administrator",
    )

    answer = journal("audit", "head", "--mail")

    assert answer.code == 0
    assert "1 mail" in answer.out


def test_what_is_printed_is_understood_again(journal):
    from mandat.audit.heads import read_heads  # noqa: PLC0415 -- the suite's own Django

    printed = journal("audit", "head").out

    assert len(read_heads(printed)) == 2
    assert json.loads(journal("audit", "verify", "--json").out)
