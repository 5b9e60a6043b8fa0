"""Consents: recorded with the words that were agreed to, withdrawn by a code or a member."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import OPERATOR, record
from mandat.core.crypto import key_provider
from mandat.core.days import day_in
from mandat.core.erasures import note_gone
from mandat.core.errors import RuleBroken
from mandat.core.languages import direction
from mandat.people.models import Organisation
from mandat.vault import policies
from mandat.vault.models import Compartment, Consent, ConsentScope, ConsentText, Identity
from mandat.vault.rules import CODE_LENGTH, consistent, encode, is_code, may, tidy_code
from mandat.vault.scopes import CONSENT_SCOPE, Given, Scope
from mandat.vault.services.identities import new_pseudonym


@dataclass(frozen=True, slots=True)
class Recorded:
    """A consent, and the code that withdraws it: shown once, to be given to the person."""

    consent: Consent
    code: str


@transaction.atomic
def write_consent_text(
    *, organisation: Organisation, texts: dict[str, str], by: Any
) -> list[ConsentText]:
    """The organisation asks with these words from now on, by language; earlier ones stay."""
    if not policies.can_write_consent_texts(by, organisation):
        raise PermissionDenied
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not kept:
        raise RuleBroken("consent_text_empty", _("Write the words in at least one language."))
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    newest = organisation.consent_texts.aggregate(Max("version"))["version__max"] or 0
    made = [
        ConsentText.objects.create(
            organisation=organisation,
            version=newest + 1,
            language=language,
            direction=direction(language),
            text=text,
        )
        for language, text in sorted(kept.items())
    ]
    record(
        actor=by,
        action="vault.consent_text.written",
        subject=made[0],
        organisation=organisation,
        details={"version": newest + 1},
    )
    return made


def _digest(code: str) -> str:
    return key_provider().digest("house", b"consent" + code.encode())


@transaction.atomic
def record_consent(
    *,
    compartment: Compartment,
    text: ConsentText,
    scopes: Collection[Scope],
    how: Given,
    given_on: date,
    by: Any,
    identity: Identity | None = None,
) -> Recorded:
    """The person, known by pseudonym, agreed to this on that day; a code can withdraw it."""
    if not policies.can_enter_compartment(by, compartment):
        raise PermissionDenied
    _check(compartment, text, scopes, given_on, identity)
    compartment = Compartment.objects.select_for_update().get(pk=compartment.pk)
    code = encode(secrets.randbelow(32**CODE_LENGTH), CODE_LENGTH)
    consent = Consent.objects.create(
        compartment=compartment,
        identity=identity,
        pseudonym=identity.pseudonym if identity else new_pseudonym(compartment),
        text=text,
        how=how.value,
        given_on=given_on,
        code_digest=_digest(code),
        recorded_by=by,
    )
    ConsentScope.objects.bulk_create(ConsentScope(consent=consent, scope=s.value) for s in scopes)
    _note("vault.consent.recorded", consent, by)
    return Recorded(consent, code)


def _check(
    compartment: Compartment,
    text: ConsentText,
    scopes: Collection[Scope],
    given_on: date,
    identity: Identity | None,
) -> None:
    if text.organisation_id != compartment.organisation_id:
        raise PermissionDenied
    if identity is not None and identity.compartment_id != compartment.pk:
        raise PermissionDenied
    if not scopes or not consistent(scopes):
        raise RuleBroken(
            "consent_without_part",
            _("Tick what the person agreed to; whoever is quoted or recorded also takes part."),
        )
    if given_on > day_in(compartment.organisation.time_zone, timezone.now()):
        raise RuleBroken("consent_in_future", _("The day of the consent lies in the future."))


def _note(action: str, consent: Consent, by: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=consent,
        organisation=consent.compartment.organisation,
        details={"compartment": str(consent.compartment.public_id)},
    )


def find_by_code(typed: str) -> Consent | None:
    """The consent that a code belongs to, however it was typed."""
    code = tidy_code(typed)
    if not is_code(code):
        return None
    return (
        Consent.objects.select_related("compartment__organisation", "text")
        .prefetch_related("scopes")
        .filter(code_digest=_digest(code))
        .first()
    )


@transaction.atomic
def withdraw_consent(*, code: str, scopes: Collection[Scope] = ()) -> Consent:
    """What is named, or without names everything, no longer counts. Nobody is asked why."""
    consent = find_by_code(code)
    if consent is None:
        raise RuleBroken(
            "no_such_code",
            _("No consent has this code. Check each sign; it has 16 letters and digits."),
        )
    wanted = consent.scopes.filter(withdrawn_at__isnull=True)
    if scopes and Scope.TAKE_PART not in scopes:
        wanted = wanted.filter(scope__in=[s.value for s in scopes])
    gone = [f"{consent.public_id}:{scope}" for scope in wanted.values_list("scope", flat=True)]
    if wanted.update(withdrawn_at=timezone.now()):
        _note("vault.consent.withdrawn", consent, "consenting_person")
        note_gone(consent.compartment.organisation.public_id, CONSENT_SCOPE, *gone)
    return consent


@transaction.atomic
def withdraw_again(*, consent_id: str, scope: str) -> bool:
    """What was withdrawn before a restore is withdrawn again; whether it counted."""
    consent = (
        Consent.objects.select_related("compartment__organisation")
        .filter(public_id=consent_id)
        .first()
    )
    if consent is None:
        return False
    counted = consent.scopes.filter(scope=scope, withdrawn_at__isnull=True)
    changed = counted.update(withdrawn_at=timezone.now())
    if changed:
        _note("vault.consent.withdrawn", consent, OPERATOR)
    return bool(changed)


def is_covered(consent: Consent, scope: Scope) -> bool:
    """Whether the consent allows this now. Later rooms ask before each use."""
    rows = list(consent.scopes.all())
    granted = {Scope(r.scope) for r in rows}
    withdrawn = {Scope(r.scope) for r in rows if r.withdrawn_at}
    return may(granted, withdrawn, scope)
