"""The key to which the prices of a call are sealed: made once, its private half cut in two."""

from django.db import transaction
from django.utils import timezone

from mandat.audit.services import record
from mandat.calls.models import Call
from mandat.core.crypto import bind, envelope_name, key_provider, new_pair, seal, split
from mandat.core.crypto.pairs import ensure_pair
from mandat.core.keys import new_public_id
from mandat.intake.models import CallKey, KeyShare
from mandat.intake.sealing import arrival_key, draft_key


def share_key(share: KeyShare) -> str:
    """The key outside the database under which one share lies."""
    return f"share.{share.public_id.hex}"


def find_call_key(call: Call) -> CallKey | None:
    """The call's key, if it was made."""
    return CallKey.objects.filter(call=call).first()


def is_spent(call: Call) -> bool:
    """Whether the keys under which something comes in are destroyed: the call is over for good."""
    made = getattr(call, "sealing_key", None) is not None
    return made and not key_provider().exists(arrival_key(call))


def ensure_call_key(*, call: Call) -> CallKey:
    """The call has its key; made at the first need, with both shares, and never again."""
    return find_call_key(call) or _make_call_key(call)


@transaction.atomic
def _make_call_key(call: Call) -> CallKey:
    """Under the lock of the call, since two may need it at once.

    The private half is in memory for as long as this takes and is written nowhere.
    """
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    key = find_call_key(call)
    if key is not None:
        return key
    provider = key_provider()
    pair = new_pair()
    provider.put_public(envelope_name(pair.public), pair.public)
    ensure_pair(arrival_key(call))
    provider.ensure(draft_key(call))
    key = CallKey.objects.create(call=call, public=pair.public, made_at=timezone.now())
    for place, half in enumerate(split(pair.private), 1):
        share = KeyShare(public_id=new_public_id(), key=key, place=place)
        where = bind("intake.keyshare", share.public_id, "sealed", place)
        share.sealed = seal(share_key(share), half, where)
        share.save()
    record(actor="worker", action="intake.key.made", subject=call, organisation=call.organisation)
    return key
