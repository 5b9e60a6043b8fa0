"""What the test of endings does inside a site: people with roles, what is ended, what counts.

Run as `python -m tests.privacy.ended_site ACT` in the environment of the site.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 -- after set-up
from django.utils import timezone  # noqa: E402

from mandat.audit.models import Entry  # noqa: E402
from mandat.audit.services import OPERATOR  # noqa: E402
from mandat.people.models import Account, Grant, Invitation, Organisation  # noqa: E402
from mandat.people.queries import in_force  # noqa: E402
from mandat.people.roles import Role  # noqa: E402
from mandat.people.services import (  # noqa: E402
    accept_invitation,
    add_account,
    change_grant_end,
    close_account,
    end_grant,
    find_or_add_organisation,
    grant_role,
    invite,
    withdraw_invitation,
)
from mandat.people.sign_in.services import forget_factors, remove_factor  # noqa: E402
from mandat.vault import services as vault  # noqa: E402
from mandat.vault.models import Compartment, CompartmentMembership  # noqa: E402
from mandat.vault.scopes import CompartmentKind  # noqa: E402

PEOPLE = ("ada", "ben", "cleo", "dan", "eve", "fay")


def make():
    """Six people who work together, with what can be ended later and what stays."""
    organisation = find_or_add_organisation(name="Maison des droits", by=OPERATOR)
    for name in PEOPLE:
        account = add_account(
            email=f"{name}@example.org", name=name.title(), language="en", by=OPERATOR
        )
        grant_role(account=account, organisation=organisation, role=Role.READER, by=OPERATOR)
    for role in (Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER):
        grant_role(account=one("ada"), organisation=organisation, role=role, by=OPERATOR)
    for name in ("ada", "cleo", "dan"):
        for kind in ("totp", "recovery_codes"):
            Authenticator.objects.create(user=one(name), type=kind, data={})
    Authenticator.objects.create(
        user=one("cleo"), type="webauthn", data={"name": "Key", "credential": {}}
    )
    for email in ("gus", "hal", "ivy"):
        invite(
            organisation=organisation,
            email=f"{email}@example.org",
            role=Role.READER,
            language="en",
            by=one("ada"),
        )
    compartment = vault.open_compartment(
        organisation=organisation, kind=CompartmentKind.CONSULTATION, name="Circle", by=one("ada")
    )
    for name in ("ben", "cleo"):
        vault.admit_member(
            public_id=compartment.public_id,
            account=one(name),
            is_keeper=False,
            ends_at=timezone.now() + timedelta(days=60),
            by=one("ada"),
        )


def one(name):
    return Account.objects.get(email=f"{name}@example.org")


def end():
    """What people decided after the backup, and a role given anew."""
    organisation, ada = Organisation.objects.get(), one("ada")
    grants = {g.account.name: g for g in Grant.objects.filter(role=Role.READER)}
    end_grant(public_id=grants["Ben"].public_id, by=ada)
    end_grant(public_id=grants["Eve"].public_id, by=ada)
    grant_role(account=one("eve"), organisation=organisation, role=Role.READER, by=ada)
    soon = timezone.now() + timedelta(days=7)
    change_grant_end(public_id=grants["Cleo"].public_id, ends_at=soon, by=ada)
    close_account(account=one("fay"), by=OPERATOR)
    app = Authenticator.objects.get(user=one("cleo"), type="totp")
    remove_factor(factor=app, by=one("cleo"))
    forget_factors(account=one("dan"), by=OPERATOR)
    waiting = {i.email: i for i in Invitation.objects.all()}
    withdraw_invitation(public_id=waiting["gus@example.org"].public_id, by=ada)
    accept_invitation(hashed=waiting["hal@example.org"].token_hash, by=None, name="Hal")
    compartment = Compartment.objects.get()
    for name in ("ben", "cleo"):
        membership = CompartmentMembership.objects.get(account=one(name))
        keys = {"public_id": compartment.public_id, "membership_id": membership.public_id}
        if name == "ben":
            vault.end_membership(**keys, by=ada)
        else:
            vault.renew_membership(**keys, ends_at=soon, by=ada)


def show():
    """What counts."""
    at = timezone.now()
    running = Grant.objects.filter(in_force(at)).select_related("account")
    inside = CompartmentMembership.objects.filter(in_force(at)).select_related("account")
    answer = {
        "roles": sorted(f"{g.account.name} {g.role}" for g in running),
        "soon": sorted(
            g.account.name
            for rows in (running, inside.filter(role="reader"))
            for g in rows
            if g.ends_at and g.ends_at < at + timedelta(days=8)
        ),
        "inside": sorted(m.account.name for m in inside),
        "factors": sorted(f"{a.user.name} {a.type}" for a in Authenticator.objects.all()),
        "invitations": sorted(f"{i.email} {i.state}" for i in Invitation.objects.all()),
        "open": sorted(a.name for a in Account.objects.filter(closed_at=None)),
        "replayed": Entry.objects.filter(action="privacy.ending.replayed").count(),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    {"make": make, "end": end, "show": show}[sys.argv[1]]()
