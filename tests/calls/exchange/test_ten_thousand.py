"""Ten thousand followers of one call: everybody once, in batches, in memory that stays flat."""

import resource
from hashlib import sha256

import pytest
from django.utils import timezone

from mandat.calls.exchange import audiences, news
from mandat.calls.exchange.sealing import digest_of, key_of, sealed_address
from mandat.calls.exchange.services import tellings
from mandat.calls.models import Follower, Milestone, Telling
from mandat.calls.states import FollowerState
from mandat.mail.models import Message

MANY = 10_000
_MEGABYTE = 1024  # ru_maxrss counts in kilobytes


def followed_by_many(call):
    at, rows = timezone.now(), []
    for number in range(MANY):
        address = f"person{number}@example.org"
        row = Follower(
            call=call,
            language=("fr", "en", "ar")[number % 3],
            state=FollowerState.CONFIRMED,
            asked_at=at,
            confirmed_at=at,
            address_digest=digest_of(address),
        )
        row.address = sealed_address(row, address)
        row.token_digest = sha256(key_of(row).encode()).hexdigest()
        rows.append(row)
    Follower.objects.bulk_create(rows, batch_size=500)


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.slow
@pytest.mark.django_db
def test_ten_thousand_people_are_told_once_each_in_flat_memory(call):
    followed_by_many(call)
    decision = Milestone.objects.get(call=call, role="decision")
    telling = tellings.tell_all(call, decision, news.DONE, timezone.now())
    tellings.tell_batch(public_id=telling.public_id)
    after_first, batches = peak(), 1

    while not Telling.objects.get(pk=telling.pk).done_at:
        assert tellings.tell_batch(public_id=telling.public_id) <= tellings.BATCH
        batches += 1

    told = Message.objects.filter(template="calls/step_done")
    assert told.count() == told.values("to").distinct().count() == MANY
    assert batches == MANY // tellings.BATCH + len(audiences._AUDIENCES)  # one ends each list
    assert peak() - after_first < 30 * _MEGABYTE
