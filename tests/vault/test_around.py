"""What must hold whatever happens around the vault: people leave, copies are made and put back."""

import pytest
from django.core.exceptions import PermissionDenied

from mandat.audit.services import OPERATOR
from mandat.core.crypto import key_provider
from mandat.core.erasures import NAME
from mandat.core.errors import RuleBroken
from mandat.core.holdings import Subject
from mandat.people.roles import Role
from mandat.people.services import end_grant
from mandat.privacy.sealing import digest_of
from mandat.privacy.services.replay import replay_erasures
from mandat.vault import privacy, queries, services
from mandat.vault.models import ConsentScope, Identity
from mandat.vault.scopes import CompartmentKind, Scope
from mandat.vault.services.consents import find_by_code
from tests.factories import make_account
from tests.vault.test_services import NOUR, admit, consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def compartment(organisation, officer):
    return services.open_compartment(
        organisation=organisation, kind=CompartmentKind.CONSULTATION, name="Circle", by=officer
    )


@pytest.fixture
def colleague(organisation):
    return make_account(role=Role.READER, organisation=organisation)


def test_whoever_left_the_organisation_enters_none_of_its_compartments(
    organisation, compartment, officer, colleague
):
    admit(compartment, colleague, officer)
    identity = services.keep_identity(compartment=compartment, person=NOUR, by=colleague)
    assert queries.is_member(colleague, compartment)

    end_grant(public_id=colleague.grants.get().public_id, by=OPERATOR)

    assert not queries.is_member(colleague, compartment)
    assert not queries.compartments_of(colleague).exists()
    with pytest.raises(PermissionDenied):
        services.read_identity(public_id=identity.public_id, by=colleague)


def test_a_keeper_who_left_does_not_count_as_the_other_keeper(
    organisation, compartment, officer, colleague
):
    admit(compartment, colleague, officer, is_keeper=True)
    end_grant(public_id=colleague.grants.get().public_id, by=OPERATOR)

    with pytest.raises(RuleBroken) as refused:
        services.end_membership(
            public_id=compartment.public_id,
            membership_id=compartment.memberships.get(account=officer).public_id,
            by=officer,
        )

    assert refused.value.code == "last_keeper"


def test_a_copy_of_the_database_does_not_tell_that_somebody_is_in_two_places(
    organisation, compartment, officer
):
    other = services.open_compartment(
        organisation=organisation, kind=CompartmentKind.PROTECTION, name="Other", by=officer
    )
    for place in (compartment, other):
        services.keep_identity(compartment=place, person=NOUR, by=officer)
    digests = set(Identity.objects.values_list("digest", flat=True))

    assert len(digests) == 2
    assert digest_of(NOUR.address) not in digests
    # Whoever asks for their own data is found in both all the same.
    subject = Subject(NOUR.address, organisation=organisation.public_id)
    assert len(list(privacy.gather(subject))) == 2


def test_a_compartment_whose_key_was_destroyed_holds_up_nobodys_request(
    organisation, compartment, officer
):
    services.keep_identity(compartment=compartment, person=NOUR, by=officer)
    key_provider().destroy(compartment.key_name)

    assert list(privacy.gather(Subject(NOUR.address, organisation=organisation.public_id))) == []


@pytest.fixture
def ledger(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR / NAME


def test_an_older_backup_brings_back_neither_a_name_nor_a_consent(
    ledger, organisation, officer, django_capture_on_commit_callbacks
):
    compartment = services.open_compartment(
        organisation=organisation, kind=CompartmentKind.CONSULTATION, name="Circle", by=officer
    )
    words = services.write_consent_text(
        organisation=organisation, texts={"fr": "J’accepte."}, by=officer
    )[0]
    identity = services.keep_identity(compartment=compartment, person=NOUR, by=officer)
    recorded = consent(compartment, words, officer, identity=identity)
    sealed, digest = bytes(identity.sealed), identity.digest
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw_consent(code=recorded.code, scopes=[Scope.RECORD])
        services.erase_identity(public_id=identity.public_id, by=officer)
    # The rows are again as an older copy of the database has them.
    Identity.objects.filter(pk=identity.pk).update(sealed=sealed, digest=digest, erased_at=None)
    ConsentScope.objects.filter(consent=recorded.consent).update(withdrawn_at=None)

    done = replay_erasures(ledger)

    identity.refresh_from_db()
    assert (done.objects, done.left) == (2, ())
    assert (bytes(identity.sealed), identity.digest) == (b"", "")
    again = find_by_code(recorded.code)
    assert not services.is_covered(again, Scope.RECORD)
    assert services.is_covered(again, Scope.TAKE_PART)
    assert replay_erasures(ledger).objects == 0
