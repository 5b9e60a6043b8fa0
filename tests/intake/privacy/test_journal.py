"""What somebody without account does stands in the journal, and the journal's pages can show it."""

import pytest
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.documents import makers
from tests.factories import make_account
from tests.intake.applying import draft_application
from tests.intake.sending import send_piece
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


def test_the_journal_opens_with_what_a_visitor_did(client, organisation):
    send_piece(draft_application(published_call(organisation)), makers.pdf("Une page"))
    entry = Entry.objects.get(action="documents.file.received")
    auditor = make_account(role=Role.AUDITOR, organisation=organisation)
    sign_in(client, auditor)

    answer = client.get(reverse("journal:show_journal", args=[organisation.public_id]))

    assert entry.actor == "visitor"
    assert answer.status_code == 200
