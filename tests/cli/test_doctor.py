"""`doctor` names what is unsafe, and changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.documents.clamd import needs_clamd, running


def codes(answer, *levels):
    return {f["code"] for f in answer.json() if f["level"] in levels}


def test_nothing_is_wrong_with_a_fresh_place_and_nothing_is_made(mandat):
    answer = mandat("doctor", "--json")

    assert "data_missing" in codes(answer, "note")
    assert not {c for c in codes(answer, "wrong", "unsafe") if c != "assets_missing"}
    assert not mandat.folder.exists()


def test_a_migrated_place_is_in_order(mandat_with_tables):
    answer = mandat_with_tables("doctor", "--json")

    assert {"data", "database", "migrations", "key", "address"} <= codes(answer, "fine")


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"MANDAT_URL": "http://calls.example.org"}, "no_https"),
        ({"MANDAT_URL": "https://calls.example.org", "MANDAT_DEMO": "1"}, "demo_in_public"),
        ({"MANDAT_HOSTS": "calls.example.org", "MANDAT_DEMO": "1"}, "demo_in_public"),
        ({"MANDAT_SECRET_KEY": "secret"}, "key_weak"),
        ({"MANDAT_URL": "https://calls.example.org"}, "mail_folder"),
        ({"MANDAT_DATABASE_URL": "postgresql://n@127.0.0.1:1/x"}, "database_unreachable"),
    ],
)
def test_what_is_unsafe_or_wrong_makes_the_exit_code_1(mandat, environment, code):
    answer = mandat("doctor", "--json", **environment)

    assert code in codes(answer, "wrong", "unsafe")
    assert answer.code == 1


def test_a_folder_open_to_others_is_unsafe(mandat_with_tables):
    mandat_with_tables.folder.chmod(0o755)

    assert "data_open" in codes(mandat_with_tables("doctor", "--json"), "unsafe")


def test_demo_mode_at_home_is_only_noted(mandat):
    answer = mandat("doctor", "--json", MANDAT_DEMO="1")

    assert "demo" in codes(answer, "note")
    assert "demo_in_public" not in codes(answer, "unsafe")


def test_real_people_in_demo_mode_are_unsafe_and_lack_of_a_second_factor_is_noted(
    mandat_with_tables,
):
    added = mandat_with_tables(
        "add-account",
        "amina@example.org",
        "--organisation",
        "Maison des droits",
        "--role",
        "administrator",
    )
    assert added.code == 0, added.err

    at_work = mandat_with_tables("doctor", "--json")
    in_demo = mandat_with_tables("doctor", "--json", MANDAT_DEMO="1")

    assert "demo_with_people" not in codes(at_work, "unsafe")
    assert "factors_missing" in codes(at_work, "note")
    assert "demo_with_people" in codes(in_demo, "unsafe")
    assert in_demo.code == 1


def test_missing_tables_are_wrong(mandat):
    mandat.folder.mkdir(mode=0o700)

    answer = mandat("doctor", "--json")

    assert "migrations_missing" in codes(answer, "wrong")
    assert answer.code == 1


def test_the_findings_speak_the_language_that_was_asked_for(mandat):
    french = mandat("doctor", "--json", "--lang", "fr").json()
    arabic = mandat("doctor", "--json", "--lang", "ar").json()

    assert [f["code"] for f in french] == [f["code"] for f in arabic]
    assert [f["message"] for f in french] != [f["message"] for f in arabic]


@needs_clamd
def test_a_scanner_with_fresh_signatures_is_fine_and_one_with_old_ones_is_wrong(mandat):
    now = datetime.now(UTC)
    with running(dated=now) as address:
        fresh = mandat("doctor", "--json", MANDAT_CLAMD=address)
    with running(dated=now - timedelta(days=30)) as address:
        old = mandat("doctor", "--json", MANDAT_CLAMD=address)

    assert "scanner" in codes(fresh, "fine")
    assert "signatures_old" in codes(old, "wrong")


def test_a_scanner_that_does_not_answer_is_wrong_and_none_is_noted(mandat, tmp_path):
    silent = mandat("doctor", "--json", MANDAT_CLAMD=f"unix:{tmp_path}/none")

    assert "scanner_silent" in codes(silent, "wrong")
    assert "no_scanner" in codes(mandat("doctor", "--json"), "note")
