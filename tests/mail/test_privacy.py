"""What the outbox remembers of a person, for how long, and how it forgets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.core.holdings import Subject
from mandat.mail import privacy
from mandat.mail.models import Message
from mandat.mail.services import Recipient, Sender, send
from mandat.mail.states import MessageState

pytestmark = pytest.mark.django_db


def held_never(_label, _public_id):
    return False


def finished(posted, days, **changes):
    message = posted(**changes)
    send(public_id=message.public_id)
    at = timezone.now() - timedelta(days=days)
    Message.objects.filter(pk=message.pk).update(finished_at=at)
    return message


def test_words_go_after_a_month_and_the_record_after_a_year(posted):
    recent, worded, old = (finished(posted, days) for days in (29, 31, 366))
    waiting = posted()

    outcomes = list(privacy.expire(timezone.now(), held_never))

    assert {o.subject_id for o in outcomes if o.done} == {str(worded.public_id), str(old.public_id)}
    left = {m.public_id: (m.content is not None, m.to) for m in Message.objects.all()}
    assert left == {
        recent.public_id: (True, "lea@example.org"),
        worded.public_id: (False, ""),
        waiting.public_id: (True, "lea@example.org"),
    }
    assert Message.objects.get(pk=worded.pk).to_digest
    assert list(privacy.expire(timezone.now(), held_never)) == []


def test_a_person_finds_the_mail_that_was_sent_to_them_and_no_other(posted, officer):
    mine = posted(to="Lea@example.org")
    to_account = posted(to=Recipient("old-address@example.org", officer.public_id))
    posted(to="other@example.org")

    by_address = [f.subject_id for f in privacy.gather(Subject("lea@EXAMPLE.org"))]
    by_account = [f.subject_id for f in privacy.gather(Subject("x@example.org", officer.public_id))]

    assert by_address == [str(mine.public_id)]
    assert by_account == [str(to_account.public_id)]


def test_erasure_leaves_nothing_that_leads_to_the_person_and_sends_nothing_more(posted):
    sent, waiting, other = finished(posted, 1), posted(), posted(to="other@example.org")

    outcomes = list(privacy.erase(Subject("lea@example.org"), held_never))

    assert [o.done for o in outcomes] == [True, True]
    for message in (sent, waiting):
        message.refresh_from_db()
        assert (message.content, message.to, message.to_digest, message.account) == (
            None, "", "", None,
        )  # fmt: skip
    assert waiting.state == MessageState.CANCELLED
    assert send(public_id=waiting.public_id) is None
    other.refresh_from_db()
    assert other.to == "other@example.org"


def test_a_legal_hold_keeps_that_message_alone(posted):
    kept, gone = finished(posted, 40), finished(posted, 40)

    outcomes = list(privacy.expire(timezone.now(), lambda _label, i: i == str(kept.public_id)))

    assert {(o.subject_id, o.done, o.reason) for o in outcomes} == {
        (str(kept.public_id), False, "legal_hold"),
        (str(gone.public_id), True, ""),
    }
    kept.refresh_from_db()
    assert kept.content is not None


def test_an_organisation_that_answers_speaks_of_its_own_mail_alone(posted, organisation):
    ours = posted(organisation=Sender(organisation.public_id, organisation.name))
    posted()

    found = privacy.gather(Subject("lea@example.org", organisation=organisation.public_id))

    assert [f.subject_id for f in found] == [str(ours.public_id)]


def test_a_message_that_a_backup_brought_back_is_emptied_again(posted):
    message = finished(posted, 1)

    assert privacy.forget(privacy.LABEL, str(message.public_id)) is True
    assert privacy.forget(privacy.LABEL, str(message.public_id)) is False
    assert privacy.forget("calls.call", str(message.public_id)) is False

    message.refresh_from_db()
    assert (message.content, message.to, message.to_digest) == (None, "", "")
