"""`forget-factors`: the operator's way back in for somebody who lost every second factor."""


def test_the_factors_and_sessions_of_the_person_are_gone(mandat_with_tables, tmp_path):
    mandat_with_tables("add-account", "amina@example.org", "--organisation", "Maison des droits")

    answer = mandat_with_tables("forget-factors", "AMINA@example.org")

    assert answer.code == 0
    assert "0 second factors were removed" in answer.out


def test_an_unknown_address_is_said(mandat_with_tables):
    answer = mandat_with_tables("forget-factors", "nobody@example.org")

    assert answer.code != 0
    assert "No account has the address nobody@example.org." in answer.err
