"""The page of the offer: days, prices and their sums, which only their applicant sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mandat.intake.models import Application
from mandat.intake.services.drafting import content_now, secret_now
from mandat.intake.states import ApplicationStage
from tests.calls.published import published_call
from tests.intake.applying import file_now
from tests.intake.mine.typing import form_of, save
from tests.intake.mine.walking import begun, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def mine(call):
    client, application = begun(call)
    return client, application, page("edit_offer", application)


def now(application):
    return Application.objects.get(pk=application.pk)


def prices(*lines, **settings):
    """Price lines as the page posts them: kind, label, quantity, unit and price of each."""
    names = ("kind", "label", "quantity", "unit", "price")
    return settings | {
        f"line.{n}.{name}": value
        for n, line in enumerate(lines)
        for name, value in zip(names, line, strict=True)
    }


FEES = ("fees", "Honoraires", "45", "day", "400")


def test_days_are_kept_and_what_the_call_proposes_only_with_days(mine):
    client, application, path = mine
    offered = form_of(client.get(path))

    save(
        client,
        path,
        **{"step.1.days": "12,5", "step.3.step": "Restitution", "valid_until": "2099-01-01"},
    )

    assert offered["step.1.step"] == ["Note méthodologique"]
    kept = content_now(now(application))
    assert kept["days"] == [
        {"step": "Note méthodologique", "days": "12.5"},
        {"step": "Restitution", "days": ""},
    ]
    assert kept["valid_until"] == "2099-01-01"


def test_prices_are_read_in_any_digits_and_kept_where_the_organisation_cannot_read(mine):
    client, application, path = mine

    save(
        client,
        path,
        **prices(FEES, ("travel", "Vols", "٢", "", "1 234,50"), tax_rate="20 %"),
    )

    row = now(application)
    kept = secret_now(row)
    assert kept["currency"] == "EUR"
    assert kept["tax_rate"] == "20"
    assert [(one["quantity"], one["price"]) for one in kept["lines"]] == [
        ("45", "400"),
        ("2", "1234.50"),
    ]
    assert "lines" not in content_now(row)
    assert b"1234.50" not in bytes(row.content) + bytes(row.secret)


def test_the_sums_come_back_with_what_is_typed(mine):
    client, _application, path = mine

    answer = save(
        client,
        path,
        autosave=True,
        **prices(FEES, tax_rate="20", withholding_rate="10"),
    )

    said = answer.text.replace("\xa0", " ").replace("\u202f", " ")
    assert answer.status_code == 200
    for amount in ("18,000", "3,600", "21,600", "1,800", "19,800"):
        assert amount in said
    assert "<form" not in said


def test_what_the_call_limits_is_told_to_the_applicant(mine):
    client, _application, path = mine

    answer = save(
        client,
        path,
        autosave=True,
        **prices(FEES, ("contingency", "Imprévus", "1", "", "9000"), tax_rate="0"),
    )

    said = answer.text
    assert "above the ceiling" in said
    assert "Contingency comes to" in said
    assert "Only you see this" in said


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("9" * 14, "too large"),
        ("9" * 39, "cannot be read"),
        ("-5", "below zero"),
        ("1,234", "cannot be read"),
        ("1e400", "cannot be read"),
        ("NaN", "cannot be read"),
        ("\u202e12x", "cannot be read"),
    ],
)
def test_a_price_that_cannot_be_meant_is_kept_as_typed_and_said(mine, typed, word):
    client, application, path = mine

    answer = save(client, path, autosave=True, **prices(("fees", "X", "1", "", typed)))

    assert answer.status_code == 200
    assert word in answer.text
    assert secret_now(now(application))["lines"][0]["price"] == typed


def test_after_a_filing_the_page_says_sealed_and_shows_no_amount(mine):
    client, application, path = mine
    save(client, path, **prices(("fees", "Honoraires", "45", "day", "417.25"), tax_rate="20"))
    assert "417.25" in client.get(path).text
    file_now(now(application))

    shown = client.get(path)

    assert "Your prices were sealed" in shown.text
    assert "417.25" not in shown.text
    assert "18,776.25" not in shown.text


def test_prices_that_a_filing_sealed_stay_until_new_ones_are_typed(mine):
    client, application, path = mine
    save(client, path, **prices(FEES, tax_rate="20"))
    first = file_now(now(application)).filing

    save(client, path, **{"step.1.days": "3", "tax_rate": "7"})
    row = now(application)
    assert row.secret is None
    second = file_now(row).filing
    save(client, path, **prices(("fees", "Honoraires", "40", "day", "500")))
    third = file_now(now(application)).filing

    assert bytes(second.envelope) == bytes(first.envelope)
    assert bytes(third.envelope) != bytes(first.envelope)


def test_prices_that_are_taken_out_again_are_no_price(mine):
    client, application, path = mine
    save(client, path, **prices(FEES))

    save(client, path, act="remove:line:0")

    assert not secret_now(now(application))


def test_an_expression_of_interest_has_no_page_of_prices(mine):
    client, application, path = mine
    Application.objects.filter(pk=application.pk).update(
        stage=ApplicationStage.EXPRESSION_OF_INTEREST
    )

    assert client.get(path).status_code == 404
    assert client.post(path, prices(FEES)).status_code == 404
    assert path not in client.get(page("edit_team", application)).text


def test_two_windows_of_prices_choose_which_counts(mine):
    client, application, path = mine
    here = form_of(client.get(path))
    save(client, path, **prices(FEES))

    answer = save(client, path, form=here, **prices(("fees", "Honoraires", "45", "day", "380")))

    assert answer.status_code == 409
    assert form_of(answer)["line.0.price"] == ["380"]
    assert secret_now(now(application))["lines"][0]["price"] == "400"
    save(client, path, form=form_of(answer))
    assert secret_now(now(application))["lines"][0]["price"] == "380"


def test_one_button_keeps_days_and_prices_with_few_queries(mine):
    client, application, path = mine
    form = form_of(client.get(path)) | {"step.1.days": ["3"]}

    with CaptureQueriesContext(connection) as asked:
        answer = save(client, path, form=form, **prices(FEES))

    assert answer.status_code == 303
    assert len(asked) <= 12
    assert content_now(now(application))["days"]
    assert secret_now(now(application))["lines"]
