"""Keys that could open old copies of prices are gone once the call is over, and not before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.calls.models import Call
from mandat.calls.states import CallState, LateRule
from mandat.core.crypto import KeyGone, as_worker, key_provider
from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.intake.gate.storing import store_document
from mandat.intake.letters.attachments import Attachment
from mandat.intake.models import Application, Filing, Piece
from mandat.intake.queries import find_application
from mandat.intake.sealing import arrival_key, draft_key, envelope_key, organisation_key
from mandat.intake.services.drafting import save_secret, secret_now
from mandat.intake.services.ending import REST, destroy_spent_keys
from mandat.intake.states import Part
from tests.calls.published import published_call
from tests.documents.makers import pdf
from tests.intake.applying import PRICES, draft_application, file_now
from tests.intake.mine.walking import begun, page, send
from tests.intake.mine.walking import pdf as sent_pdf
from tests.intake.sending import check, send_piece

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call(organisation):
    return published_call(organisation, days=0.2)


def close(call, *, days=31, state=CallState.CLOSED):
    """The call ended so many days ago."""
    at = timezone.now() - timedelta(days=days)
    Call.objects.filter(pk=call.pk).update(state=state, closed_at=at, deadline_at=at)
    call.refresh_from_db()
    return call


def sweep():
    with as_worker():
        return destroy_spent_keys(at=timezone.now())


def there(call):
    return [key_provider().exists(name) for name in (draft_key(call), arrival_key(call))]


def test_both_keys_are_gone_when_the_call_is_over_and_nothing_waits(call):
    draft = draft_application(call)
    filed = file_now(draft_application(call, address="b@example.org"))
    old = bytes(Application.objects.get(pk=draft.pk).secret)
    was = secret_now(find_application(draft.public_id))
    close(call)

    gone = sweep()

    assert was["lines"] == PRICES["lines"]
    assert gone == 2
    assert there(call) == [False, False]
    assert bytes(Application.objects.get(pk=draft.pk).secret) == old
    assert secret_now(find_application(draft.public_id)) == {}
    assert Filing.objects.get(pk=filed.filing.pk).envelope is not None
    assert key_provider().exists(envelope_key(call.sealing_key))
    with pytest.raises(KeyGone), as_worker():
        key_provider().unwrap(arrival_key(call), b"", b"")
    assert sweep() == 0


@pytest.mark.parametrize(
    "settings", [{"days": REST.days - 1}, {"state": CallState.PUBLISHED}], ids=["fresh", "open"]
)
def test_they_stay_as_long_as_something_may_come(call, settings):
    draft_application(call)
    close(call, **settings)

    assert sweep() == 0
    assert there(call) == [True, True]


def test_they_stay_where_late_ones_are_kept_and_for_a_deadline_of_its_own(organisation):
    keeps = published_call(organisation, days=0.2, late_rule=LateRule.KEEP)
    own = published_call(organisation, days=0.2)
    for call in (keeps, own):
        application = draft_application(call)
        close(call)
    Application.objects.filter(pk=application.pk).update(
        deadline_at=timezone.now() + timedelta(days=1)
    )

    assert sweep() == 0
    close(keeps, state=CallState.ARCHIVED)
    assert sweep() == 2


def test_they_stay_while_a_document_waits_to_be_counted_and_while_its_finding_waits(call):
    application = draft_application(call)
    first = send_piece(application, pdf("1"), slot="2", name="prix.pdf", secret=True)
    other = send_piece(application, pdf("2"), slot="0")
    file_now(application)
    close(call)

    waiting = sweep()
    check(first)  # its finding waits for the other's, and then for one mail about both
    told_later = sweep()
    check(other)

    assert (waiting, told_later) == (0, 0)
    assert sweep() == 2
    assert not File.objects.filter(erased_at__isnull=False).exists()


def test_whoever_comes_afterwards_is_told_that_it_is_over(call):
    client, application = begun(call)
    close(call)
    sweep()

    sent = send(client, application, "2", sent_pdf("prix.pdf"))
    shown = client.get(page("edit_offer", application))

    assert sent.status_code == 409
    assert shown.status_code == 200
    assert not Piece.objects.exists()
    row = find_application(application.public_id)
    with pytest.raises(RuleBroken) as refused:
        save_secret(application=row, secret=PRICES, version=row.version)
    assert refused.value.code == "application_closed"


def test_a_price_that_comes_by_mail_afterwards_is_the_clerks_alone_and_stops_no_gate(call):
    draft_application(call)
    close(call)
    sweep()
    document = Attachment("prix.pdf", "application/pdf", pdf("4200 EUR"))

    stored = store_document(document, Part.FINANCIAL, call, call.organisation)

    assert stored.sealed.seal.key_name == organisation_key(call.organisation)
    assert not stored.use.secret
