"""Rules that every page keeps: a policy behind each address, nothing inline, nobody else asked."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2] / "mandat"
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.html"))
SOURCES = sorted((ROOT / "web" / "assets").glob("**/*.css")) + sorted(
    (ROOT / "web" / "assets").glob("**/*.js")
)

# Pages of allauth behind their own locks. Who passes, in one line each.
ALLAUTH = {
    "account_request_login_code": "everybody",
    "account_confirm_login_code": "who asked for a code in this session",
    "account_logout": "everybody",
    "account_inactive": "everybody",
    "account_signup": "everybody; answers that it is closed",
    "account_reauthenticate": "who is signed in",
    "account_email_verification_sent": "who is signing in",
    "account_change_password": "who is signed in",
    "account_set_password": "who is signed in and has no password",
    "mfa_authenticate": "who is signing in and has a second factor",
    "mfa_reauthenticate": "who is signed in and has an app or recovery codes",
    "mfa_reauthenticate_webauthn": "who is signed in and has a passkey",
    "mfa_login_webauthn": "everybody",
    "mfa_add_webauthn": "who is signed in and proved it a moment ago",
    "mfa_activate_totp": "who is signed in and proved it a moment ago",
    "account_reset_password": "everybody",
    "account_reset_password_done": "everybody",
    "account_reset_password_from_key": "who holds the link of the mail",
    "account_reset_password_from_key_done": "everybody",
}


def _patterns(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        elif isinstance(entry, URLPattern):
            yield entry


def test_every_address_names_its_policy():
    patterns = list(_patterns(get_resolver("config.urls")))
    assert len(patterns) > 20

    without = {
        pattern.name
        for pattern in patterns
        if not getattr(pattern.callback, "policy", "") and pattern.name not in ALLAUTH
    }

    assert without == set()


def test_the_table_of_allauth_lists_what_is_there_and_nothing_else():
    theirs = {
        pattern.name
        for pattern in _patterns(get_resolver("config.urls"))
        if not getattr(pattern.callback, "policy", "")
    }

    assert theirs == set(ALLAUTH)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_holds_no_inline_script_style_or_handler(template):
    text = template.read_text("utf-8")

    assert re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text) == []
    scripts = re.findall(r"<script\b[^>]*>", text)
    assert [s for s in scripts if " src=" not in s and "application/json" not in s] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_template_loads_nothing_from_another_host(template):
    text = template.read_text("utf-8")

    loading = r"<(?:script|img|link|iframe|source|video|audio|object|embed)\b[^>]*?"
    assert re.findall(loading + r"(?:src|href|data)=[\"'](?:https?:)?//", text) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.name)
def test_styles_and_scripts_name_no_other_host(source):
    text = source.read_text("utf-8")

    assert re.findall(r"(?:url\(|import\s|fetch\()\s*[\"']?(?:https?:)?//", text) == []
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in text


@pytest.mark.parametrize("source", [s for s in SOURCES if s.suffix == ".css"], ids=lambda p: p.name)
def test_styles_use_logical_directions_only(source):
    text = re.sub(r"/\*.*?\*/", "", source.read_text("utf-8"), flags=re.DOTALL)

    sides = r"(?:margin|padding|border|inset)?-?\b(?:left|right)\s*:"
    assert re.findall(sides + r"|text-align:\s*(?:left|right)|float:", text) == []


def test_the_policy_of_content_allows_this_site_and_nothing_else():
    policy = settings.SECURE_CSP

    assert {str(v) for v in policy["default-src"]} == {"'none'"}
    assert {str(v) for values in policy.values() for v in values} <= {"'self'", "'none'"}


def test_pages_carry_the_policy_and_the_safe_settings_of_htmx(client, db):
    response = client.get("/")

    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    for setting in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"selfRequestsOnly":true',
    ):
        assert setting in page
