"""What the vault holds about people, and how it answers for it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mandat.audit.services import OPERATOR
from mandat.core.crypto import KeyGone
from mandat.core.holdings import (
    Basis,
    DataClass,
    Found,
    Holding,
    IsHeld,
    Outcome,
    PersonalField,
    Subject,
)
from mandat.vault.labels import GIVEN_LABELS, SCOPE_LABELS
from mandat.vault.models import Compartment, Consent, Identity
from mandat.vault.scopes import (
    CONSENT_SCOPE,
    IDENTITY,
    MEMBERSHIP,
    MEMBERSHIP_UNTIL,
    Given,
    Scope,
)
from mandat.vault.services.compartments import end_again
from mandat.vault.services.consents import withdraw_again
from mandat.vault.services.identities import erase_identity, identity_digest, unsealed

_MEMBERS = (_("the members of the compartment, each time on the record"),)
_AS_LONG = _("as long as the compartment is needed, or until the person takes it back")


def _secret(field: str, purpose: object) -> PersonalField:
    return PersonalField(
        field=field,
        purpose=purpose,
        basis=Basis.CONSENT,
        data_class=DataClass.SECRET,
        keep=None,
        keep_from=_AS_LONG,
        readers=_MEMBERS,
        special=True,
    )


def _of_staff(field: str, purpose: object) -> PersonalField:
    return PersonalField(
        field=field,
        purpose=purpose,
        basis=Basis.LEGITIMATE_INTERESTS,
        data_class=DataClass.CONFIDENTIAL,
        keep=None,
        keep_from=_("as long as the compartment"),
        readers=_MEMBERS,
    )


FIELDS = (
    _secret("vault.Identity.sealed", _("to reach a person who takes part, and nothing else")),
    _secret("vault.Identity.digest", _("to find what concerns a person who asks")),
    _secret("vault.Identity.pseudonym", _("to tell people apart without knowing them")),
    _secret("vault.Consent.pseudonym", _("to show what a person agreed to")),
    _secret("vault.Consent.code_digest", _("to let a person take a consent back without a name")),
    _of_staff("vault.CompartmentMembership.account", _("to say who may enter")),
    _of_staff("vault.CompartmentMembership.granted_by", _("to say who admitted them")),
    _of_staff("vault.CompartmentMembership.ended_by", _("to say who ended it")),
    _of_staff("vault.Compartment.opened_by", _("to say who answers for it")),
    _of_staff("vault.Identity.kept_by", _("to say who collected it")),
    _of_staff("vault.Consent.recorded_by", _("to say who witnessed it")),
)
IMPERSONAL = (
    "vault.Compartment.kind",
    "vault.Compartment.name",
    "vault.CompartmentMembership.role",
    "vault.ConsentText.language",
    "vault.ConsentText.direction",
    "vault.ConsentText.text",
    "vault.Consent.how",
    "vault.ConsentScope.scope",
)


def _identities(subject: Subject) -> Iterable[Identity]:
    compartments = Compartment.objects.filter(identities__erased_at__isnull=True).distinct()
    if subject.organisation is not None:
        compartments = compartments.filter(organisation__public_id=subject.organisation)
    digests = [d for c in compartments if (d := _digest(c, subject.email))]
    return (
        Identity.objects.filter(erased_at__isnull=True, digest__in=digests)
        .select_related("compartment__organisation")
        .prefetch_related("consents__scopes")
    )


def _digest(compartment: Compartment, address: str) -> str:
    """Nothing where the key is gone: what it sealed is erased with it."""
    try:
        return identity_digest(compartment, address)
    except KeyGone:
        return ""


def gather(subject: Subject) -> Iterable[Found]:
    """Identities that have the person's address, with the consents that belong to them."""
    for identity in _identities(subject):
        person = unsealed(identity)
        yield Found(
            title=_("Who you are, kept under a pseudonym"),
            subject_label="vault.identity",
            subject_id=str(identity.public_id),
            organisation=identity.compartment.organisation.public_id,
            data={
                "organisation": identity.compartment.organisation.name,
                "pseudonym": identity.pseudonym,
                "name": person.name,
                "address": person.address,
                "note": person.note,
                "kept_at": identity.kept_at.isoformat(),
                "consents": [_consent(c) for c in identity.consents.all()],
            },
        )


def _consent(consent: Consent) -> dict[str, object]:
    rows = list(consent.scopes.all())
    return {
        "given_on": consent.given_on.isoformat(),
        "how": str(GIVEN_LABELS[Given(consent.how)]),
        "agreed": [str(SCOPE_LABELS[Scope(r.scope)]) for r in rows if not r.withdrawn_at],
        "withdrawn": [str(SCOPE_LABELS[Scope(r.scope)]) for r in rows if r.withdrawn_at],
    }


def erase(subject: Subject, is_held: IsHeld) -> Iterable[Outcome]:
    """Identities are erased; pseudonyms and consents stay and lead to nobody."""
    for identity in _identities(subject):
        place = ("vault.identity", str(identity.public_id))
        if is_held(*place):
            yield Outcome(*place, done=False, reason="legal_hold")
            continue
        erase_identity(public_id=identity.public_id, by="data_subject")
        yield Outcome(*place, done=True)


UNUSED = timedelta(days=3 * 365)


def expire(at: datetime, is_held: IsHeld) -> Iterable[Outcome]:
    """Identities in compartments that nobody has been able to enter for three years are erased."""
    forgotten = (
        Identity.objects.filter(erased_at__isnull=True, kept_at__lt=at - UNUSED)
        .exclude(compartment__memberships__ends_at__gt=at - UNUSED)
        .select_related("compartment__organisation")
    )
    for identity in forgotten.iterator():
        place = ("vault.identity", str(identity.public_id))
        if is_held(*place):
            yield Outcome(*place, done=False, reason="legal_hold")
            continue
        erase_identity(public_id=identity.public_id, by="retention")
        yield Outcome(*place, done=True)


def forget(label: str, public_id: str) -> bool:
    """One object is erased or taken back again after a restore; whether it was there."""
    if label == IDENTITY:
        is_back = Identity.objects.filter(public_id=public_id, erased_at__isnull=True).exists()
        return is_back and bool(erase_identity(public_id=UUID(public_id), by=OPERATOR))
    if label == CONSENT_SCOPE:
        consent_id, _colon, scope = public_id.partition(":")
        return withdraw_again(consent_id=consent_id, scope=scope)
    return False


def _end_again(label: str, key: str) -> bool:
    return label in (MEMBERSHIP, MEMBERSHIP_UNTIL) and end_again(label, key)


HOLDING = Holding(
    room="vault",
    fields=FIELDS,
    impersonal=IMPERSONAL,
    gather=gather,
    erase=erase,
    expire=expire,
    forget=forget,
    end_again=_end_again,
)
