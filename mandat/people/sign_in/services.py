"""What changes in the ways to sign in. Each is journalled by codes, never by names or secrets."""

from collections.abc import Collection, Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.erasures import note_ended
from mandat.core.errors import RuleBroken
from mandat.mail.services import post
from mandat.people import endings
from mandat.people.models import Account
from mandat.people.sign_in.policy import factors_of, may_remove
from mandat.people.sign_in.sessions import sign_out_everywhere


@transaction.atomic
def rename_passkey(*, factor: Authenticator, name: str, by: Account) -> None:
    """The passkey bears the name that its owner knows it by."""
    passkey = factor.wrap()
    passkey.name = name
    factor.save(update_fields=["data"])
    record(actor=by, action="people.passkey.renamed", subject=by)


@transaction.atomic
def remove_factor(*, factor: Authenticator, by: Account) -> None:
    """The passkey or app no longer signs in; with the last one the recovery codes go too."""
    Account.objects.select_for_update().get(pk=by.pk)  # two windows remove the last two
    if not may_remove(by, factor):
        raise RuleBroken(
            "factor_needed",
            _(
                "Your role needs a second factor. Add another passkey or app first, then remove "
                "this."
            ),
        )
    details = {"kind": str(factor.type)}
    _delete(by, [factor])
    if not factors_of(by):
        _delete(by, Authenticator.objects.filter(user=by))
    record(actor=by, action="people.factor.removed", subject=by, details=details)


def _delete(account: Account, factors: Iterable[Authenticator]) -> None:
    """They are gone, and a backup that is put back does not bring them back."""
    gone = list(factors)
    note_ended(None, endings.FACTOR, *endings.factor_keys(gone))
    Authenticator.objects.filter(user=account, pk__in=[one.pk for one in gone]).delete()


@transaction.atomic
def note_added(*, account: Account, kind: str) -> None:
    """The journal knows that a passkey or an app was added."""
    record(actor=account, action="people.factor.added", subject=account, details={"kind": kind})


@transaction.atomic
def note_codes_made(*, account: Account, replaced: Collection[str] = ()) -> None:
    """The journal knows that new recovery codes were made, and the ledger which they replaced."""
    note_ended(None, endings.FACTOR, *replaced)
    record(actor=account, action="people.recovery_codes.made", subject=account)


@transaction.atomic
def end_other_sessions(*, account: Account, but: str | None) -> int:
    """The account is signed out in every other browser; how many those were."""
    ended = sign_out_everywhere(account, but=but)
    record(actor=account, action="people.sessions.ended", subject=account, details={"count": ended})
    return ended


@transaction.atomic
def forget_factors(*, account: Account, by: Any) -> int:
    """Somebody who lost every factor starts anew: all are gone and every session has ended.

    Whoever asks for it must have made sure who asks: with it an address of e-mail is enough to
    come in, and the person is told. Returns how many passkeys and apps there were.
    """
    count = len(factors_of(account))
    _delete(account, Authenticator.objects.filter(user=account))
    sign_out_everywhere(account)
    record(actor=by, action="people.factors.forgotten", subject=account, details={"count": count})
    language = account.language or settings.LANGUAGE_CODE
    post(template="people/factors_forgotten", to=account, language=language, subject_of=account)
    return count
