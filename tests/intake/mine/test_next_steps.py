"""What a page offers next: before the last click, after it, and once nothing can be filed."""

import pytest
from django.test import Client
from django.urls import reverse

from mandat.calls.states import LateRule
from tests.calls.published import published_call
from tests.intake.desk.making import end_call
from tests.intake.mine.walking import begun, browser, click, page, pdf, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation):
    return published_call(organisation, late_rule=LateRule.REFUSE)


def test_what_was_filed_with_a_gap_leads_to_the_gap_until_the_deadline(call):
    client, application = begun(call)
    send(client, application, "0", pdf())
    click(client, application)

    shown = client.get(page("show_application", application)).text

    assert "Until the deadline you can change everything and file again." in shown
    assert "Complete the documents" in shown


def test_a_receipt_leads_back_only_where_the_browser_holds_the_pass(call):
    client, application = begun(call)
    send(client, application, "0", pdf())
    receipt = click(client, application).headers["Location"]
    own_page = page("show_application", application)

    assert own_page in client.get(receipt).text
    assert own_page not in browser().get(receipt).text


def test_a_draft_that_came_to_nothing_says_so_and_promises_no_filing(call):
    client, application = begun(call)
    end_call(call)

    shown = client.get(page("show_application", application)).text
    check = client.get(page("check_application", application)).text

    assert "Nothing was filed." in shown
    assert "Nothing is filed yet." not in shown + check
    assert "It came after the deadline" not in check
    assert 'name="declared"' not in check


def test_an_address_that_cannot_be_right_comes_back_in_the_language_of_the_reader(call):
    client = Client(headers={"Accept-Language": "ar"})
    path = reverse("apply:start_application", args=[call.token])

    shown = client.post(path, {"email": "nobody@nowhere"})

    assert shown.status_code == 422
    assert '<option value="ar" selected>' in shown.text
