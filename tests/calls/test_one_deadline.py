"""A day has one source: what a text says of the deadline a second time misleads nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.calls.content import amended, other_deadlines
from mandat.calls.importer.themes import _WORDS
from mandat.calls.labels import CODES
from mandat.calls.life.rules import Facts, obstacles
from mandat.calls.publishing import content_now, make_version, text_now
from mandat.calls.shapes import THEMES
from tests.calls.published import draft_call, published_call, wall_in

SOON, LATER = wall_in(10), wall_in(15)


def _repeating(day):
    """Values in which dates and stages name a last day of their own."""
    return {
        "dates": [{"role": "application", "date": day}, {"role": "decision", "date": LATER[:10]}],
        "stages": [{"kind": "full_proposal", "deadline": day, "timezone": None}],
    }


@pytest.mark.django_db
def test_another_last_day_in_dates_or_stages_is_seen_before_publication(organisation):
    other = (timezone.now() + timedelta(days=4)).date().isoformat()
    same = content_now(draft_call(organisation, days=10, values=_repeating(SOON[:10])))
    unlike = content_now(draft_call(organisation, days=10, values=_repeating(other)))
    facts = {"blocking": 0, "remarks": 0, "unconfirmed": 0, "seats": (), "approvers": 1}

    found = obstacles(Facts(content=unlike, entitled=frozenset(), **facts), timezone.now())

    assert other_deadlines(same) == []
    assert other_deadlines(unlike) == [other]
    assert [(o.blocks, o.params) for o in found if o.code == "other_deadline"] == [
        (False, {"wall": other})
    ]


@pytest.mark.django_db
def test_the_second_stage_of_an_expression_of_interest_has_a_day_of_its_own(organisation):
    values = _repeating(SOON[:10]) | {"kind": "eoi"}
    values["stages"] = [{"kind": "full_proposal", "deadline": LATER[:10], "timezone": None}]

    content = content_now(draft_call(organisation, days=10, values=values))

    assert other_deadlines(content) == []


@pytest.mark.django_db
def test_no_old_last_day_stays_behind_when_the_deadline_moves(client, organisation):
    call = published_call(organisation, days=10, values=_repeating(SOON[:10]))
    later = {"deadline": {"value": LATER, "extra": {"timezone": call.deadline_zone}}}

    content = amended(content_now(call), later)
    make_version(call, content, text_now(call), by="operator", at=timezone.now())
    french = {"HTTP_ACCEPT_LANGUAGE": "fr"}
    steps = client.get(f"/open/{call.token}/next/", **french).content.decode()
    page = client.get(f"/open/{call.token}/", **french).content.decode()

    assert [m.role for m in call.milestones.all()] == ["decision"]
    assert f'datetime="{SOON[:10]}' not in steps
    assert "<dd>proposition complète</dd>" in page  # the stage, without a day of its own


def test_each_theme_that_is_read_in_a_text_can_be_chosen_and_has_words():
    assert set(_WORDS) == set(THEMES)
    assert set(THEMES) <= set(CODES)
