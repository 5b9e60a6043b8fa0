"""Documents of a public call: given to everybody, or named only until somebody is shortlisted."""

import pytest
from django.urls import reverse

from mandat.calls.models import Call
from mandat.calls.states import CallState, Stage
from tests.calls.public.documents import attached
from tests.calls.published import published_call


def fetch(client, document, call=None):
    token = (call or document.call).token
    response = client.get(reverse("open:serve_document", args=[token, document.public_id]))
    body = b"".join(response.streaming_content) if response.streaming else b""
    return response, body


def page(client, call):
    return client.get(reverse("open:show_call", args=[call.token])).content.decode()


def test_everybody_downloads_a_public_document(visitor, call, officer):
    document = attached(call, officer)

    response, body = fetch(visitor, document)

    assert response.status_code == 200
    assert body == b"%PDF-1.7 what everybody may read"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment")
    link = reverse("open:serve_document", args=[call.token, document.public_id])
    assert f'href="{link}"' in page(visitor, call)


def test_a_document_for_the_shortlisted_is_named_without_link_and_not_given(visitor, call, officer):
    document = attached(call, officer, stage=Stage.SHORTLISTED, label="Termes complets")

    html = page(visitor, call)

    assert "Termes complets" in html
    assert "given to those who are shortlisted" in html
    assert str(document.public_id) not in html
    assert str(document.file.public_id) not in html
    assert fetch(visitor, document)[0].status_code == 404


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.ARCHIVED])
def test_documents_are_given_while_the_call_is_public(visitor, call, officer, state):
    document = attached(call, officer)
    assert fetch(visitor, document)[0].status_code == 200

    Call.objects.filter(pk=call.pk).update(state=state)

    assert fetch(visitor, document)[0].status_code == 404


def test_a_document_that_is_still_being_checked_is_given_to_nobody(visitor, call, officer):
    document = attached(call, officer, is_safe=False)

    assert "Annexe" not in page(visitor, call)
    assert fetch(visitor, document)[0].status_code == 404


def test_a_document_is_given_at_the_address_of_its_own_call_only(visitor, call, officer):
    other = published_call(call.organisation)
    document = attached(call, officer)

    assert fetch(visitor, document, other)[0].status_code == 404


def test_a_document_of_a_sensitive_call_is_kept_by_nobody_on_the_way(
    visitor, organisation, officer
):
    document = attached(published_call(organisation, sensitive=True), officer)

    response, body = fetch(visitor, document)

    assert body.startswith(b"%PDF")
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in response.headers["Cache-Control"]
