"""Second factors: who must have one, how one is added, used, lost and removed."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.people.roles import NEEDS_SECOND_FACTOR, Role
from mandat.people.sign_in import policy, services
from mandat.people.sign_in.ways import ways_of
from tests.factories import make_account, make_organisation
from tests.mail.delivering import delivered
from tests.proving import later, sign_in

PASSWORD = "a sentence only I know"
START = "/account/protect/"
APP = reverse("mfa_activate_totp")
CODES = reverse("mfa_view_recovery_codes")


@pytest.fixture(autouse=True)
def compulsory(settings):
    settings.SECOND_FACTOR_BY_ROLE = True


@pytest.fixture
def english():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def lea(organisation):
    return make_account(
        email="lea@example.org",
        password=PASSWORD,
        role=Role.ADMINISTRATOR,
        organisation=organisation,
    )


def code_of(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def add_app(client):
    """The person adds an app; returns its secret and the recovery codes."""
    page = client.get(APP).content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7=]+)<', page).group(1)
    response = client.post(APP, {"code": code_of(secret)})
    assert response.headers["Location"] == CODES
    shown = client.get(CODES).content.decode()
    return secret, re.findall(r'<code dir="ltr">(\d{8})</code>', shown)


def first_step(client, account, **data):
    fields = {"login": account.email, "how": "password", "password": PASSWORD} | data
    return client.post(reverse("account_login"), fields)


@pytest.mark.parametrize("role", Role)
def test_exactly_the_roles_that_meet_confidential_data_must_have_one(role, organisation):
    ends = {"ends_at": _soon()} if role is Role.AUDITOR else {}
    account = make_account()
    _grant(account, organisation, role, **ends)

    assert policy.must_have_second_factor(account) == (role in NEEDS_SECOND_FACTOR)


def _soon():
    from datetime import timedelta  # noqa: PLC0415 -- only here

    from django.utils import timezone  # noqa: PLC0415

    return timezone.now() + timedelta(days=3)


def _grant(account, organisation, role, **values):
    from mandat.people.models import Grant  # noqa: PLC0415 -- the service is not what is tested

    return Grant.objects.create(
        account=account, organisation=organisation, role=role.value, **values
    )


def test_a_role_that_has_ended_asks_for_nothing(organisation):
    from datetime import timedelta  # noqa: PLC0415 -- only here

    from django.utils import timezone  # noqa: PLC0415

    account = make_account()
    grant = _grant(account, organisation, Role.FINANCE)
    assert policy.must_have_second_factor(account)

    grant.ends_at = timezone.now() - timedelta(seconds=1)
    grant.starts_at = grant.granted_at = timezone.now() - timedelta(days=1)
    grant.save()

    assert not policy.must_have_second_factor(account)


def test_a_later_room_can_name_further_people(officer, monkeypatch):
    monkeypatch.setattr(policy, "_REASONS", {})
    assert not policy.must_have_second_factor(officer)

    policy.register_reason("vault", lambda account: account == officer)

    assert policy.must_have_second_factor(officer)
    assert not policy.must_have_second_factor(make_account())


def test_without_one_every_page_leads_to_the_page_that_explains(english, lea):
    sign_in(english, lea, proof="password")

    for path in ("/home/", "/calls/", "/account/?x=1"):
        response = english.get(path)
        assert response.headers["Location"] == f"{START}?next={path}".replace("?x=1", "%3Fx%3D1")
    page = english.get(START).content.decode()
    assert "One more step protects what you see" in page
    assert reverse("mfa_add_webauthn") in page
    assert APP in page


def test_help_language_privacy_and_leaving_stay_open(english, lea):
    sign_in(english, lea, proof="password")

    for name in ("web:show_help", "web:show_privacy"):
        assert english.get(reverse(name)).status_code == 200
    english.post(reverse("web:choose_language"), {"language": "ar", "next": "/help/"})
    lea.refresh_from_db()
    assert lea.language == "ar"
    english.post(reverse("account_logout"))
    assert "_auth_user_id" not in english.session


def test_parts_of_pages_and_programs_are_answered_in_their_way(english, lea):
    sign_in(english, lea, proof="password")

    part = english.get(
        "/home/", headers={"hx-request": "true", "hx-current-url": "http://testserver/calls/"}
    )
    program = english.get("/home/", headers={"accept": "application/json"})

    assert part.headers["HX-Redirect"] == f"{START}?next=/calls/"
    assert program.status_code == 403
    assert program.json() == {
        "error": "second_factor_needed",
        "go_to": f"{START}?next=/home/",
    }


def test_a_person_without_such_a_role_is_left_alone(english, officer):
    sign_in(english, officer, proof="code")

    assert english.get("/home/").status_code == 200


def test_demo_accounts_are_let_through_in_demo_mode_and_only_they(english, settings, organisation):
    roles = {"role": Role.ADMINISTRATOR, "organisation": organisation}
    demo = make_account(email="nadia@demo.example.org", **roles)
    real = make_account(email="nadia@example.org", **roles)
    settings.DEMO = True

    english.force_login(demo)
    assert english.get("/home/").status_code == 200
    assert "the second factor that its role needs elsewhere is waived" in _account(english)
    english.force_login(real)
    assert english.get("/home/").status_code == 302

    settings.DEMO = False
    english.force_login(demo)
    assert english.get("/home/").status_code == 302


def _account(client):
    return client.get(reverse("people:show_account")).content.decode()


def test_after_adding_an_app_the_work_goes_on_where_it_was(english, lea):
    sign_in(english, lea, proof="password")
    english.get(f"{START}?next=/calls/")

    _secret, codes = add_app(english)
    response = english.post(reverse("people:keep_recovery_codes"))

    assert len(set(codes)) == 10
    assert response.headers["Location"] == "/calls/"
    assert english.get("/calls/").status_code == 200
    added = Entry.objects.get(action="people.factor.added")
    assert (added.actor, added.details) == (str(lea.public_id), {"kind": "totp"})


def test_a_session_from_before_shows_the_factor_that_was_added_elsewhere(english, lea):
    other = Client(headers={"accept-language": "en"})
    sign_in(other, lea, proof="password")
    sign_in(english, lea, proof="password")
    add_app(english)

    response = other.get("/home/", follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
    assert "Show that it is you" in response.content.decode()


def test_the_next_sign_in_asks_for_the_code_and_takes_each_once(english, lea, time_machine):
    sign_in(english, lea, proof="password")
    secret, _codes = add_app(english)
    english.post(reverse("account_logout"))
    later(time_machine, 120)

    asked = first_step(english, lea, next="/account/")
    wrong = english.post(asked.headers["Location"], {"code": "000000"})
    code = code_of(secret)
    right = english.post(asked.headers["Location"], {"code": code})
    other = Client(headers={"accept-language": "en"})
    first_step(other, lea)
    again = other.post(reverse("mfa_authenticate"), {"code": code})

    assert asked.headers["Location"] == reverse("mfa_authenticate")
    assert "This code is not right" in wrong.content.decode()
    assert right.headers["Location"] == "/account/"
    assert english.get("/account/").status_code == 200
    assert again.status_code == 200
    assert "_auth_user_id" not in other.session


def test_a_sign_in_by_mailed_code_asks_for_it_too(english, lea):
    sign_in(english, lea, proof="password")
    add_app(english)
    english.post(reverse("account_logout"))
    delivered()

    first_step(english, lea, how="code", password="")
    code = re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{2,4}$", delivered()[0].body, re.MULTILINE).group()
    response = english.post(reverse("account_confirm_login_code"), {"code": code})

    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert english.get("/home/").headers["Location"].startswith(reverse("account_login"))


def test_a_recovery_code_opens_once(english, lea):
    sign_in(english, lea, proof="password")
    _secret, codes = add_app(english)
    answers = []
    for _attempt in range(2):
        client = Client()
        first_step(client, lea)
        answers.append(client.post(reverse("mfa_authenticate"), {"code": codes[3]}).status_code)

    assert answers == [302, 200]


def test_guessing_codes_is_stopped(english, lea):
    sign_in(english, lea, proof="password")
    _secret, codes = add_app(english)
    first_step(english, lea)
    english.post(reverse("account_logout"))
    first_step(english, lea)
    for number in range(5):
        english.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})

    page = english.post(reverse("mfa_authenticate"), {"code": codes[0]}).content.decode()

    assert "Too many attempts" in page
    assert "_auth_user_id" not in english.session


def test_recovery_codes_are_shown_once_and_taken_as_text(english, lea, time_machine):
    sign_in(english, lea, proof="password")
    _secret, codes = add_app(english)
    file = english.post(reverse("people:download_recovery_codes"))
    other = Client(headers={"accept-language": "en"})
    sign_in(other, lea)
    elsewhere = other.get(CODES).content.decode()
    english.post(reverse("people:keep_recovery_codes"))
    later = english.get(CODES).content.decode()

    assert set(codes) <= set(file.content.decode().split("\r\n"))
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in file.headers["Content-Disposition"]
    assert "no-store" in file.headers["Cache-Control"]
    for page in (elsewhere, later):
        assert not any(code in page for code in codes)
        assert "Codes are shown once only." in page


def test_new_recovery_codes_end_the_old_ones(english, lea):
    sign_in(english, lea, proof="password")
    _secret, old = add_app(english)

    english.post(reverse("people:make_recovery_codes"))
    new = re.findall(r'<code dir="ltr">(\d{8})</code>', english.get(CODES).content.decode())
    first_step(client := Client(), lea)
    refused = client.post(reverse("mfa_authenticate"), {"code": old[0]})

    assert len(new) == 10
    assert not set(new) & set(old)
    assert refused.status_code == 200
    assert Entry.objects.filter(action="people.recovery_codes.made").count() == 1


def test_secrets_lie_sealed_in_the_database(english, lea):
    sign_in(english, lea, proof="password")
    secret, codes = add_app(english)

    stored = repr(list(Authenticator.objects.filter(user=lea).values_list("data", flat=True)))

    assert len(stored) > 200
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_the_drawing_to_scan_is_in_the_page_without_style_or_picture(english, lea):
    sign_in(english, lea, proof="password")

    page = english.get(APP).content.decode()

    assert '<svg class="qr"' in page
    assert "data:image" not in page
    assert "style=" not in page


def test_the_last_factor_of_such_a_role_stays(english, lea):
    sign_in(english, lea, proof="password")
    add_app(english)
    key = ways_of(lea)[0].key

    page = english.get(reverse("people:remove_factor", args=[key])).content.decode()
    answer = english.post(reverse("people:remove_factor", args=[key]))

    assert "this is your only one" in page
    assert answer.status_code == 409
    assert len(ways_of(lea)) == 1


def test_others_may_remove_theirs_and_the_codes_go_with_it(english, officer):
    sign_in(english, officer)
    add_app(english)
    delivered()
    key = ways_of(officer)[0].key

    response = english.post(reverse("people:remove_factor", args=[key]))

    assert response.headers["Location"] == reverse("people:show_account")
    assert not Authenticator.objects.filter(user=officer).exists()
    assert Entry.objects.get(action="people.factor.removed").details == {"kind": "totp"}
    assert delivered()[0].subject == "The app with codes was removed from your account"


def test_a_mail_about_a_change_names_no_address_and_no_browser(
    officer, django_capture_on_commit_callbacks
):
    client = Client(headers={"user-agent": "Curious/1.0"}, REMOTE_ADDR="203.0.113.7")
    sign_in(client, officer)

    with django_capture_on_commit_callbacks(execute=True):
        add_app(client)

    message = next(m for m in delivered() if m.to == [officer.email])
    assert "203.0.113.7" not in message.body
    assert "Curious" not in message.body


def test_nobody_touches_the_factors_of_somebody_else(english, officer):
    noah = make_account(role=Role.PROGRAMME_OFFICER, organisation=make_organisation())
    sign_in(english, officer)
    add_app(english)
    key = ways_of(officer)[0].key
    other = Client()
    sign_in(other, noah)

    for name in ("people:remove_factor", "people:rename_passkey"):
        for method in (other.get, other.post):
            assert method(reverse(name, args=[key])).status_code == 404
    assert len(ways_of(officer)) == 1


def test_the_operator_lets_somebody_start_anew(english, lea):
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- only here

    sign_in(english, lea, proof="password")
    add_app(english)

    assert services.forget_factors(account=lea, by=OPERATOR) == 1

    assert not Authenticator.objects.filter(user=lea).exists()
    assert english.get("/home/").headers["Location"].startswith(reverse("account_login"))
    assert Entry.objects.get(action="people.factors.forgotten").actor == OPERATOR
    assert "Your second factors were removed" in [m.subject for m in delivered()]
