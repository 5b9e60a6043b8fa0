"""What the journal calls the acts of this room."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.audit.words import register_details, register_objects, register_words
from mandat.people.labels import ROLE_LABELS
from mandat.people.models import Organisation, Programme
from mandat.people.queries import grants_of, organisations_where
from mandat.people.roles import SEES_PROGRAMMES, Role

ACTS = {
    "people.account.added": _("added an account"),
    "people.account.closed": _("closed an account"),
    "people.account.signed_in": _("signed in"),
    "people.account.signed_out": _("signed out"),
    "people.factor.added": _("added a way to sign in"),
    "people.factor.removed": _("removed a way to sign in"),
    "people.factors.forgotten": _("had all ways to sign in forgotten"),
    "people.passkey.renamed": _("renamed a passkey"),
    "people.recovery_codes.made": _("made new recovery codes"),
    "people.sessions.ended": _("signed out on all other devices"),
    "people.organisation.added": _("added an organisation"),
    "people.settings.changed": _("changed the settings of the organisation"),
    "people.grid.added": _("added a grid"),
    "people.grid.changed": _("changed a grid"),
    "people.grid.made_default": _("made a grid the usual one"),
    "people.grid.removed": _("removed a grid"),
    "people.role.granted": _("gave a role"),
    "people.role.ended": _("ended a role"),
    "people.role.redated": _("changed the end of a role"),
    "people.role.delegated": _("lent a role for an absence"),
    "people.invitation.sent": _("sent an invitation"),
    "people.invitation.resent": _("sent an invitation again"),
    "people.invitation.withdrawn": _("withdrew an invitation"),
    "people.invitation.accepted": _("accepted an invitation"),
    "people.invitation.forgotten": _("deleted an invitation that nobody answered"),
    "people.programme.added": _("added a programme"),
    "people.programme.changed": _("changed a programme"),
    "people.programme.closed": _("closed a programme"),
    "people.programme.reopened": _("reopened a programme"),
    "people.programme.contact_added": _("added a contact to a programme"),
    "people.programme.contact_removed": _("removed a contact from a programme"),
    "people.funding.added": _("added a funding"),
    "people.funding.changed": _("changed a funding"),
}
OBJECTS = {
    "people.grant": _("Role"),
    "people.invitation": _("Invitation"),
    "people.gridtemplate": _("Grid"),
    "people.funding": _("Funding"),
}


def _own(reader: Any, public_ids: Collection[str]) -> QuerySet[Organisation]:
    """Organisations in which the reader holds a role."""
    held = grants_of(reader).values("organisation")
    return Organisation.objects.filter(public_id__in=public_ids, pk__in=held)


def _seen(reader: Any, public_ids: Collection[str]) -> QuerySet[Programme]:
    where = organisations_where(reader, SEES_PROGRAMMES)
    return Programme.objects.filter(public_id__in=public_ids, organisation__in=where)


def role_in_words(details: Mapping[str, Any]) -> Any:
    """Which role it was."""
    role = details.get("role", "")
    return ROLE_LABELS[Role(role)] if role in set(Role) else ""


def register() -> None:
    """The words are known to the journal's pages."""
    register_words(ACTS)
    register_objects("people.account", _("Account"))
    register_objects("people.organisation", _("Organisation"), objects=_own)
    register_objects("people.programme", _("Programme"), objects=_seen)
    for label, word in OBJECTS.items():
        register_objects(label, word)
    for act in ("granted", "ended", "redated", "delegated"):
        register_details(f"people.role.{act}", role_in_words)
