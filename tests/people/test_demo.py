"""One-click sign-in: for demo accounts, in demo mode, and for nobody else."""

import pytest
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.people.demo import sign_in_links
from mandat.people.demo_data import load_people
from mandat.people.models import Account, Funding, Grant, GridTemplate, Programme
from mandat.people.roles import Role
from mandat.people.services import end_grant
from tests.factories import make_account


@pytest.fixture
def nadia(db):
    return make_account(email="nadia@demo.example.org", name="Nadia Benali")


def _demo_link(settings, account):
    settings.DEMO = True
    return next(url for found, url in sign_in_links() if found == account)


def test_the_link_signs_in_and_the_journal_knows(client, settings, nadia):
    response = client.get(_demo_link(settings, nadia))

    assert response.headers["Location"] == reverse("web:show_home")
    assert client.session["_auth_user_id"] == str(nadia.pk)
    entry = Entry.objects.get(action="people.account.signed_in")
    assert (entry.actor, entry.subject_id) == (str(nadia.public_id), str(nadia.public_id))


def test_outside_demo_mode_there_are_no_links_and_old_ones_lead_nowhere(client, settings, nadia):
    link = _demo_link(settings, nadia)

    settings.DEMO = False

    assert sign_in_links() == []
    assert client.get(link).status_code == 404
    assert "_auth_user_id" not in client.session


def test_real_accounts_have_no_link_even_in_demo_mode(settings, nadia):
    settings.DEMO = True
    make_account(email="officer@example.org")

    assert [account for account, _url in sign_in_links()] == [nadia]


def test_a_link_outlives_neither_the_account_nor_its_address(client, settings, nadia):
    link = _demo_link(settings, nadia)
    nadia.is_active = False
    nadia.save()
    assert client.get(link).status_code == 404

    nadia.is_active, nadia.email = True, "nadia@example.org"
    nadia.save()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[:-2] + ("BB" if t.endswith("AA") else "AA"),
        lambda t: "x" + t,
        lambda t: "x",
    ],
)
def test_a_forged_link_leads_nowhere(client, settings, nadia, change):
    token = _demo_link(settings, nadia).rstrip("/").rsplit("/", 1)[1]

    assert client.get(reverse("people:sign_in_demo", args=[change(token)])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_demo_has_somebody_in_every_role_of_both_twins_and_loads_once(db):
    organisations = load_people(by=OPERATOR)
    counts = [m.objects.count() for m in (Account, Grant, Programme, Funding, GridTemplate, Entry)]

    load_people(by=OPERATOR)

    again = [m.objects.count() for m in (Account, Grant, Programme, Funding, GridTemplate, Entry)]
    assert again == counts
    for key in ("mdm-france", "twin"):
        held = Grant.objects.filter(organisation=organisations[key])
        assert {g.role for g in held} == set(Role)
        assert organisations[key].programmes.count() == 2
        assert organisations[key].fundings.count() == 2
        assert organisations[key].grids.count() == 1


def test_the_links_show_only_roles_that_count(settings, db):
    settings.DEMO = True
    organisations = load_people(by=OPERATOR)
    grant = Grant.objects.get(account__email="karim@demo.example.org")
    end_grant(public_id=grant.public_id, by=OPERATOR)

    shown = {account.email: list(account.grants.all()) for account, _url in sign_in_links()}

    assert shown["karim@demo.example.org"] == []
    assert [g.organisation for g in shown["paul@demo.example.org"]] == [organisations["twin"]]
