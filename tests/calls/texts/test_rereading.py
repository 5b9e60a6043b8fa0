"""A corrected file is taken over: what it changes, what it leaves, and who may do it."""

import io
from hashlib import sha256

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.calls import services
from mandat.calls.authoring.docx import docx_of
from mandat.calls.models import DraftField
from mandat.calls.origins import Origin
from mandat.calls.queries import current_draft
from mandat.calls.remarks import open_remarks, remarks_of
from mandat.calls.rereading.rules import Choice
from mandat.calls.rereading.services import read_terms, take_reading
from mandat.calls.services import SourceText
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken
from mandat.documents.queries import files_of
from tests.calls.published import draft_call
from tests.calls.test_services import TEXT
from tests.calls.test_views import signed_in

CORRECTED = TEXT.replace("30 jours", "35 jours").replace("9 000", "12 000")


def source(text):
    return SourceText(text=text, sha256=sha256(text.encode()).hexdigest())


def take(call, text, by, choices=None, seen=None):
    return take_reading(
        public_id=call.public_id,
        terms=read_terms(source(text)),
        choices=choices or {},
        seen=seen,
        by=by,
    )


def field(call, name):
    return call.draft_fields.get(name=name)


def address(call):
    return reverse("calls:reread_call", args=[call.public_id])


def word_file(text):
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def given(data, name="corrected.docx"):
    file = io.BytesIO(data)
    file.name = name
    return file


def test_what_nobody_settled_says_what_the_file_says(call, officer):
    take(call, CORRECTED, officer)

    assert field(call, "working_days").value == 35
    assert field(call, "budget").value["amount"] == 12000
    call.refresh_from_db()
    assert (call.terms.number, call.terms.text) == (2, CORRECTED)
    assert call.texts.get(number=1).text == TEXT


def test_what_a_person_confirmed_stays_unless_they_take_the_files(call, officer):
    for name in ("working_days", "budget"):
        services.confirm_field(public_id=call.public_id, name=name, version=None, by=officer)

    take(call, CORRECTED, officer, {"budget": Choice.FILE})

    assert (field(call, "working_days").value, field(call, "working_days").settled_by) == (
        30,
        officer,
    )
    assert field(call, "budget").value["amount"] == 12000
    assert field(call, "budget").origin == Origin.CONFIRMED


def test_every_place_is_one_of_the_new_text(call, officer):
    services.confirm_field(public_id=call.public_id, name="deliverables", version=None, by=officer)

    take(call, "Version corrigée\n\n" + TEXT, officer)

    call.refresh_from_db()
    draft = current_draft(call)
    assert draft.quote(draft["working_days"].spans[0]).startswith("30")
    item = field(call, "deliverables").value["items"][0]
    place = item["spans"][0]
    assert draft.text[place["start"] : place["end"]] == place["text"]


def test_a_remark_that_is_still_made_stays_set_aside_and_others_are_forgotten(call, officer):
    every = {r.code: r.key for r in open_remarks(call)}
    assert "two_deadlines" in every
    for key in every.values():
        services.dismiss_remark(public_id=call.public_id, key=key, reason="Agreed.", by=officer)

    take(call, TEXT.replace("12 février 2026", "9 février 2026"), officer)

    kept = set(call.dismissals.values_list("key", flat=True))
    assert every["two_deadlines"] not in kept
    assert kept
    assert kept <= {r.key for r in remarks_of(call)}


def test_somebody_who_changed_the_draft_meanwhile_is_not_written_over(call, officer, colleague):
    client = signed_in(officer)
    page = client.post(address(call), {"text": CORRECTED}).context["reading"]
    services.correct_field(
        public_id=call.public_id, name="working_days", value=20, extra={}, version=1, by=colleague
    )

    answer = client.post(
        address(call), {"text": CORRECTED, "act": "take", "seen": page.seen, "pick": 0}
    )

    assert answer.status_code == 409
    assert [d.name for d in answer.context["reading"].disputed] == ["working_days"]
    assert field(call, "working_days").value == 20
    assert call.texts.count() == 1


def test_looking_at_the_differences_changes_nothing(call, officer):
    before = list(DraftField.objects.filter(call=call).order_by("pk").values())

    page = signed_in(officer).post(address(call), {"text": CORRECTED})

    assert {d.name for d in page.context["reading"].followed} >= {"working_days", "budget"}
    assert list(DraftField.objects.filter(call=call).order_by("pk").values()) == before
    assert call.texts.count() == 1


def test_a_word_file_is_compared_and_taken_over_with_its_file(call, officer):
    client = signed_in(officer)
    services.correct_field(
        public_id=call.public_id, name="working_days", value=25, extra={}, version=1, by=officer
    )
    first = client.post(address(call), {"file": given(word_file(CORRECTED))})
    assert b"<ins>35</ins> days" in first.content
    sent = first.context["outcome"].file

    answer = client.post(
        address(call),
        {
            "file_sent": str(sent.public_id),
            "act": "take",
            "pick": 0,
            "seen": first.context["reading"].seen,
            "choice.working_days": "mine",
        },
    )

    assert answer.status_code == 302
    call.refresh_from_db()
    assert field(call, "working_days").value == 25
    assert field(call, "budget").value["amount"] == 12000
    assert call.terms.file == sent
    assert sent in files_of(call)


def test_a_call_written_here_goes_out_as_word_and_comes_back_with_one_change(organisation, officer):
    call = draft_call(organisation, by=officer)
    document = docx.Document(io.BytesIO(docx_of(call)))
    changed = 0
    for paragraph in _paragraphs(document):
        if "45" in paragraph.text:
            paragraph.text = paragraph.text.replace("45", "50")
            changed += 1
    assert changed
    corrected = io.BytesIO()
    document.save(corrected)
    client = signed_in(officer)

    page = client.post(address(call), {"file": given(corrected.getvalue())})
    reading = page.context["reading"]
    disputed = {d.name for d in reading.disputed}
    assert "working_days" in disputed
    client.post(
        address(call),
        {
            "file_sent": str(page.context["outcome"].file.public_id),
            "act": "take",
            "pick": 0,
            "seen": reading.seen,
            "choice.working_days": "file",
        },
    )

    assert field(call, "working_days").value == 50
    assert field(call, "budget").value["amount"] == 24000
    assert field(call, "title").value == call.title


def _paragraphs(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_the_same_text_again_is_told_and_not_stored(call, officer):
    page = signed_in(officer).post(address(call), {"text": TEXT})

    assert page.context["reading"].is_same_text
    with pytest.raises(RuleBroken) as broken:
        take(call, TEXT, officer)
    assert broken.value.code == "same_text"


@pytest.mark.parametrize("state", [CallState.DISCARDED, CallState.IN_APPROVAL])
def test_only_a_draft_takes_a_file(call, officer, state):
    call.state = state
    call.save()

    with pytest.raises(RuleBroken):
        take(call, CORRECTED, officer)
    assert signed_in(officer).post(address(call), {"text": CORRECTED}).status_code == 409


def test_readers_and_strangers_compare_and_take_nothing(call, reader, stranger):
    for person in (reader, stranger):
        assert signed_in(person).post(address(call), {"text": CORRECTED}).status_code == 404
        with pytest.raises(PermissionDenied):
            take(call, CORRECTED, person)
    assert call.texts.count() == 1


def test_the_journal_says_that_it_happened_and_nothing_of_the_text(call, officer):
    take(call, CORRECTED, officer)

    entry = Entry.objects.get(action="calls.call.reread")
    assert entry.details["number"] == 2
    assert "working_days" in entry.details["fields"]
    assert "35" not in str(entry.details)


def test_a_file_that_cannot_be_read_leaves_the_draft_as_it_is(call, officer):
    answer = signed_in(officer).post(
        address(call), {"file": given(b"%PDF-1.7\nbroken", "broken.pdf")}
    )

    assert answer.status_code == 422
    assert "damaged" in answer.content.decode()
    assert not files_of(call).exists()
