"""Each organisation answers for its own data: nothing of the twin is shown, copied or erased."""

import json

import pytest
from django.urls import reverse

from mandat.audit.services import record
from mandat.calls.services import SourceText, import_call
from mandat.documents.services import receive_file
from mandat.documents.uses import Use, register_use
from mandat.people.models import Account
from mandat.people.roles import Role
from mandat.people.services import grant_role
from mandat.privacy.gathering import gather
from mandat.privacy.services.answers import export_content
from mandat.privacy.services.erasure import execute_erasure, plan_erasure
from mandat.privacy.states import RequestKind
from tests.factories import make_account
from tests.privacy.conftest import EMAIL, opened
from tests.proving import sign_in

pytestmark = pytest.mark.django_db
OURS, THEIRS = "kigali", "tanger"
USE = Use("calls.test", "test", frozenset({"text/plain"}), 1_000_000, lambda by, file: True)


def filled(organisation, person, mark):
    """Data about the person in every room that can hold some, for one organisation."""
    register_use(USE)
    grant_role(account=person, organisation=organisation, role=Role.PROGRAMME_OFFICER, by="x")
    import_call(
        source=SourceText(text=f"Appel {mark}. Date limite : 3 mars 2031 à 12h00", sha256="0" * 64),
        organisation=organisation,
        by=person,
    )
    receive_file(
        use=USE,
        name=f"{mark}.txt",
        chunks=[b"words"],
        organisation=organisation,
        key_name=f"organisation.{organisation.public_id.hex}",
        owner=None,
        by=person,
    )
    record(
        actor=person,
        action="calls.call.imported",
        organisation=organisation,
        details={"mark": mark},
    )


@pytest.fixture
def person(organisation, other_organisation):
    """Works for both organisations, with data in both."""
    account = make_account(email=EMAIL, name="Fatou Ndiaye")
    filled(organisation, account, OURS)
    filled(other_organisation, account, THEIRS)
    return account


def test_the_copy_of_one_organisation_names_nothing_of_the_other(
    organisation, other_organisation, person
):
    ours = json.dumps(export_content(opened(organisation)), default=str)
    theirs = json.dumps(export_content(opened(other_organisation)), default=str)

    assert OURS in ours
    assert THEIRS in theirs
    assert THEIRS not in ours
    assert OURS not in theirs
    assert other_organisation.name not in ours
    assert str(other_organisation.public_id) not in ours


def test_an_account_of_another_organisation_is_not_admitted_to_exist(
    client, organisation, other_organisation, dpo
):
    person = make_account(
        role=Role.READER, organisation=other_organisation, email=EMAIL, name="Name in the twin"
    )
    case = opened(organisation, RequestKind.ERASURE)
    assert case.account == person  # known to the site, and to nobody else
    sign_in(client, dpo)

    labels = {f.subject_label for part in gather(case) for f in part.found}
    pages = [
        client.get(reverse(name, args=[case.public_id])).content.decode()
        for name in ("privacy:show_request", "privacy:show_held", "privacy:erase")
    ]

    assert labels == {"privacy.datarequest", "mail.message"}  # the mails about this very request
    for page in pages:
        assert EMAIL in page
        assert "Name in the twin" not in page
        assert str(person.public_id) not in page


def test_erasing_for_one_organisation_takes_nothing_from_the_other(
    organisation, other_organisation, dpo, person
):
    before = json.dumps(export_content(opened(other_organisation)), default=str)
    case = opened(organisation, RequestKind.ERASURE)

    execute_erasure(public_id=case.public_id, plan_sha256=plan_erasure(case).sha256, by=dpo)

    account = Account.objects.get(pk=person.pk)
    assert (account.email, account.name) == (EMAIL, "Fatou Ndiaye")
    after = json.dumps(export_content(opened(other_organisation)), default=str)
    assert 0 < before.count(THEIRS) <= after.count(THEIRS)
    assert not account.grants.filter(organisation=organisation, ended_at__isnull=True).exists()
    assert account.grants.filter(organisation=other_organisation, ended_at__isnull=True).exists()
