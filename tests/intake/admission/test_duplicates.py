"""Applications that look alike are shown with their reasons; nothing is merged."""

import pytest
from django.urls import reverse

from mandat.intake.models import Application
from tests.intake.admission.standing import filed_by, over
from tests.intake.applying import WORDS

pytestmark = pytest.mark.django_db


def lead(name, email):
    return {"lead": {**WORDS["lead"], "name": name, "email": email, "firm": ""}, "members": []}


def test_pairs_are_shown_with_their_reasons_and_a_person_decides(call, at_desk):
    first = filed_by(call, "a@example.org", **lead("Zoé DUPONT", "a@example.org"))
    second = filed_by(call, "b@example.org", **lead("Dupont Zoe", "b@example.org"))
    over(call, first, second)
    states = sorted(Application.objects.values_list("pk", "state"))

    page = at_desk.get(reverse("intake:list_duplicates", args=[call.public_id]))

    assert first.reference in page.text
    assert second.reference in page.text
    assert "Zoé DUPONT" in page.text
    assert sorted(Application.objects.values_list("pk", "state")) == states


def test_different_people_make_no_pair(call, at_desk, monkeypatch):
    from mandat.intake.desk.duplicates import pairs_of  # noqa: PLC0415
    from tests.intake.applying import draft_application, file_now  # noqa: PLC0415

    for name, email in (("Zoé Dupont", "a@example.org"), ("Omar Ba", "b@example.org")):
        words = {**WORDS, **lead(name, email)}
        file_now(draft_application(call, address=email, words=words))

    pairs, compared = pairs_of(over_call(call))

    assert (pairs, compared) == ([], 2)


def over_call(call):
    over(call)
    return call


def test_the_page_asks_the_database_little(call, at_desk, django_assert_max_num_queries):
    for number in range(3):
        filed_by(call, f"a{number}@example.org")
    over(call)
    path = reverse("intake:list_duplicates", args=[call.public_id])

    with django_assert_max_num_queries(12):
        at_desk.get(path)
