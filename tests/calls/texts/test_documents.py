"""Files that go with a call: added to a draft, fixed at publication, given to whom they are for."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.calls.attaching import files as attaching
from mandat.calls.attaching.files import DOCUMENT, register_shortlist
from mandat.calls.attaching.services import add_document, remove_document
from mandat.calls.files import destination_of
from mandat.calls.life.facts import obstacles_of
from mandat.calls.models import CallDocument
from mandat.calls.publishing import content_now, make_version, text_now
from mandat.calls.states import CallState, Stage
from mandat.core.errors import RuleBroken
from mandat.documents import services as files
from mandat.documents.checking import check_file
from mandat.documents.kinds import XLSX
from mandat.documents.models import File
from mandat.documents.states import FileState, Scan
from mandat.documents.uses import use_of
from tests.calls.published import draft_call
from tests.calls.test_views import signed_in
from tests.documents.makers_judging import excel_file, photo


@pytest.fixture
def draft(organisation, officer):
    return draft_call(organisation, by=officer)


def received(organisation, by, data=None, name="budget.xlsx"):
    return files.receive_file(
        use=use_of(DOCUMENT),
        name=name,
        chunks=[data or excel_file()],
        organisation=organisation,
        key_name=destination_of(organisation).key_name,
        owner=None,
        by=by,
    )


def added(call, by, *, stage=Stage.PUBLIC, safe=True, label="Budget table"):
    file = received(call.organisation, by)
    if safe:
        files.begin_check(file=file)
        files.mark_safe(file=file, media_type=XLSX, scan=Scan.CLEAN)
    return add_document(
        public_id=call.public_id, file=file, label=label, language="fr", stage=stage, by=by
    )


def publish(call, **columns):
    for name, value in {**columns, "state": CallState.IN_APPROVAL}.items():
        setattr(call, name, value)
    call.save()
    make_version(call, content_now(call), text_now(call), by=OPERATOR, at=timezone.now())
    return call


def page(call):
    return reverse("calls:list_documents", args=[call.public_id])


def served(client, call, document):
    return client.get(reverse("open:serve_document", args=[call.token, document.public_id]))


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_file_of_the_form_goes_with_the_call_and_is_checked(draft, officer):
    sheet = io.BytesIO(excel_file())
    sheet.name = "budget.xlsx"

    answer = signed_in(officer).post(
        page(draft),
        {"label": "Budget table", "language": "fr", "stage": "public", "file": sheet},
    )

    assert answer.status_code == 302
    document = CallDocument.objects.get()
    assert (document.call, document.label, document.stage) == (draft, "Budget table", "public")
    assert document.file.owner_id == str(draft.public_id)
    check_file(document.file.public_id)
    document.file.refresh_from_db()
    assert document.file.state == FileState.SAFE


def test_a_picture_is_no_document_and_is_refused_by_the_check(draft, officer):
    file = received(draft.organisation, officer, photo("PNG"), "plan.png")

    check_file(file.public_id)

    file.refresh_from_db()
    assert file.state == FileState.REFUSED
    with pytest.raises(RuleBroken) as broken:
        add_document(
            public_id=draft.public_id,
            file=file,
            label="Plan",
            language="",
            stage=Stage.PUBLIC,
            by=officer,
        )
    assert broken.value.code == "file_refused"


def test_nothing_given_is_said_beside_the_inputs(draft, officer):
    answer = signed_in(officer).post(page(draft), {"stage": "public"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"label", "file"}


def test_a_document_that_is_taken_out_is_erased(draft, officer):
    document = added(draft, officer)

    remove_document(public_id=draft.public_id, document_id=document.public_id, by=officer)

    assert not CallDocument.objects.exists()
    assert File.objects.get(pk=document.file_id).is_erased
    assert {e.action for e in Entry.objects.filter(subject_id=str(draft.public_id))} >= {
        "calls.document.added",
        "calls.document.removed",
    }


@pytest.mark.parametrize("state", [CallState.IN_APPROVAL, CallState.PUBLISHED])
def test_documents_are_fixed_once_the_call_is_put_before_somebody(draft, officer, state):
    document = added(draft, officer)
    if state == CallState.PUBLISHED:
        publish(draft)
    else:
        draft.state = state
        draft.save()
    client = signed_in(officer)

    with pytest.raises(RuleBroken):
        remove_document(public_id=draft.public_id, document_id=document.public_id, by=officer)
    with pytest.raises(RuleBroken):
        added(draft, officer)
    shown = client.get(page(draft)).content.decode()
    assert "Budget table" in shown
    assert 'id="add"' not in shown
    sheet = io.BytesIO(excel_file())
    sheet.name = "late.xlsx"
    posted = client.post(page(draft), {"label": "Late", "stage": "public", "file": sheet})
    assert posted.status_code == 409
    assert draft.documents.count() == 1


def test_everybody_downloads_a_public_document_once_the_call_is_public(draft, officer):
    document = added(draft, officer)
    publish(draft)
    before = Entry.objects.count()

    answer = served(Client(), draft, document)

    assert answer.status_code == 200
    assert body(answer)[:2] == b"PK"
    assert "attachment" in answer["Content-Disposition"]
    assert Entry.objects.count() == before  # nobody is noted for reading what is public


def test_before_publication_nobody_outside_is_given_anything(draft, officer, stranger, reader):
    document = added(draft, officer)
    address = reverse("documents:serve_file", args=[document.file.public_id])

    assert signed_in(reader).get(address).status_code == 200
    assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_what_is_for_the_shortlisted_is_named_and_not_given(draft, officer, stranger, reader):
    document = added(draft, officer, stage=Stage.SHORTLISTED, label="Full terms of reference")
    publish(draft)
    file_address = reverse("documents:serve_file", args=[document.file.public_id])

    shown = Client().get(reverse("open:show_call", args=[draft.token])).content.decode()

    assert "Full terms of reference" in shown
    assert str(document.public_id) not in shown
    assert served(Client(), draft, document).status_code == 404
    assert signed_in(stranger).get(file_address).status_code == 404
    assert signed_in(reader).get(file_address).status_code == 200


def test_whoever_is_said_to_be_shortlisted_is_given_it(draft, officer, stranger, monkeypatch):
    document = added(draft, officer, stage=Stage.SHORTLISTED)
    publish(draft)
    monkeypatch.setattr(attaching, "_SHORTLISTS", {})
    address = reverse("documents:serve_file", args=[document.file.public_id])
    assert signed_in(stranger).get(address).status_code == 404

    register_shortlist("intake", lambda account, call: account == stranger and call == draft)

    assert signed_in(stranger).get(address).status_code == 200
    assert Client().get(address).status_code == 302


def test_a_document_of_a_sensitive_call_opens_by_its_address_only(draft, officer):
    document = added(draft, officer)
    publish(draft, sensitive=True)

    answer = served(Client(), draft, document)

    assert answer.status_code == 200
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_document_is_not_served_under_the_address_of_another_call(draft, officer, organisation):
    document = added(draft, officer)
    publish(draft)
    other = publish(draft_call(organisation, by=officer))

    assert served(Client(), other, document).status_code == 404


def test_a_document_that_is_not_found_safe_stands_in_the_way_of_publication(draft, officer):
    added(draft, officer, safe=False)

    codes = {o.code: o.blocks for o in obstacles_of(draft, asked_by=officer)}

    assert codes.get("documents_unchecked") is True


def test_an_archived_or_cancelled_call_gives_as_its_page_does(draft, officer):
    document = added(draft, officer)
    publish(draft)
    draft.state, draft.closing_reason = CallState.CANCELLED, "No funding."
    draft.save()
    assert served(Client(), draft, document).status_code == 200

    draft.state = CallState.ARCHIVED
    draft.save()

    assert served(Client(), draft, document).status_code == 404


def test_a_file_of_somebody_elses_organisation_is_never_attached(
    draft, officer, other_organisation, stranger
):
    file = received(other_organisation, stranger)

    with pytest.raises(PermissionDenied):
        add_document(
            public_id=draft.public_id,
            file=file,
            label="Theirs",
            language="",
            stage=Stage.PUBLIC,
            by=officer,
        )


def test_readers_look_and_strangers_do_not(draft, reader, stranger, officer):
    document = added(draft, officer)
    address = reverse("calls:remove_document", args=[draft.public_id, document.public_id])

    assert signed_in(reader).get(page(draft)).status_code == 200
    assert signed_in(reader).post(page(draft), {}).status_code == 405
    assert signed_in(stranger).get(page(draft)).status_code == 404
    for person in (reader, stranger):
        assert signed_in(person).post(address).status_code == 404
        with pytest.raises(PermissionDenied):
            added(draft, person)
    assert draft.documents.count() == 1
