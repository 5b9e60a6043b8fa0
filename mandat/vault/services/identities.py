"""Who people are: sealed, read only by members and on the record, erased for good."""

import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.crypto import bind, key_provider, open_sealed, seal
from mandat.core.erasures import note_gone
from mandat.core.errors import RuleBroken
from mandat.vault import policies
from mandat.vault.models import Compartment, Identity
from mandat.vault.rules import encode, folded_address
from mandat.vault.scopes import IDENTITY


@dataclass(frozen=True, slots=True)
class Person:
    """What is kept of somebody: class 4. Any part may be empty."""

    name: str = ""
    address: str = ""  # e-mail or telephone, to find and reach them
    note: str = ""


def identity_digest(compartment: Compartment, address: str) -> str:
    """The keyed hash under which an address is found without being readable.

    It is of the compartment's own key: the same person elsewhere has another one there, so that
    a copy of the database does not tell that somebody takes part in two things.
    """
    folded = folded_address(address)
    if not folded:
        return ""
    return key_provider().digest(compartment.key_name, b"vault.identity " + folded.encode())


def _bound(identity: Identity) -> bytes:
    return bind("vault.identity", identity.public_id, "sealed")


def new_pseudonym(compartment: Compartment) -> str:
    """A name that says nothing, not used in the compartment."""
    while True:
        pseudonym = f"P-{encode(secrets.randbelow(32**6), 6)}"
        taken = (
            compartment.identities.filter(pseudonym=pseudonym).exists()
            or compartment.consents.filter(pseudonym=pseudonym).exists()
        )
        if not taken:
            return pseudonym


@transaction.atomic
def keep_identity(*, compartment: Compartment, person: Person, by: Any) -> Identity:
    """Somebody is known under a pseudonym from now on; who it is lies sealed."""
    if not policies.can_enter_compartment(by, compartment):
        raise PermissionDenied
    compartment = Compartment.objects.select_for_update().get(pk=compartment.pk)
    if not (person.name or person.address):
        raise RuleBroken("identity_empty", _("Give at least a name, or an address to reach them."))
    identity = Identity(
        compartment=compartment,
        pseudonym=new_pseudonym(compartment),
        digest=identity_digest(compartment, person.address),
        kept_by=by,
    )
    text = json.dumps(asdict(person), ensure_ascii=False).encode()
    identity.sealed = seal(compartment.key_name, text, _bound(identity))
    identity.save()
    _note("vault.identity.kept", identity, by)
    return identity


def _note(action: str, identity: Identity, by: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=identity,
        organisation=identity.compartment.organisation,
        details={"compartment": str(identity.compartment.public_id)},
    )


@transaction.atomic
def read_identity(*, public_id: UUID, by: Any) -> Person:
    """Who stands behind the pseudonym; that it was read stands in the journal."""
    identity = Identity.objects.select_related("compartment__organisation").get(public_id=public_id)
    if not policies.can_enter_compartment(by, identity.compartment):
        raise PermissionDenied
    if identity.erased_at:
        raise RuleBroken("identity_erased", _("Who this was has been erased."))
    _note("vault.identity.read", identity, by)
    return unsealed(identity)


def unsealed(identity: Identity) -> Person:
    """What was sealed. For the answer to the person themselves, and for `read_identity`."""
    sealed = bytes(identity.sealed)
    text = open_sealed(identity.compartment.key_name, sealed, _bound(identity))
    return Person(**json.loads(text))


@transaction.atomic
def erase_identity(*, public_id: UUID, by: Any) -> Identity:
    """Nobody can learn any more who it was; the pseudonym stays, and says nothing."""
    identity = (
        Identity.objects.select_for_update(of=("self",))
        .select_related("compartment__organisation")
        .get(public_id=public_id)
    )
    if identity.erased_at is None:
        identity.sealed, identity.digest, identity.erased_at = b"", "", timezone.now()
        identity.save(update_fields=["sealed", "digest", "erased_at"])
        _note("vault.identity.erased", identity, by)
        note_gone(identity.compartment.organisation.public_id, IDENTITY, str(identity.public_id))
    return identity
