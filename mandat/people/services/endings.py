"""After a restore: roles, factors, invitations and accounts that had ended end again."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from mandat.audit.services import OPERATOR, record
from mandat.people import endings
from mandat.people.models import Account, Grant, Invitation
from mandat.people.services.accounts import close_account
from mandat.people.services.grants import end_again as end_grant_again
from mandat.people.services.grants import shorten_again
from mandat.people.services.invitations import withdraw_again
from mandat.people.states import InvitationState


@transaction.atomic
def end_again(label: str, key: str) -> bool:
    """What the ledger names no longer counts; whether it did until now.

    Nothing is asked of policies or of rules: it was allowed when it was done. The last
    administrator's role ends too, since whoever came after them is not in the backup.
    """
    end = _ENDS.get(label)
    return end is not None and end(key)


def _close(key: str) -> bool:
    account = Account.objects.filter(public_id=key, closed_at__isnull=True).first()
    return account is not None and bool(close_account(account=account, by=OPERATOR))


def _end_grant(key: str) -> bool:
    grant = Grant.objects.filter(public_id=key, ended_at__isnull=True).first()
    return grant is not None and bool(end_grant_again(grant=grant, by=OPERATOR))


def _shorten_grant(key: str) -> bool:
    name = key.partition(" ")[0]
    grant = Grant.objects.filter(public_id=name, ended_at__isnull=True).first()
    if grant is None:
        return False
    end = endings.earlier_end(key, grant.ends_at)
    return end is not None and bool(shorten_again(grant=grant, ends_at=end, by=OPERATOR))


def _withdraw(key: str) -> bool:
    """One that was accepted is withdrawn: the role that came of it is not in the backup."""
    waiting = Invitation.objects.filter(public_id=key, state=InvitationState.WAITING).first()
    return waiting is not None and bool(withdraw_again(invitation=waiting, by=OPERATOR))


def _remove_factor(key: str) -> bool:
    owner = key.partition(":")[0]
    mine = Authenticator.objects.select_related("user").filter(user__public_id=owner)
    factor = next((one for one in mine if endings.factor_key(one) == key), None)
    if factor is None:
        return False
    factor.delete()
    if not mine.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        mine.delete()  # codes stand beside a factor, never alone
    details = {"kind": str(factor.type)}
    record(actor=OPERATOR, action="people.factor.removed", subject=factor.user, details=details)
    return True


_ENDS = {
    endings.ACCOUNT: _close,
    endings.FACTOR: _remove_factor,
    endings.GRANT: _end_grant,
    endings.GRANT_UNTIL: _shorten_grant,
    endings.INVITATION: _withdraw,
}
