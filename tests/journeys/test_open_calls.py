"""A reader without account finds a call and reads it: on a phone, in Arabic, without script."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mandat.calls.models import CallTranslation
from mandat.calls.states import Stage
from tests.calls.public.documents import attached
from tests.calls.published import published_call

LOOKS = [
    pytest.param("fr", 1280, "light", id="fr-wide-light"),
    pytest.param("fr", 320, "dark", id="fr-narrow-dark"),
    pytest.param("ar", 1280, "dark", id="ar-wide-dark"),
    pytest.param("ar", 320, "light", id="ar-narrow-light"),
]


@pytest.fixture
def call(organisation, officer):
    values = {
        "title": "Étude " + "très longue " * 20,
        "pass_marks": [{"criterion": "Méthodologie", "minimum": 28, "unit": "points"}],
    }
    call = published_call(organisation, days=6.2, values=values, formula="ratio_low")
    CallTranslation.objects.create(
        call=call,
        language="ar",
        texts={"title": "دراسة حول الحق في الصحة 性 🩺"},
        of_version=1,
        changed_by=officer,
        changed_at=timezone.now(),
    )
    at = timezone.now()
    call.questions.create(
        number=1,
        state="answered",
        shown_text="هل يمكن أن نكون اثنين؟",
        answer="Oui, à deux.",
        asked_at=at,
        answered_at=at,
        answered_by=officer,
    )
    call.amendments.create(
        number=1,
        state="published",
        reason="Plus de temps.",
        changes={"working_days": {"value": 48, "extra": {}}},
        from_version=1,
        made_by=officer,
        made_at=at,
        published_at=at,
    )
    milestone = call.milestones.get(role="decision")
    milestone.note = "Le comité se réunit plus tard."
    milestone.due_on = milestone.due_on.replace(year=milestone.due_on.year + 1)
    milestone.save()
    attached(call, officer)
    attached(call, officer, stage=Stage.SHORTLISTED, label="Termes complets")
    return call


def _pages(call, sensitive):
    yield reverse("open:list_calls")
    yield reverse("open:list_calls") + "?show=closed&country=TD"
    yield reverse("open:list_calls") + "?country=BE&q=tude"
    for one in (call, sensitive):
        yield reverse("open:show_call", args=[one.token])
        yield reverse("open:show_next", args=[one.token])


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_public_pages_serve_everybody(visits, call, language, width, theme):
    sensitive = published_call(call.organisation, sensitive=True)
    visit = visits(
        locale={"fr": "fr-FR", "ar": "ar-EG"}[language],
        viewport={"width": width, "height": 800},
        color_scheme=theme,
    )

    faults = []
    for path in _pages(call, sensitive):
        visit.open(path)
        faults += [f"{path}: {line}" for line in visit.violations()]
        if visit.overflow() > 0:
            faults.append(f"{path}: {visit.overflow()} pixels too wide")

    assert faults == []


def test_a_reader_goes_from_the_front_page_to_how_to_apply(visit, call):
    page = visit.open("/")
    page.get_by_role("link", name="Read the open calls").click()
    page.get_by_role("link", name="Étude très longue").click()

    expect(page.locator("h1")).to_contain_text("Étude très longue")
    expect(page.get_by_role("button", name="Apply to this call")).to_be_in_viewport()

    expect(page.locator("#send")).to_contain_text("Note méthodologique")
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("rowheader", name="Méthodologie")).to_be_visible()


def _sentence(page):
    return re.sub(r"\s+", " ", page.locator("[data-left]").inner_text())


def test_the_sentence_is_right_without_script_and_the_island_says_the_same(visits, call):
    path = reverse("open:show_call", args=[call.token])
    plain = visits(locale="en-GB", java_script_enabled=False)
    lively = visits(locale="en-GB", timezone_id="Asia/Kolkata")

    written = _sentence(plain.open(path))
    kept = _sentence(lively.open(path))

    assert written == kept == "6 days and 4 hours left."
    expect(plain.page.locator("[data-here]")).to_be_hidden()
    expect(lively.page.locator("[data-here]")).to_contain_text("where you are.")


def test_the_sentence_keeps_time_by_the_clock_of_the_server(visits, call):
    visit = visits(locale="en-GB")
    visit.page.clock.install(time="2001-01-01T00:00:00Z")  # the reader's own clock is wrong

    page = visit.open(reverse("open:show_call", args=[call.token]))
    assert _sentence(page) == "6 days and 4 hours left."
    page.clock.fast_forward(5 * 3_600_000)
    assert _sentence(page) == "5 days and 23 hours left."
    page.clock.fast_forward(144 * 3_600_000)

    assert _sentence(page) == "The deadline has passed."


def test_the_way_out_of_a_sensitive_call_leaves_no_trace_in_the_history(visit, organisation):
    call = published_call(organisation, sensitive=True)
    visit.open(reverse("web:show_help"))
    page = visit.open(reverse("open:show_call", args=[call.token]))

    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url("about:blank")
    page.go_back()

    assert call.token not in page.url


def test_a_printed_call_has_its_address_and_no_buttons(visit, call):
    page = visit.open(reverse("open:show_call", args=[call.token]))

    page.emulate_media(media="print")

    expect(page.get_by_text(re.compile(f"/open/{call.token}/$"))).to_be_visible()
    expect(page.locator("a.button").first).to_be_hidden()
    expect(page.get_by_role("heading", name="How offers are judged")).to_be_visible()
