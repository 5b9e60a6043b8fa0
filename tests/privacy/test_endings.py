"""What the ledger says has ended is ended again: once, in the right order, and nothing else."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.core.erasures import NAME, read
from mandat.people.models import Grant
from mandat.people.roles import Role
from mandat.people.services import change_grant_end, close_account, end_grant, grant_role
from mandat.people.sign_in.recovery import key_of_codes
from mandat.people.sign_in.services import note_codes_made, remove_factor
from mandat.privacy.services.replay import replay_erasures
from tests.factories import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR / NAME


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_an_ending_that_was_rolled_back_is_not_in_the_ledger(ledger, reader, committed):
    grant = reader.grants.get()

    with committed(), transaction.atomic():
        end_grant(public_id=grant.public_id, by=OPERATOR)
        transaction.set_rollback(True)

    assert read(ledger) == []


def test_a_role_ends_again_once_and_the_one_given_since_stays(
    ledger, reader, organisation, committed
):
    old = reader.grants.get()
    with committed():
        end_grant(public_id=old.public_id, by=OPERATOR)
        new = grant_role(account=reader, organisation=organisation, role=Role.READER, by=OPERATOR)
    Grant.objects.filter(pk=new.pk).update(role=Role.CLERK)  # both stand beside each other
    Grant.objects.filter(pk=old.pk).update(ended_at=None)

    with committed():
        first, second = replay_erasures(ledger), replay_erasures(ledger)

    assert (first.ended, second.ended) == ({"people.grant": 1}, {})
    assert Grant.objects.get(pk=old.pk).ended_at is not None
    assert Grant.objects.get(pk=new.pk).ended_at is None
    entry = Entry.objects.filter(action="privacy.ending.replayed").get()
    assert entry.details["kind"] == "people.grant"


def test_of_two_new_ends_the_last_one_counts(ledger, reader, committed):
    grant, now = reader.grants.get(), timezone.now()
    with committed():
        for days in (5, 90):
            ends_at = now + timedelta(days=days)
            change_grant_end(public_id=grant.public_id, ends_at=ends_at, by=OPERATOR)
    Grant.objects.filter(pk=grant.pk).update(ends_at=None)

    done = replay_erasures(ledger)

    grant.refresh_from_db()
    assert grant.ends_at == now + timedelta(days=90)
    assert done.ended == {"people.grant:until": 1}


def test_a_role_whose_end_was_put_off_is_not_cut_short(ledger, reader, committed):
    grant, later = reader.grants.get(), timezone.now() + timedelta(days=90)
    with committed():
        change_grant_end(public_id=grant.public_id, ends_at=later, by=OPERATOR)
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() + timedelta(days=5))

    done = replay_erasures(ledger)

    grant.refresh_from_db()
    assert grant.ends_at < later
    assert done.ended == {}


def test_an_account_that_was_closed_is_closed_again(ledger, reader, committed):
    with committed():
        close_account(account=reader, by=OPERATOR)
    type(reader).objects.filter(pk=reader.pk).update(
        email="back@example.org", name="Back", closed_at=None, is_active=True
    )

    done = replay_erasures(ledger)

    reader.refresh_from_db()
    assert (reader.name, reader.is_active) == ("", False)
    assert done.ended == {"people.account": 1}


def test_another_factor_with_the_same_row_number_is_not_taken_for_the_removed_one(
    ledger, reader, committed
):
    app = Authenticator.objects.create(user=reader, type="totp", data={})
    number = app.pk
    with committed():
        remove_factor(factor=app, by=reader)
    Authenticator.objects.create(pk=number, user=reader, type="totp", data={})

    done = replay_erasures(ledger)

    assert done.ended == {}
    assert Authenticator.objects.filter(user=reader).count() == 1


def test_recovery_codes_that_were_replaced_do_not_come_back(ledger, committed):
    account = make_account()
    Authenticator.objects.create(user=account, type="totp", data={})
    codes = Authenticator.objects.create(user=account, type="recovery_codes", data={})
    with committed():
        note_codes_made(account=account, replaced=key_of_codes(account))

    done = replay_erasures(ledger)

    assert done.ended == {"mfa.authenticator": 1}
    assert not Authenticator.objects.filter(pk=codes.pk).exists()
    assert Authenticator.objects.filter(user=account).count() == 1
