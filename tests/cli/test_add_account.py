"""`mandat add-account` gives every role there is."""

import pytest

from mandat.people.roles import Role


def test_the_help_lists_every_role(mandat):
    answer = mandat("add-account", "--help")

    assert answer.code == 0
    assert all(role.value in answer.out for role in Role)


@pytest.mark.parametrize("role", ["auditor", "data_protection_officer"])
def test_a_person_gets_the_role(mandat_with_tables, role):
    answer = mandat_with_tables(
        "add-account", "a@example.org", "--organisation", "Maison des droits", "--role", role
    )

    assert answer.code == 0
    assert "a@example.org" in answer.out


def test_a_role_that_does_not_exist_is_refused(mandat):
    answer = mandat("add-account", "a@example.org", "--organisation", "Maison", "--role", "king")

    assert answer.code != 0
    assert "king" in answer.err
