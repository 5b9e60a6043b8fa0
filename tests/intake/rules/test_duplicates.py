"""Look-alikes are shown with their reasons, and nothing is merged."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.intake.rules.duplicates import (
    Applicant,
    Pair,
    Reason,
    plain_email,
    plain_name,
    possible_duplicates,
)


def applicant(key, **says):
    return Applicant(key, **({"email": f"{key}@example.org", "lead": f"Person {key}"} | says))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoé.Exemple@Example.ORG", " zoé.exemple@example.org. "),
        ("zoe+appel@example.org", "zoe@example.org"),
    ],
)
def test_the_same_mailbox_is_recognised_however_it_is_written(one, other):
    assert plain_email(one) == plain_email(other) != ""


def test_what_is_no_address_equals_nothing():
    assert plain_email("") == plain_email("zoe") == plain_email("@example.org") == ""
    assert possible_duplicates([applicant("a", email=""), applicant("b", email="")]) == []
    assert plain_email("z.oe@example.org") != plain_email("zoe@example.org")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoé Dupont-Lévy", "DUPONT LEVY, Zoe"),
        ("Łucja Ørsted", "Orsted Lucja"),
        ("Zoe\u0301 Dupont", "Zoé\u00a0Dupont"),
        ("مُحَمَّد الأحمد", "الاحمد محمد"),
        ("فاطمة علي", "فاطمه على"),
    ],
)
def test_a_name_is_the_same_without_accents_and_in_any_order(one, other):
    assert plain_name(one) == plain_name(other)


def test_arabic_and_latin_letters_are_left_apart():
    assert plain_name("محمد علي") != plain_name("Mohamed Ali")


def test_each_reason_is_given_and_applications_stay_apart():
    people = [
        applicant("a", email="x@example.org", lead="Zoé Dupont", firm="Cabinet É"),
        applicant("b", email="X@example.org", lead="Dupont Zoe", firm="cabinet e"),
        applicant("c", members=("Zoé Dupont",), files=frozenset({"aa"})),
        applicant("d", files=frozenset({"AA", "ff"})),
        applicant("e", files=frozenset({"ff"})),
    ]

    found = possible_duplicates(people, common=frozenset({"ff"}))

    assert found == [
        Pair("a", "b", (Reason.SAME_EMAIL, Reason.SAME_PERSON, Reason.SAME_FIRM_AND_LEAD)),
        Pair("a", "c", (Reason.SAME_PERSON,)),
        Pair("b", "c", (Reason.SAME_PERSON,)),
        Pair("c", "d", (Reason.SAME_FILE,)),
    ]


def test_a_given_name_alone_is_too_many_people():
    assert possible_duplicates([applicant("a", lead="Ana"), applicant("b", lead="Ana")]) == []


def test_a_given_name_and_the_same_firm_are_one_lead():
    people = [applicant(k, lead="Ana", firm="Exemple SARL") for k in "ab"]

    assert possible_duplicates(people) == [Pair("a", "b", (Reason.SAME_FIRM_AND_LEAD,))]


def test_ten_thousand_applications_with_one_file_in_common_are_compared_at_once():
    people = [applicant(str(n), files=frozenset({"same"})) for n in range(10_000)]
    began = time.perf_counter()

    found = possible_duplicates(people)

    assert len(found) == 9_999
    assert time.perf_counter() - began < 10


PEOPLE = st.lists(
    st.builds(
        Applicant,
        key=st.uuids().map(str),
        email=st.sampled_from(["a@example.org", "B@example.org", "b@example.org", ""]),
        lead=st.sampled_from(["Zoé Dupont", "dupont zoe", "Ana", "علي محمد", ""]),
        firm=st.sampled_from(["", "Cabinet", "CABINET"]),
        files=st.frozensets(st.sampled_from(["aa", "bb"])),
    ),
    max_size=6,
    unique_by=lambda a: a.key,
)


@given(PEOPLE)
def test_pairs_do_not_depend_on_the_order_of_arrival(people):
    def as_sets(pairs):
        return {(frozenset({p.first, p.second}), p.reasons) for p in pairs}

    assert as_sets(possible_duplicates(people)) == as_sets(possible_duplicates(people[::-1]))


@given(st.text(max_size=30))
def test_a_folded_name_is_folded_already(name):
    once = plain_name(name)

    assert plain_name(once) == once
