"""What happens at the same moment: each click counts once, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from mandat.core.errors import RuleBroken
from mandat.core.keys import new_token
from mandat.intake.models import Application, Filing, Receipt
from mandat.intake.queries import find_application
from mandat.intake.services.drafting import save_words
from mandat.intake.services.withdrawing import withdraw_application
from mandat.intake.states import ApplicationState
from mandat.mail.models import Message
from tests.calls.published import published_call
from tests.intake.applying import draft_application, file_now

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def application(organisation):
    return draft_application(published_call(organisation))


def at_once(*acts):
    """What each came to, when all begin together: its result, or the code of its refusal."""
    together = Barrier(len(acts))

    def run(act):
        together.wait()
        try:
            return act()
        except RuleBroken as broken:
            return broken.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result() for done in [threads.submit(run, act) for act in acts]]


def receipts_mailed():
    return Message.objects.filter(template="intake/receipt").count()


def test_one_click_sent_four_times_at_once_files_once(application):
    once = new_token()

    filed = at_once(*[lambda: file_now(application, once=once).filing.pk] * 4)

    assert len(set(filed)) == 1
    assert (Filing.objects.count(), Receipt.objects.count(), receipts_mailed()) == (1, 1, 1)


def test_two_windows_at_once_file_once(application):
    said = at_once(*[lambda: file_now(application).filing.number] * 2)

    assert sorted(map(str, said)) == ["1", "filed_already"]
    assert (Filing.objects.count(), receipts_mailed()) == (1, 1)


def test_filing_and_withdrawing_at_once_leave_the_one_that_came_last(application):
    filed = file_now(application).application
    row = save_words(application=filed, changes={"days_reason": "x"}, version=filed.version)

    at_once(
        lambda: file_now(row).filing.number,
        lambda: withdraw_application(application=row, at=timezone.now()).state,
    )

    now = find_application(application.public_id)
    assert (now.state, now.withdrawn_at is None) in {
        (ApplicationState.FILED, True),
        (ApplicationState.WITHDRAWN, False),
    }
    assert now.filing_number == Filing.objects.count() == receipts_mailed()


def test_what_is_typed_while_it_is_filed_is_in_the_filing_or_waits(application):
    row = Application.objects.get(pk=application.pk)
    row.call.organisation = application.organisation

    said = at_once(
        lambda: file_now(application).filing.number,
        lambda: (
            save_words(
                application=application, changes={"days_reason": "mot"}, version=row.version
            ).version
        ),
    )

    now = find_application(application.public_id)
    assert said == [1, row.version + 1]
    filing = Filing.objects.get()
    from mandat.intake.sealing import words_of  # noqa: PLC0415

    has_it = words_of(now.organisation, filing, "content")["days_reason"] == "mot"
    assert now.is_changed is not has_it
