"""The demo's public calls."""

import pytest

from mandat.audit.services import OPERATOR
from mandat.calls.demo import load_demo
from mandat.calls.models import Call
from mandat.people.demo_data import load_people


@pytest.mark.django_db
def test_the_demo_publishes_by_two_people_what_it_shows_as_open():
    load_people(by=OPERATOR)

    load_demo(by=OPERATOR)
    load_demo(by=OPERATOR)

    public = Call.objects.filter(state="published").order_by("organisation__name")
    assert [(c.organisation.name, c.sensitive, c.shares_data) for c in public] == [
        ("Ipas / ODAS", True, False),
        ("Maison Jumelle", False, False),
        ("Médecins du Monde France", False, True),
    ]
    for call in public:
        approval = call.approvals.get()
        assert approval.asked_by != approval.decided_by
        assert (call.deadline_at - call.published_at).days in range(6, 17)
        assert call.key_holders.count() == 2
        assert call.versions.first().content["rules"]["formula"] == "ratio_low"
        assert all(d.reason for d in call.dismissals.all())
        assert call.programme is not None
        assert call.followers.filter(state="confirmed").count() == 2
        assert call.questions.filter(state="answered").exists()
        assert call.questions.filter(state="received").count() == 1
        # Whoever may be in danger sees nothing change in public; the others see one amendment.
        assert call.amendments.filter(state="published").count() == (not call.sensitive)
