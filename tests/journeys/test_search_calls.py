"""An officer looks for a call with the keyboard, in French and in Arabic, on a desk and a phone."""

import os

import pytest
from django.utils import timezone

from mandat.calls import finding
from mandat.calls.models import CallTranslation
from tests.calls.published import call_values, draft_call, published_call

LOOKS = [
    pytest.param("fr", 1280, "light", id="fr-wide-light"),
    pytest.param("fr", 320, "dark", id="fr-narrow-dark"),
    pytest.param("ar", 1280, "dark", id="ar-wide-dark"),
    pytest.param("ar", 320, "light", id="ar-narrow-light"),
]


@pytest.fixture
def calls(organisation, officer):
    call = published_call(organisation)
    CallTranslation.objects.create(
        call=call,
        language="ar",
        texts={
            "title": "دراسة حول وصول العاملات إلى الرعاية الصحية",
            "objectives.0.text": "فهم ما يعيق الوصول إلى الرعاية الصحية.",
        },
        of_version=1,
        changed_by=officer,
        changed_at=timezone.now(),
    )
    finding.keep(call)
    draft = draft_call(
        organisation,
        values={"title": "Formateur·rice·s pair·e·s : accès aux droits en santé"},
    )
    finding.keep(draft)
    arabic = call_values() | {
        "language": "ar",
        "title": "تقييم برنامج الصحة الإنجابية",
        "objectives": [{"kind": "general", "text": "تقييم الرعاية الصحية للمراهقات والمراهقين."}],
    }
    published_call(organisation, values=arabic)
    return call


def _shot(page, name):
    if folder := os.environ.get("MANDAT_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_a_call_is_found_with_the_keyboard(visits, officer, calls, language, width, theme):
    visit = visits(
        locale={"fr": "fr-FR", "ar": "ar-EG"}[language],
        viewport={"width": width, "height": 800},
        color_scheme=theme,
    )
    visit.sign_in(officer)
    visit.speak(language)
    page = visit.open("/calls/")
    _shot(page, f"list-{language}-{width}")

    page.keyboard.press("/")
    page.keyboard.type("acces sante" if language == "fr" else "الصحه")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls/?q=*")

    assert page.locator("mark").count() >= 2
    assert page.locator(".tasks > li").count() >= 2
    _shot(page, f"found-{language}-{width}")
    assert visit.violations() == []
    assert visit.overflow() == 0

    page.fill("input[name=q]", "zymologie brassicole")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls/?q=zym*")

    assert page.locator(".empty .searched").all_inner_texts() == ["zymologie", "brassicole"]
    _shot(page, f"nothing-{language}-{width}")
    assert visit.violations() == []
    assert visit.overflow() == 0


def test_a_stroke_typed_in_a_field_stays_there(visit, officer, calls):
    visit.sign_in(officer)
    page = visit.open("/calls/")

    page.fill("input[name=q]", "a")
    page.keyboard.press("/")

    assert page.input_value("input[name=q]") == "a/"
