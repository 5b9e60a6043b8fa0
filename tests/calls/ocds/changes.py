"""What happens to a shared call in these tests: translated, asked about, amended, cancelled."""

from datetime import timedelta

from django.utils import timezone

from mandat.audit.services import OPERATOR
from mandat.calls.content import amended
from mandat.calls.models import Amendment, CallTranslation, Question
from mandat.calls.publishing import make_version
from mandat.calls.states import AmendmentKind, AmendmentState, CallState, QuestionState
from tests.factories import make_account


def answer(call):
    Question.objects.create(
        call=call,
        number=1,
        state=QuestionState.ANSWERED,
        shown_text="Les CV en anglais sont-ils acceptés ?",
        answer="Oui.",
        asked_at=timezone.now(),
        answered_at=timezone.now(),
    )


def translate(call, language, title):
    CallTranslation.objects.create(
        call=call,
        language=language,
        texts={"title": title},
        of_version=call.version_number,
        changed_by=make_account(),
        changed_at=timezone.now(),
    )


def amend(call, changes, reason="Des réponses ont été demandées."):
    amendment = _amendment(call, AmendmentKind.CHANGE, changes, reason)
    before = call.versions.get(number=call.version_number)
    content = amended(before.content, changes)
    make_version(call, content, before.text, by=OPERATOR, at=amendment.published_at)
    return amendment


def cancel(call, reason="Le financement n’est plus assuré."):
    amendment = _amendment(call, AmendmentKind.CANCELLATION, {}, reason)
    call.state, call.closing_reason = CallState.CANCELLED, reason
    call.save()
    return amendment


def _amendment(call, kind, changes, reason):
    number = call.amendments.count() + 1
    return Amendment.objects.create(
        call=call,
        number=number,
        kind=kind,
        state=AmendmentState.PUBLISHED,
        changes=changes,
        reason=reason,
        from_version=call.version_number,
        made_by=make_account(),
        made_at=timezone.now(),
        published_at=timezone.now() + timedelta(minutes=number),
    )
