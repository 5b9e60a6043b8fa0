"""Amendments: numbered, fair about time, told to all, and never over what nobody has seen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mandat.calls.content import extra_of, value_of
from mandat.calls.exchange.amending import proposal_for
from mandat.calls.exchange.difference import Mark
from mandat.calls.exchange.queries import published_amendments
from mandat.calls.exchange.services import amendments as services
from mandat.calls.models import Amendment, Call, CallVersion, Telling, TermsOfReference
from mandat.calls.publishing import make_version
from mandat.calls.queries import version_now
from mandat.calls.states import AmendmentKind, AmendmentState
from mandat.core.errors import RuleBroken
from tests.calls.exchange.around import follower, links_in, mails, tell_everybody, text_of
from tests.calls.published import published_call, wall_in

pytestmark = pytest.mark.django_db


def started(call, by):
    return services.start_amendment(call_id=call.public_id, by=by)


def changed(amendment, by, name="working_days", value=60, extra=None, version=None):
    return services.change_field(
        call_id=amendment.call.public_id,
        amendment_id=amendment.public_id,
        name=name,
        value=value,
        extra=extra or {},
        version=amendment.version if version is None else version,
        by=by,
    )


def published(amendment, by, reason="More days are needed.", kept="", version=None):
    return services.publish_amendment(
        call_id=amendment.call.public_id,
        amendment_id=amendment.public_id,
        reason=reason,
        kept_deadline_reason=kept,
        version=amendment.version if version is None else version,
        by=by,
    )


def deadline_of(call):
    return value_of(version_now(call).content, "deadline")


def refusal(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def again(call):
    return Call.objects.select_related("organisation").get(pk=call.pk)


def test_a_change_becomes_the_next_version_with_number_reason_and_news(call, officer):
    follower(call, language="fr")
    amendment = published(changed(started(call, officer), officer), officer)
    tell_everybody()

    call = again(call)
    assert call.version_number == 2
    assert value_of(version_now(call).content, "working_days") == 60
    assert (amendment.number, amendment.state) == (1, AmendmentState.PUBLISHED)
    (mail,) = mails("call_amended")
    assert mail.language == "fr"
    assert "More days are needed." in text_of(mail)
    assert links_in(mail)[0] == f"/open/{call.token}/"


def test_nothing_of_it_is_public_before(call, officer):
    changed(started(call, officer), officer)

    call = again(call)
    assert call.version_number == 1
    assert value_of(version_now(call).content, "working_days") == 45
    assert published_amendments(call) == []
    assert not Telling.objects.exists()


def test_the_first_version_stays_as_it_was(call, officer):
    before = CallVersion.objects.get(call=call, number=1)

    published(changed(started(call, officer), officer), officer)

    after = CallVersion.objects.get(call=call, number=1)
    assert (after.content, after.text, after.sha256) == (
        before.content,
        before.text,
        before.sha256,
    )


def test_the_text_of_a_call_that_was_written_here_says_the_new_value(call, officer):
    published(changed(started(call, officer), officer), officer)

    first, second = (v.text for v in CallVersion.objects.filter(call=call))
    assert "45" in first
    assert "60" not in first
    assert "60" in second


def test_the_text_of_an_imported_call_stays_as_its_author_wrote_it(call, officer):
    text = "Termes de référence : 45 jours de travail."
    call.terms = TermsOfReference.objects.create(
        call=call, text=text, sha256="0" * 64, media_type="text/plain"
    )
    call.save()

    published(changed(started(call, officer), officer), officer)

    assert CallVersion.objects.get(call=call, number=2).text == text


def test_everybody_reads_before_and_after_side_by_side(call, officer):
    published(changed(started(call, officer), officer), officer)
    second = changed(started(call, officer), officer, "title", "Étude sur l’accès aux soins")
    published(second, officer, reason="Shorter.")

    newest, oldest = published_amendments(call)

    assert (newest.number, oldest.number) == (2, 1)
    (change,) = oldest.changes
    (pair,) = change.pairs
    assert [p.text for p in pair.before if p.mark == Mark.GONE] == ["45"]
    assert [p.text for p in pair.after if p.mark == Mark.NEW] == ["60"]
    assert newest.changes[0].name == "title"


@pytest.mark.parametrize("name", ["evaluation_grid", "required_documents", "pass_marks", "kind"])
def test_what_people_rely_on_is_frozen(call, officer, name):
    amendment = started(call, officer)

    with refusal("frozen"):
        changed(amendment, officer, name, None)


def test_a_value_that_says_the_same_is_no_change(call, officer):
    amendment = changed(started(call, officer), officer, value=60)
    amendment = changed(amendment, officer, value=45)

    assert amendment.changes == {}
    with refusal("nothing_changed"):
        published(amendment, officer)


def test_the_reason_is_asked_for(call, officer):
    with refusal("reason_missing"):
        published(changed(started(call, officer), officer), officer, reason=" \u202e ")


def test_only_officers_amend(call, officer, approver, reader, stranger):
    amendment = changed(started(call, officer), officer)

    for person in (approver, reader, stranger):
        for act in (
            lambda by: started(call, by),
            lambda by: changed(amendment, by),
            lambda by: published(amendment, by),
        ):
            with pytest.raises(PermissionDenied):
                act(person)


def test_a_second_start_leads_to_the_one_in_work(call, officer, colleague):
    assert started(call, officer).pk == started(call, colleague).pk


def test_two_officers_do_not_overwrite_each_other(call, officer, colleague):
    amendment = started(call, officer)
    changed(amendment, colleague, value=60, version=1)

    with refusal("changed_elsewhere"):
        changed(amendment, officer, value=50, version=1)

    assert Amendment.objects.get().changes["working_days"]["value"] == 60


def test_a_call_that_changed_meanwhile_is_looked_at_again(call, officer):
    amendment = changed(started(call, officer), officer)
    with transaction.atomic():
        version = version_now(call)
        make_version(again(call), version.content, version.text, by=officer, at=timezone.now())

    with refusal("call_changed"):
        published(amendment, officer)


def test_a_stale_amendment_can_be_dropped_and_begun_anew(call, officer):
    amendment = changed(started(call, officer), officer)
    services.drop_amendment(
        call_id=call.public_id,
        amendment_id=amendment.public_id,
        version=amendment.version,
        by=officer,
    )

    fresh = started(call, officer)

    assert fresh.pk != amendment.pk
    assert Amendment.objects.get(pk=amendment.pk).state == AmendmentState.DROPPED


def test_the_deadline_is_never_brought_forward(call, officer):
    amendment = changed(started(call, officer), officer, "deadline", wall_in(20))

    with refusal("deadline_earlier"):
        published(amendment, officer)


def test_another_zone_does_not_bring_it_forward_either(call, officer):
    wall = deadline_of(call)
    amendment = changed(
        started(call, officer), officer, "deadline", wall, {"timezone": "Asia/Tokyo"}
    )

    with refusal("deadline_earlier"):
        published(amendment, officer)


def test_the_deadline_cannot_be_taken_away(call, officer):
    amendment = changed(started(call, officer), officer, "deadline", None, {"timezone": None})

    with refusal("deadline_without_zone"):
        published(amendment, officer)


def test_more_time_alone_asks_for_nothing_else(organisation, officer):
    call = published_call(organisation, days=2)
    amendment = changed(started(call, officer), officer, "deadline", wall_in(4))

    published(amendment, officer)

    assert again(call).deadline_at > timezone.now() + timedelta(days=3)


def test_after_the_deadline_nothing_is_amended(call, officer, time_machine):
    amendment = changed(started(call, officer), officer)
    time_machine.move_to(call.deadline_at + timedelta(seconds=1))

    with refusal("deadline_passed"):
        published(amendment, officer)


def test_at_the_deadline_it_still_is(organisation, officer, time_machine):
    call = published_call(organisation, days=30)
    amendment = changed(started(call, officer), officer)
    time_machine.move_to(call.deadline_at, tick=False)

    assert published(amendment, officer, kept="Only a slip of the pen.").number == 1


def test_a_change_near_the_deadline_asks_for_time_and_says_how_much(organisation, officer):
    call = published_call(organisation, days=3)
    amendment = changed(started(call, officer), officer)

    proposal = proposal_for(call, amendment, timezone.now())

    assert proposal.days == 7
    assert proposal.wall[11:] == deadline_of(call)[11:]
    with refusal("extension_undecided"):
        published(amendment, officer)


def test_the_proposed_deadline_is_taken_with_one_gesture(organisation, officer):
    call = published_call(organisation, days=3)
    amendment = changed(started(call, officer), officer)
    wall = proposal_for(call, amendment, timezone.now()).wall

    amendment = services.extend_deadline(
        call_id=call.public_id,
        amendment_id=amendment.public_id,
        version=amendment.version,
        by=officer,
    )
    published(amendment, officer)

    call = again(call)
    assert deadline_of(call) == wall
    assert extra_of(version_now(call).content, "deadline")["timezone"] == call.deadline_zone
    assert call.deadline_at - timezone.now() > timedelta(days=6, hours=23)


def test_another_deadline_that_leaves_the_time_is_as_good(organisation, officer):
    call = published_call(organisation, days=3)
    amendment = changed(started(call, officer), officer)
    amendment = changed(amendment, officer, "deadline", wall_in(9))

    assert published(amendment, officer).number == 1


def test_less_than_the_time_needs_a_public_reason(organisation, officer):
    call = published_call(organisation, days=3)
    amendment = changed(started(call, officer), officer)
    amendment = changed(amendment, officer, "deadline", wall_in(4))

    with refusal("extension_undecided"):
        published(amendment, officer)
    published(amendment, officer, kept="A slip of the pen.")

    assert published_amendments(call)[0].kept_deadline_reason == "A slip of the pen."


def test_the_organisation_chooses_how_many_days(organisation, officer):
    organisation.amendment_days = 2
    organisation.save()
    call = published_call(organisation, days=3)

    amendment = changed(started(call, officer), officer)

    assert proposal_for(call, amendment, timezone.now()) is None
    assert published(amendment, officer).number == 1


def test_a_contradiction_that_the_change_brings_stops_it(call, officer):
    before_deadline = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    dates = [
        {"role": "decision", "date": before_deadline, "firm": True},
        {"role": "mission_start", "date": before_deadline, "firm": True},
    ]
    amendment = changed(started(call, officer), officer, "end_date", "2020-01-01")
    amendment = changed(amendment, officer, "dates", dates)

    with refusal("contradiction"):
        published(amendment, officer)


def test_one_open_amendment_of_a_call_the_database_agrees(call, officer):
    started(call, officer)

    with pytest.raises(Exception, match=r"(?i)unique|amendment_open_once"), transaction.atomic():
        Amendment.objects.create(
            call=call,
            kind=AmendmentKind.CANCELLATION,
            state=AmendmentState.PROPOSED,
            from_version=1,
            made_by=officer,
            made_at=timezone.now(),
        )


def test_a_draft_is_not_amended(organisation, officer):
    call = published_call(organisation, days=30)
    Call.objects.filter(pk=call.pk).update(state="closed", closed_at=timezone.now())

    with refusal("not_now"):
        started(call, officer)
