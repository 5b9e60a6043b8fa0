"""Posting: in the caller's transaction, one recipient, nothing in clear, nothing missing."""

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django_q.models import OrmQ

from mandat.mail.models import Message
from mandat.mail.services import Recipient, Sender, post, send
from mandat.mail.states import MessageState
from mandat.mail.values import Link


def posted(**changes):
    values = {
        "template": "mail/neutral",
        "to": "lea@example.org",
        "language": "en",
        "link": Link("web:show_home"),
    }
    return post(**{**values, **changes})


@pytest.mark.django_db(transaction=True)
def test_what_is_posted_in_a_failed_transaction_was_never_posted():
    counted = []

    def post_and_fail():
        with transaction.atomic():
            posted()
            counted.append((Message.objects.count(), OrmQ.objects.count()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        post_and_fail()

    assert counted == [(1, 1)]
    assert (Message.objects.count(), OrmQ.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_posting_sends_nothing_yet_and_the_task_carries_the_id_alone():
    message = posted()

    assert django_mail.outbox == []
    assert OrmQ.objects.get().task["args"] == (
        "mandat.mail.tasks.send_posted",
        str(message.public_id),
    )


@pytest.mark.django_db
def test_one_message_goes_to_one_person_in_the_name_of_the_organisation(organisation):
    sender = Sender(organisation.public_id, "Maison, des <droits>", "appels@example.org")
    message = posted(organisation=sender, to=Recipient("lea@example.org"))

    send(public_id=message.public_id)

    [sent] = django_mail.outbox
    wire = sent.message()
    assert sent.recipients() == ["lea@example.org"]
    assert str(wire["From"]) == '"Maison, des <droits>" <appels@example.org>'
    assert wire["Message-ID"] == f"<{message.message_id}>"
    assert wire["Auto-Submitted"] == "auto-generated"
    assert wire.get_content_type() == "text/plain"
    message.refresh_from_db()
    assert message.state == MessageState.SENT
