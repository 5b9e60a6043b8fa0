"""`import-call` and `check-call`, with and without a database."""

import pytest

from mandat.calls.importer.draft import FIELDS

CALL = """Terms of reference: evaluation of the outreach programme

Maison des droits looks for a consultant to evaluate its outreach programme in Belgium.

1. Objectives
- Describe what the programme changed for the people it reached.
- Say what should be continued.

2. How to apply
Send your application to offers@example.org before 12 March 2031 at 17:00 (Brussels time).
The working time is 20 working days. An amount of 9,000 EUR excluding VAT is available.
"""
TWO_DEADLINES = CALL + "\nApplications are accepted until 19 March 2031 at 17:00 (Brussels time).\n"


@pytest.fixture
def call(tmp_path):
    file = tmp_path / "call.txt"
    file.write_text(CALL)
    return file


def test_a_call_is_read_without_a_data_folder(mandat, call):
    answer = mandat("import-call", call, "--json")

    assert answer.code == 0, answer.err
    draft = answer.json()
    assert set(FIELDS) | {"text", "remarks"} == set(draft)
    assert draft["deadline"]["value"] == "2031-03-12T17:00"
    assert draft["deadline"]["timezone"] == "Europe/Brussels"
    assert not mandat.folder.exists()


def test_every_span_of_the_output_quotes_the_text(mandat, call):
    draft = mandat("import-call", call, "--json").json()

    quoted = [s for name in FIELDS for s in draft[name]["spans"]]
    quoted += [s for remark in draft["remarks"] for s in remark["spans"]]
    assert quoted
    assert all(draft["text"][s["start"] : s["end"]] == s["text"] for s in quoted)


def test_the_file_may_come_from_standard_input(mandat, call):
    from_file = mandat("import-call", call, "--json").json()

    assert mandat("import-call", "-", "--json", text=CALL).json() == from_file


def test_remarks_speak_the_language_that_was_asked_for(mandat, tmp_path):
    file = tmp_path / "two.txt"
    file.write_text(TWO_DEADLINES)

    said = {
        lang: [r["message"] for r in mandat("check-call", file, "--json", "--lang", lang).json()]
        for lang in ("fr", "en", "ar")
    }

    assert said["en"]
    assert said["fr"] != said["en"] != said["ar"]


def test_the_page_for_people_shows_certainty_in_shapes_and_no_escapes_in_a_file(mandat, call):
    answer = mandat("import-call", call)

    assert answer.code == 0
    assert "✓ Deadline" in answer.out
    assert "\x1b" not in answer.out


def test_a_text_cannot_command_the_terminal(mandat, tmp_path):
    file = tmp_path / "evil.txt"
    file.write_text(CALL.replace("evaluation of", "evaluation \x1b]0;owned\x07 \u202e of"))

    answer = mandat("import-call", file)

    assert answer.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(answer.out)


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "empty"), (b"\x00\x01\x02\x03" * 500, "read"), (b"PK\x03\x04broken", "damaged")],
    ids=["empty", "binary", "corrupt"],
)
def test_a_refused_file_ends_with_one_sentence_and_code_2(mandat, tmp_path, content, word):
    file = tmp_path / "file"
    file.write_bytes(content)

    answer = mandat("import-call", file, "--json")

    assert answer.code == 2
    assert answer.out == ""
    assert word in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_refused(mandat, tmp_path):
    answer = mandat("check-call", tmp_path / "nowhere.pdf", "--lang", "en")

    assert answer.code == 2
    assert "there is no such file" in answer.err


def test_an_old_character_set_is_read_with_a_remark(mandat, tmp_path):
    file = tmp_path / "latin.txt"
    file.write_bytes(
        "Appel à candidatures : évaluation. Date limite : 12 mars 2031 à 17h00.".encode("latin-1")
    )

    answer = mandat("import-call", file, "--json")

    assert answer.code == 0
    assert "not_utf8" in [r["code"] for r in answer.json()["remarks"]]


def test_a_blocking_remark_makes_check_call_end_with_1(mandat, tmp_path, call):
    file = tmp_path / "two.txt"
    file.write_text(TWO_DEADLINES)

    answer = mandat("check-call", file, "--json")

    assert "two_deadlines" in [r["code"] for r in answer.json() if r["severity"] == "blocking"]
    assert answer.code == 1


def test_a_number_that_no_call_has_is_refused(mandat, call):
    answer = mandat("import-call", call, "--pick", "7")

    assert answer.code == 2
    assert "7" in answer.err


def test_a_saved_draft_can_be_checked_and_stands_in_the_journal(mandat_with_tables, call):
    mandat = mandat_with_tables
    assert mandat("add-account", "a@example.org", "--organisation", "Maison des droits").code == 0

    saved = mandat("import-call", call, "--save")
    assert saved.code == 0, saved.err
    public_id = saved.err.strip().rstrip(".").split()[-1]
    from_file = mandat("check-call", call, "--json")
    from_draft = mandat("check-call", public_id, "--json")

    assert from_draft.json() == from_file.json()
    assert from_draft.code == from_file.code
    sealed = [p for p in (mandat.folder / "files" / "files").rglob("*") if p.is_file()]
    assert [p.stat().st_size for p in sealed] == [call.stat().st_size + 28]  # nonce and tag


def test_saving_says_what_is_missing(mandat, mandat_with_tables, call):
    answer = mandat("import-call", call, "--save")

    assert answer.code == 2
    assert "mandat add-account" in answer.err


def test_a_draft_that_does_not_exist_is_refused(mandat_with_tables):
    answer = mandat_with_tables("check-call", "01977c1e-7d2a-7cc3-98f1-0a8d6f3b52aa")

    assert answer.code == 2
    assert "Traceback" not in answer.err


def test_a_draft_needs_tables(mandat):
    answer = mandat("check-call", "01977c1e-7d2a-7cc3-98f1-0a8d6f3b52aa")

    assert answer.code == 3
