"""Somebody who never wrote a call gets from nothing to one that nothing blocks, in French."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.calls.authoring.starting import start_call
from mandat.calls.models import Call
from mandat.calls.states import CallState
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 900}
SHOTS = os.environ.get("MANDAT_SHOTS")  # a folder for pictures of the way

# What a first-timer types, step by step; figures are counted as they are typed.
WAY = {
    "purpose": {
        "title.value": "Étude sur l’accès aux soins des travailleuses du sexe à Bruxelles",
        "programme.value": "Santé et droits",
        "budget.amount": "24000",
        "budget.tax": "excl",
    },
    "objectives": {
        "objectives.0.kind": "general",
        "objectives.0.text": "Comprendre ce qui empêche l’accès aux soins.",
        "objectives.1.kind": "specific",
        "objectives.1.text": "Décrire les parcours de soin, et proposer un plan de plaidoyer.",
    },
    "deliverables": {
        "deliverables.0.text": "Note méthodologique",
        "deliverables.0.pages": "6",
        "deliverables.1.text": "Rapport final avec recommandations",
        "deliverables.1.pages": "40",
    },
    "method": {
        "methodology.0.text": "Revue documentaire et une vingtaine d’entretiens.",
        "methodology.1.text": "Un atelier où l’on discute les résultats.",
        "working_days.value": "30",
    },
    "profile": {
        "eligibility.0.text": "Cinq ans d’expérience en santé publique",
        "eligibility.0.required": "yes",
        "eligibility.1.text": "Connaissance du travail du sexe",
        "eligibility.1.required": "no",
        "working_languages.0.code": "fr",
    },
    "documents": {
        "kind.value": "full_proposal",
        "required_documents.0.name": "Note méthodologique",
        "required_documents.0.part": "technical",
        "required_documents.0.max_pages": "8",
        "required_documents.1.name": "Offre financière",
        "required_documents.1.part": "financial",
        "submission.channel": "email",
        "submission.address": "offres@example.org",
        "submission.subject": "Offre soins Bruxelles",
    },
    "grid": {
        "evaluation_grid.outline": "Méthode | 40\n- Compréhension | 15\n- Démarche | 25\n"
        "Expérience | 40\nPrix | 20",
    },
    "calendar": {},
    "notice": {},
}
TAKEN = {"grid": "formula:ratio_low", "calendar": "calendar", "notice": "notice"}

# A slow typist: 40 words of five letters a minute; 4 seconds to find an input and decide, 2 to
# press a button or choose; half a minute to read the guidance of a step.
LETTERS_A_SECOND = 40 * 5 / 60
SECONDS = {"input": 4, "choice": 2, "button": 2, "step": 30}


def _fill(page, name, value):
    control = page.locator(f'[name="{name}"]').first
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def _shoot(page, name):
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_first_timer_reaches_a_call_that_nothing_blocks(visits, officer, organisation, viewport):
    visit = visits(locale="fr-FR", viewport=viewport)
    visit.speak("fr")
    visit.sign_in(officer)
    page = visit.open(reverse("calls:start_call"))
    _shoot(page, f"start-{viewport['width']}")

    page.locator("form:has(input[value=nothing]) button").click()
    for number, (step, answers) in enumerate(WAY.items(), start=1):
        expect(page.locator('#write-bar li[aria-current="step"]')).to_have_count(1)
        assert page.url.endswith(f"/write/{step}/")
        for name, value in answers.items():
            _fill(page, name, value)
        if step in TAKEN:
            taken = page.locator(f'button[value="{TAKEN[step]}"]')
            if not taken.is_visible():
                page.locator("details.proposal > summary").last.click()
            with page.expect_navigation():
                taken.click()
        assert visit.overflow() <= 0, step
        _shoot(page, f"{number}-{step}-{viewport['width']}")
        with page.expect_navigation():
            page.locator('button[value="next"]').click()

    expect(page.locator(".review h1")).to_contain_text("Étude sur l’accès aux soins")
    _shoot(page, f"whole-{viewport['width']}")
    call = Call.objects.get()
    assert (call.state, call.blocking_count) == (CallState.DRAFT, 0)
    assert call.draft_fields.get(name="deadline").extra["timezone"] == organisation.time_zone
    assert datetime.fromisoformat(call.draft_fields.get(name="deadline").value) > (
        datetime.now(UTC) + timedelta(days=14)
    ).replace(tzinfo=None)
    minutes = _minutes()
    print(f"\n{minutes['inputs']} inputs, {minutes['letters']} letters, {minutes['all']:.1f} min")
    assert minutes["all"] < 20


def _minutes():
    """How long the way takes somebody slow who has the words already."""
    typed = [v for answers in WAY.values() for n, v in answers.items() if _is_typed(n)]
    chosen = sum(not _is_typed(n) for answers in WAY.values() for n in answers)
    letters = sum(map(len, typed))
    seconds = (
        letters / LETTERS_A_SECOND
        + SECONDS["input"] * (len(typed) + chosen)
        + SECONDS["choice"] * chosen
        + SECONDS["button"] * (len(WAY) + len(TAKEN) + 1)
        + SECONDS["step"] * len(WAY)
    )
    return {"inputs": len(typed) + chosen, "letters": letters, "all": seconds / 60}


def _is_typed(name):
    return not re.search(r"\.(?:kind|tax|required|code|part|channel)$|^kind\.", name)


@pytest.fixture
def at_a_step(visit, officer, organisation):
    """A draft that was just begun, open at its deliverables."""
    call = start_call(organisation=organisation, by=officer)
    visit.sign_in(officer)
    page = visit.open(reverse("calls:write_step", args=[call.public_id, "deliverables"]))
    return call, page


def _deliverables(call):
    value = call.draft_fields.get(name="deliverables").value or {"items": []}
    return [d["text"] for d in value["items"]]


def test_leaving_an_input_keeps_it_and_the_next_words_are_not_disturbed(at_a_step):
    call, page = at_a_step
    page.locator('[name="deliverables.0.text"]').fill("Note")
    page.keyboard.press("Tab")
    page.locator('[name="deliverables.1.text"]').type("Rapport fi", delay=40)

    expect(page.locator("#saved")).to_contain_text("Saved at")
    assert _deliverables(call)[0] == "Note"
    expect(page.locator('[name="deliverables.1.text"]')).to_have_value("Rapport fi")
    expect(page.locator('[name="deliverables.1.text"]')).to_be_focused()
    expect(page.locator("#write-side")).not_to_contain_text("No deliverable was found")


def test_a_line_that_is_asked_for_has_the_focus_and_the_keyboard_does_it_all(at_a_step):
    call, page = at_a_step
    page.locator('[name="deliverables.0.text"]').focus()
    page.keyboard.type("Un")
    page.locator('[name="deliverables.1.text"]').focus()
    page.keyboard.type("Deux")
    page.locator('button[value="add:deliverables"]').focus()
    page.keyboard.press("Enter")

    expect(page.locator('[name="deliverables.2.text"]')).to_be_focused()
    page.keyboard.type("Trois")
    page.locator('button[value="next"]').focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/write/method/")
    assert _deliverables(call) == ["Un", "Deux", "Trois"]


def test_enter_in_an_input_saves_and_removes_nothing(at_a_step):
    call, page = at_a_step
    page.locator('[name="deliverables.0.text"]').fill("Note")
    page.locator('[name="deliverables.0.pages"]').fill("6")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert _deliverables(call) == ["Note"]
    assert page.url.endswith("/write/deliverables/")


def test_a_line_that_drops_loses_nothing(visit, at_a_step):
    call, page = at_a_step
    visit.context.set_offline(True)
    page.locator('[name="deliverables.0.text"]').fill("Note")
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Not saved")
    visit.context.set_offline(False)

    expect(page.locator("#saved")).to_contain_text("Saved at", timeout=10_000)
    assert _deliverables(call) == ["Note"]
    visit.said.clear()  # the browser said that the line had dropped


def test_a_step_in_the_bar_keeps_what_was_typed_first(at_a_step):
    call, page = at_a_step
    page.locator('[name="deliverables.0.text"]').fill("Note")
    page.locator('button[value="go:profile"]').click()

    page.wait_for_url("**/write/profile/")
    assert _deliverables(call) == ["Note"]


def test_without_script_the_same_way_is_open(visits, officer, organisation):
    visit = visits(java_script_enabled=False)
    visit.sign_in(officer)
    page = visit.open(reverse("calls:start_call"))
    page.locator("form:has(input[value=nothing]) button").click()
    page.locator('button[value="go:deliverables"]').click()
    page.locator('[name="deliverables.0.text"]').fill("Note")
    page.locator('[name="deliverables.1.text"]').fill("Rapport")
    page.locator('button[value="add:deliverables"]').click()
    page.locator('[name="deliverables.2.text"]').fill("Atelier")
    page.locator('button[value="next"]').click()

    assert page.url.endswith("/write/method/")
    assert _deliverables(Call.objects.get()) == ["Note", "Rapport", "Atelier"]


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_steps_serve_everybody(visits, officer, organisation, language, width, theme):
    call = start_call(organisation=organisation, by=officer)
    one = _visit(visits, language, width, theme)
    one.sign_in(officer)

    faults = []
    for step in WAY:
        path = reverse("calls:write_step", args=[call.public_id, step])
        faults += _faults(one, step, path, 200, language)
        _shoot(one.page, f"{language}-{width}-{theme}-{step}")
    for name in ("start_call", "list_templates"):
        faults += _faults(one, name, reverse(f"calls:{name}"), 200, language)
        _shoot(one.page, f"{language}-{width}-{theme}-{name}")

    assert faults == []
