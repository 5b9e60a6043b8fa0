"""Every page, in French and Arabic, wide and 320 pixels narrow, light and dark: axe finds
nothing, nothing has to be scrolled sideways, the console is silent, nobody else is called."""

import pytest
from django.urls import reverse

OPEN = {
    "front": ("web:show_front", 200),
    "help": ("web:show_help", 200),
    "privacy": ("web:show_privacy", 200),
    "data request": ("privacy:ask", 200),
    "data request, sent": ("privacy:request_sent", 200),
    "gallery": ("web:show_gallery", 200),
    "sign-in": ("account_login", 200),
    "code": ("account_request_login_code", 200),
    "forgotten password": ("account_reset_password", 200),
    "forgotten password, sent": ("account_reset_password_done", 200),
    "sign-up closed": ("account_signup", 200),
    "account closed": ("account_inactive", 200),
    "password changed": ("account_reset_password_from_key_done", 200),
}
INSIDE = {
    "home": ("web:show_home", 200),
    "calls, none yet": ("calls:list_calls", 200),
    "import": ("calls:import_call", 200),
    "account": ("people:show_account", 200),
    "set password": ("account_set_password", 200),
    "why a second factor": ("people:start_second_factor", 200),
    "add a passkey": ("mfa_add_webauthn", 200),
    "add an app": ("mfa_activate_totp", 200),
    "proof by code": ("people:prove_by_code", 200),
    "organisations": ("people:list_organisations", 200),
    "invitation that is gone": ("people:answer_invitation", 404),
    "sign out": ("account_logout", 200),
    "help inside": ("web:show_help", 200),
    "privacy inside": ("web:show_privacy", 200),
    "data request inside": ("privacy:ask", 200),
    "own data requests": ("privacy:list_own_requests", 200),
}
LOOKS = [
    pytest.param("fr", 1280, "light", id="fr-wide-light"),
    pytest.param("fr", 320, "dark", id="fr-narrow-dark"),
    pytest.param("ar", 1280, "dark", id="ar-wide-dark"),
    pytest.param("ar", 320, "light", id="ar-narrow-light"),
]


def _visit(visits, language, width, theme):
    visit = visits(
        locale={"fr": "fr-FR", "ar": "ar-EG"}[language],
        viewport={"width": width, "height": 800},
        color_scheme=theme,
    )
    visit.speak(language)
    return visit


def _faults(visit, name, path, status, language):
    page = visit.open(path, status=status)
    faults = [f"{name}: {line}" for line in visit.violations()]
    if visit.overflow() > 0:
        faults.append(f"{name}: {visit.overflow()} pixels too wide")
    root = page.locator("html")
    if root.get_attribute("lang") != language:
        faults.append(f"{name}: the page says it is in {root.get_attribute('lang')}")
    if root.get_attribute("dir") != {"fr": "ltr", "ar": "rtl"}[language]:
        faults.append(f"{name}: wrong direction")
    return faults


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_for_everybody_serve_everybody(visits, demo, language, width, theme):
    visit = _visit(visits, language, width, theme)

    faults = []
    for name, (url_name, status) in OPEN.items():
        faults += _faults(visit, name, reverse(url_name), status, language)
    faults += _faults(visit, "not found", "/no-such-page/", 404, language)

    assert faults == []


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_of_a_person_serve_everybody(visits, officer, language, width, theme):
    visit = _visit(visits, language, width, theme)
    visit.sign_in(officer)

    faults = []
    for name, (url_name, status) in INSIDE.items():
        faults += _faults(visit, name, reverse(url_name), status, language)
    faults += _faults(visit, "not found", "/no-such-page/", 404, language)

    assert faults == []


@pytest.fixture
def demo(settings, db):
    """Demo mode with an account, so that its links stand on the pages."""
    from tests.factories import make_account  # noqa: PLC0415 -- only here

    settings.DEMO = True
    return make_account(email="nadia@demo.example.org", name="Nadia Benali")
