"""What the room holds about people: shown to them, erased, forgotten in time."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.core.errors import RuleBroken
from mandat.core.holdings import Subject
from mandat.people.models import Account, Grant, Invitation, ProgrammeContact, Session
from mandat.people.privacy import correct, erase, expire, forget, gather
from mandat.people.queries import holds
from mandat.people.roles import Role
from mandat.people.services import (
    add_contact,
    add_programme,
    end_grant,
    grant_role,
    invite,
)
from mandat.people.states import InvitationState
from tests.factories import make_account

EMAIL = "nour@example.org"


def never(_label, _id):
    return False


def always(_label, _id):
    return True


@pytest.fixture
def nour(organisation):
    """Everything this room may hold about one person."""
    return make_account(
        email=EMAIL, name="Nour Haddad", role=Role.FINANCE, organisation=organisation
    )


@pytest.fixture
def traces(nour, officer, organisation, administrator):
    programme = add_programme(organisation=organisation, values={"name": "Peers"}, by=officer)
    add_contact(
        public_id=programme.public_id, name="Nour Haddad", function="Head", email=EMAIL, by=officer
    )
    invite(
        organisation=organisation, email=EMAIL, role=Role.APPROVER, language="fr", by=administrator
    )
    Authenticator.objects.create(user=nour, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Client().force_login(nour)
    return nour


def everything_stored():
    kinds = (Account, Grant, Invitation, ProgrammeContact, EmailAddress, Entry)
    return " ".join(str(list(k.objects.values())) for k in kinds)


def test_a_person_is_shown_everything(traces, organisation):
    found = list(gather(Subject(EMAIL.upper(), traces.public_id)))

    labels = [f.subject_label for f in found]
    assert sorted(labels) == [
        "people.account",
        "people.grant",
        "people.invitation",
        "people.programmecontact",
    ]
    assert found[0].data["name"] == "Nour Haddad"


def test_one_organisation_does_not_speak_for_another(traces, other_organisation):
    grant_role(account=traces, organisation=other_organisation, role=Role.READER, by=OPERATOR)

    found = list(gather(Subject(EMAIL, traces.public_id, other_organisation.public_id)))

    assert [f.subject_label for f in found] == ["people.account", "people.grant"]
    assert found[1].data["organisation"] == other_organisation.name


def test_nothing_is_found_of_somebody_else(traces):
    assert list(gather(Subject("somebody@example.org"))) == []


def test_after_erasure_nothing_leads_to_the_person(traces, organisation):
    assert "Nour" in everything_stored()
    assert Session.objects.filter(account=traces).exists()

    outcomes = list(erase(Subject(EMAIL, traces.public_id), never))

    assert all(o.done for o in outcomes)
    assert len(outcomes) == 3
    stored = everything_stored()
    assert "Nour" not in stored
    assert "nour@" not in stored
    assert not Session.objects.filter(account=traces).exists()
    assert not Authenticator.objects.filter(user=traces).exists()
    assert not holds(Account.objects.get(pk=traces.pk), organisation, set(Role))


def test_the_number_of_a_closed_account_keeps_the_journal_readable(traces):
    list(erase(Subject(EMAIL, traces.public_id), never))

    closed = Account.objects.get(public_id=traces.public_id)
    assert closed.closed_at is not None
    assert not closed.is_active
    assert Entry.objects.filter(subject_id=str(traces.public_id)).exists()
    assert Grant.objects.filter(account=closed, ended_at__isnull=False).exists()


def test_the_address_of_a_closed_account_can_be_used_anew(traces):
    list(erase(Subject(EMAIL, traces.public_id), never))

    assert make_account(email=EMAIL).pk != traces.pk


def test_a_legal_hold_beats_erasure(traces, organisation):
    outcomes = list(erase(Subject(EMAIL, traces.public_id), always))

    assert {(o.done, o.reason) for o in outcomes} == {(False, "legal_hold")}
    assert Account.objects.get(email=EMAIL).name == "Nour Haddad"
    assert holds(traces, organisation, {Role.FINANCE})


def test_who_works_elsewhere_too_keeps_the_account_and_loses_the_roles_here(
    traces, organisation, other_organisation
):
    grant_role(account=traces, organisation=other_organisation, role=Role.READER, by=OPERATOR)

    outcomes = list(erase(Subject(EMAIL, traces.public_id, organisation.public_id), never))

    assert ("people.account", "other_organisation") in {
        (o.subject_label, o.reason) for o in outcomes
    }
    assert Account.objects.get(pk=traces.pk).name == "Nour Haddad"
    assert not holds(traces, organisation, set(Role))
    assert holds(traces, other_organisation, {Role.READER})


def test_an_invitation_is_forgotten_after_thirty_days(traces):
    at = timezone.now()

    assert list(expire(at + timedelta(days=29), never)) == []
    [outcome] = expire(at + timedelta(days=30, minutes=1), never)

    assert outcome.done
    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.email) == (InvitationState.FORGOTTEN, "")


def unused_since(account, days):
    then = timezone.now() - timedelta(days=days)
    Account.objects.filter(pk=account.pk).update(last_login=then, joined_at=then)
    Grant.objects.filter(account=account).update(granted_at=then, ended_at=then)


def test_an_account_without_role_is_closed_after_two_years_without_use(nour, administrator):
    unused_since(nour, 729)
    assert list(expire(timezone.now(), never)) == []

    [outcome] = expire(timezone.now() + timedelta(days=4), never)

    assert (outcome.subject_id, outcome.done) == (str(nour.public_id), True)
    assert not Account.objects.filter(email=EMAIL).exists()
    assert Account.objects.get(pk=administrator.pk).is_active


def test_the_period_is_the_organisations(nour, organisation, administrator):
    organisation.retention = {"accounts": 6}
    organisation.save()
    unused_since(nour, 200)

    [outcome] = expire(timezone.now(), never)

    assert outcome.subject_id == str(nour.public_id)


def test_an_account_with_a_role_is_not_closed(nour):
    then = timezone.now() - timedelta(days=2000)
    Account.objects.filter(pk=nour.pk).update(last_login=then, joined_at=then)

    assert list(expire(timezone.now(), never)) == []


def test_the_time_counts_from_the_end_of_the_last_role(nour):
    then = timezone.now() - timedelta(days=2000)
    Account.objects.filter(pk=nour.pk).update(last_login=then, joined_at=then)
    end_grant(public_id=Grant.objects.get(account=nour).public_id, by=OPERATOR)

    assert list(expire(timezone.now() + timedelta(days=300), never)) == []


def test_a_restored_backup_is_erased_again_object_by_object(traces):
    contact = ProgrammeContact.objects.get()
    invitation = Invitation.objects.get()
    objects = [
        ("people.account", traces.public_id),
        ("people.programmecontact", contact.public_id),
        ("people.invitation", invitation.public_id),
    ]

    first = [forget(label, str(public_id)) for label, public_id in objects]
    again = [forget(label, str(public_id)) for label, public_id in objects]

    assert (first, again) == ([True] * 3, [False] * 3)
    assert "nour@" not in everything_stored()


def test_a_name_is_corrected_with_what_it_was_before(nour):
    done = correct("people.Account.name", str(nour.public_id), " Nour El Haddad ", nour)

    assert (done.before, done.after) == ("Nour Haddad", "Nour El Haddad")
    assert Account.objects.get(pk=nour.pk).name == "Nour El Haddad"


def test_an_address_is_not_corrected_unproved(nour):
    with pytest.raises(RuleBroken):
        correct("people.Account.email", str(nour.public_id), "other@example.org", nour)

    assert Account.objects.get(pk=nour.pk).email == EMAIL
