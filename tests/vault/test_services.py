"""Compartments, identities and consents: who gets in, what is kept, what is taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.crypto import KeyGone, Tampered, key_provider
from mandat.core.errors import RuleBroken
from mandat.core.holdings import Subject
from mandat.people.roles import Role
from mandat.vault import privacy, queries, services
from mandat.vault.models import CompartmentMembership, Identity
from mandat.vault.scopes import CompartmentKind, Given, Scope
from mandat.vault.services import Person
from mandat.vault.services.identities import unsealed
from mandat.vault.waits import waits_for
from tests.factories import make_account

NOUR = Person(name="Nour Zéphyrine", address="nour.z@example.org", note="never by phone")


def soon(days=30):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def compartment(organisation, officer):
    return services.open_compartment(
        organisation=organisation,
        kind=CompartmentKind.CONSULTATION,
        name="Consultation 1",
        by=officer,
    )


@pytest.fixture
def colleague(organisation):
    return make_account(role=Role.READER, organisation=organisation)


@pytest.fixture
def words(organisation, officer):
    return services.write_consent_text(
        organisation=organisation, texts={"fr": "J’accepte.", "ar": ""}, by=officer
    )[0]


def admit(compartment, account, by, **more):
    values = {"is_keeper": False, "ends_at": soon()} | more
    return services.admit_member(public_id=compartment.public_id, account=account, by=by, **values)


def consent(compartment, words, by, *scopes, identity=None):
    return services.record_consent(
        compartment=compartment,
        text=words,
        scopes=scopes or (Scope.TAKE_PART, Scope.RECORD),
        how=Given.SPOKEN,
        given_on=date(2026, 3, 2),
        identity=identity,
        by=by,
    )


def test_who_opens_a_compartment_keeps_it_for_ninety_days_and_it_has_a_key(compartment, officer):
    membership = compartment.memberships.get()

    assert queries.is_keeper(officer, compartment)
    assert membership.ends_at - membership.granted_at == timedelta(days=90)
    assert key_provider().exists(compartment.key_name)


def test_an_administrator_is_not_a_member_by_being_one(compartment, administrator, stranger):
    assert not queries.is_member(administrator, compartment)
    assert not queries.is_member(stranger, compartment)
    with pytest.raises(PermissionDenied):
        admit(compartment, administrator, administrator)


def test_only_those_who_may_close_circles_do(organisation, administrator, stranger):
    for person in (administrator, stranger):
        with pytest.raises(PermissionDenied):
            services.open_compartment(
                organisation=organisation, kind=CompartmentKind.SELECTION, name="x", by=person
            )


def test_a_member_gets_in_until_the_end_and_not_after(
    compartment, officer, colleague, time_machine
):
    admit(compartment, colleague, officer)
    assert queries.is_member(colleague, compartment)

    time_machine.move_to(timezone.now() + timedelta(days=31))

    assert not queries.is_member(colleague, compartment)


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_no_membership_is_longer_than_ninety_days(compartment, officer, colleague, days):
    with pytest.raises(RuleBroken, match="membership_too_long"):
        admit(compartment, colleague, officer, ends_at=soon(days))


def test_a_membership_without_end_is_refused_by_the_database(compartment, colleague):
    with pytest.raises(IntegrityError), transaction.atomic():
        CompartmentMembership.objects.create(
            compartment=compartment, account=colleague, role=Role.READER, ends_at=None
        )


def test_people_of_another_organisation_are_not_admitted(compartment, officer, stranger):
    with pytest.raises(RuleBroken, match="not_a_colleague"):
        admit(compartment, stranger, officer)


def test_members_who_are_not_keepers_admit_nobody(compartment, officer, colleague, administrator):
    admit(compartment, colleague, officer)

    with pytest.raises(PermissionDenied):
        admit(compartment, administrator, colleague)


def test_a_membership_that_ended_can_be_given_again(compartment, officer, colleague, time_machine):
    admit(compartment, colleague, officer, ends_at=soon(10))
    with pytest.raises(RuleBroken, match="member_already"):
        admit(compartment, colleague, officer)
    time_machine.move_to(timezone.now() + timedelta(days=11))

    admit(compartment, colleague, officer)

    assert queries.is_member(colleague, compartment)


def test_the_last_keeper_stays_until_there_is_another(compartment, officer, colleague):
    own = compartment.memberships.get()
    with pytest.raises(RuleBroken, match="last_keeper"):
        services.end_membership(
            public_id=compartment.public_id, membership_id=own.public_id, by=officer
        )
    admit(compartment, colleague, officer, is_keeper=True)

    services.end_membership(
        public_id=compartment.public_id, membership_id=own.public_id, by=officer
    )

    assert not queries.is_member(officer, compartment)


def test_an_identity_stands_nowhere_in_clear(compartment, officer):
    identity = services.keep_identity(compartment=compartment, person=NOUR, by=officer)

    table = Identity._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 -- a name of our own
        stored = repr(cursor.fetchall())
    assert unsealed(identity) == NOUR
    assert "Zéphyrine" not in stored
    assert "nour.z" not in stored
    assert "Zéphyrine" not in repr(list(Entry.objects.values()))


def test_reading_who_somebody_is_stands_in_the_journal(compartment, officer, stranger):
    identity = services.keep_identity(compartment=compartment, person=NOUR, by=officer)

    person = services.read_identity(public_id=identity.public_id, by=officer)

    entry = Entry.objects.get(action="vault.identity.read")
    assert person == NOUR
    assert entry.subject_id == str(identity.public_id)
    with pytest.raises(PermissionDenied):
        services.read_identity(public_id=identity.public_id, by=stranger)


def test_a_sealed_identity_opens_in_no_other_row(compartment, officer):
    one = services.keep_identity(compartment=compartment, person=NOUR, by=officer)
    other = services.keep_identity(
        compartment=compartment, person=Person(name="Somebody else"), by=officer
    )
    Identity.objects.filter(pk=other.pk).update(sealed=one.sealed)

    with pytest.raises(Tampered):
        services.read_identity(public_id=other.public_id, by=officer)


def test_an_erased_identity_is_gone_and_its_pseudonym_stays(compartment, officer):
    identity = services.keep_identity(compartment=compartment, person=NOUR, by=officer)

    services.erase_identity(public_id=identity.public_id, by=officer)

    identity.refresh_from_db()
    assert bytes(identity.sealed) == b""
    assert identity.pseudonym
    with pytest.raises(RuleBroken, match="identity_erased"):
        services.read_identity(public_id=identity.public_id, by=officer)


def test_without_its_key_a_compartment_opens_for_nobody(compartment, officer):
    identity = services.keep_identity(compartment=compartment, person=NOUR, by=officer)

    key_provider().destroy(compartment.key_name)

    with pytest.raises(KeyGone):
        services.read_identity(public_id=identity.public_id, by=officer)


def test_a_consent_covers_what_was_agreed_and_nothing_else(compartment, officer, words):
    recorded = consent(compartment, words, officer)

    assert services.is_covered(recorded.consent, Scope.RECORD)
    assert not services.is_covered(recorded.consent, Scope.QUOTE_BY_NAME)


def test_the_code_takes_back_a_part_or_everything(compartment, officer, words):
    recorded = consent(compartment, words, officer)

    services.withdraw_consent(code=recorded.code.lower(), scopes=[Scope.RECORD])
    part = [services.is_covered(recorded.consent, s) for s in (Scope.TAKE_PART, Scope.RECORD)]
    services.withdraw_consent(code=recorded.code)
    after = services.is_covered(recorded.consent, Scope.TAKE_PART)

    assert part == [True, False]
    assert after is False


def test_a_wrong_code_takes_nothing_back(compartment, officer, words):
    recorded = consent(compartment, words, officer)

    for code in ("", "0000-0000-0000-0000", recorded.code[:-1]):
        with pytest.raises(RuleBroken, match="no_such_code"):
            services.withdraw_consent(code=code)

    assert services.is_covered(recorded.consent, Scope.TAKE_PART)


def test_a_consent_without_taking_part_or_from_tomorrow_is_refused(compartment, officer, words):
    with pytest.raises(RuleBroken, match="consent_without_part"):
        consent(compartment, words, officer, Scope.RECORD)
    with pytest.raises(RuleBroken, match="consent_in_future"):
        services.record_consent(
            compartment=compartment,
            text=words,
            scopes=[Scope.TAKE_PART],
            how=Given.WRITTEN,
            given_on=timezone.now().date() + timedelta(days=2),
            by=officer,
        )


def test_a_consent_of_today_is_recorded_while_utc_still_has_yesterday(compartment, officer, words):
    night = datetime(2027, 1, 14, 23, 30, tzinfo=UTC)

    with time_machine.travel(night):
        recorded = services.record_consent(
            compartment=compartment,
            text=words,
            scopes=[Scope.TAKE_PART],
            how=Given.WRITTEN,
            given_on=date(2027, 1, 15),
            by=officer,
        )

    assert recorded.consent.given_on == date(2027, 1, 15)


def test_words_of_another_organisation_are_refused(compartment, officer, other_organisation):
    writer = make_account(role=Role.PROGRAMME_OFFICER, organisation=other_organisation)
    theirs = services.write_consent_text(
        organisation=other_organisation, texts={"fr": "Oui."}, by=writer
    )[0]

    with pytest.raises(PermissionDenied):
        consent(compartment, theirs, officer)


def test_new_words_are_a_new_version_and_old_consents_keep_theirs(
    compartment, officer, organisation, words
):
    recorded = consent(compartment, words, officer)

    newer = services.write_consent_text(
        organisation=organisation, texts={"fr": "Autrement.", "ar": "نعم"}, by=officer
    )

    recorded.consent.refresh_from_db()
    assert recorded.consent.text == words
    assert {t.version for t in newer} == {words.version + 1}
    assert {t.direction for t in newer} == {"ltr", "rtl"}


def test_a_person_who_asks_is_found_by_their_address_and_erased_unless_held(
    compartment, officer, words
):
    identity = services.keep_identity(compartment=compartment, person=NOUR, by=officer)
    consent(compartment, words, officer, identity=identity)
    subject = Subject(email="Nour.Z@example.org")

    found = list(privacy.gather(subject))
    held = list(privacy.erase(subject, lambda *_place: True))
    still_there = list(privacy.gather(subject))
    erased = list(privacy.erase(subject, lambda *_place: False))

    assert found[0].data["name"] == NOUR.name
    assert found[0].data["consents"][0]["agreed"]
    assert [o.done for o in held] == [False]
    assert still_there
    assert [o.done for o in erased] == [True]
    assert list(privacy.gather(subject)) == []


def test_identities_nobody_could_enter_for_three_years_are_erased(
    compartment, officer, time_machine
):
    services.keep_identity(compartment=compartment, person=NOUR, by=officer)

    early = list(privacy.expire(timezone.now() + timedelta(days=365), lambda *_place: False))
    late = list(privacy.expire(timezone.now() + timedelta(days=4 * 365), lambda *_place: False))

    assert early == []
    assert [o.done for o in late] == [True]
    assert not Identity.objects.filter(erased_at__isnull=True).exists()


def test_a_keeper_is_asked_to_renew_before_nobody_can_open_the_circle(
    compartment, officer, time_machine
):
    early = list(waits_for(officer))
    time_machine.move_to(timezone.now() + timedelta(days=80))

    assert early == []
    assert [w.title for w in waits_for(officer)] == ["Consultation 1"]
