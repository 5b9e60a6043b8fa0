"""Two hundred letters into the database: each has its outcome, and none is lost or taken twice."""

import pytest

from mandat.intake.letters.outcomes import Outcome
from mandat.intake.models import Application, Arrival, Filing
from tests.intake.gate.calling import take
from tests.intake.letters.generated import LETTERS

pytestmark = pytest.mark.django_db
NEW = frozenset(Outcome) - {Outcome.ALREADY_IMPORTED}


def test_every_generated_letter_is_accounted_for(calls):
    told = {call.pk: name for name, call in calls.items()}

    found = {one.key: take(one.raw) for one in LETTERS}

    wrong = {
        one.key: (found[one.key].outcome.value, found[one.key].reason.value)
        for one in LETTERS
        if (found[one.key].outcome, found[one.key].reason, found[one.key].also)
        != (one.outcome, one.reason, one.also)
    }
    assert wrong == {}
    new = [one for one in LETTERS if one.outcome in NEW]
    assert Arrival.objects.count() == len(new)
    assert all(a.raw_id for a in Arrival.objects.all())
    places = {one.key: told.get(found[one.key].arrival.call_id) for one in new}
    assert places == {one.key: one.call for one in new}
    filed = [one for one in LETTERS if one.outcome is Outcome.FILED]
    assert Application.objects.filter(state="filed").count() == len(filed)
    again = [take(one.raw).outcome for one in LETTERS]
    assert set(again) == {Outcome.ALREADY_IMPORTED}
    assert Arrival.objects.count() == len(new)
    assert Filing.objects.count() > len(filed)
