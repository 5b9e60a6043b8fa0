"""Fresh proof before a grave act: password, factor, or a mailed code for who has nothing else."""

import re
from urllib.parse import unquote

import pytest
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from mandat.people.sign_in.proof import recently_proved
from tests.factories import make_account
from tests.mail.delivering import delivered
from tests.people.test_second_factor import add_app
from tests.proving import later, note_proof, sign_in

PASSWORD = "a sentence only I know"
GUARDED = reverse("mfa_add_webauthn")
PROVE = reverse("account_reauthenticate")
BY_CODE = reverse("people:prove_by_code")


@pytest.fixture
def english():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def lea(db):
    return make_account(email="lea@example.org", password=PASSWORD)


def mailed_code():
    body = delivered()[-1].body
    return re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{2,4}$", body, re.MULTILINE).group()


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_activate_totp", "account_set_password"])
def test_changing_the_ways_to_sign_in_asks_for_it(english, name, db):
    sign_in(english, make_account(), proof="code", age=11 * 60)

    response = english.get(reverse(name))

    assert response.headers["Location"] == f"{PROVE}?next={reverse(name)}"


def test_who_signed_in_a_moment_ago_is_not_asked_again(english, lea):
    sign_in(english, lea, proof="password", age=9 * 60)

    assert english.get(GUARDED).status_code == 200


def test_the_password_proves_and_leads_back(english, lea):
    sign_in(english, lea, proof="password", age=11 * 60)
    english.get(GUARDED)

    wrong = english.post(PROVE, {"password": "not it", "next": GUARDED})
    right = english.post(PROVE, {"password": PASSWORD, "next": GUARDED})

    assert wrong.status_code == 200
    assert right.headers["Location"] == GUARDED
    assert english.get(GUARDED).status_code == 200


def test_a_proof_grows_old(english, lea, time_machine):
    sign_in(english, lea, proof="password")
    assert english.get(GUARDED).status_code == 200

    later(time_machine, 10 * 60 + 1)

    assert english.get(GUARDED).status_code == 302


def test_a_proof_from_the_future_is_none(english, lea):
    sign_in(english, lea, proof="password", age=-3600)

    assert english.get(GUARDED).status_code == 302


def test_the_proof_of_one_person_serves_no_other(english, lea):
    noah = make_account()
    english.force_login(noah)
    session = english.session
    note_proof(session, lea, "password")
    session.save()

    assert english.get(GUARDED).status_code == 302


def test_a_code_by_mail_proves_where_there_is_nothing_else(english, db):
    account = make_account(email="noah@example.org")
    sign_in(english, account, proof="code", age=3600)
    asked = english.get(f"{PROVE}?next={GUARDED}")
    assert unquote(asked.headers["Location"]) == f"{BY_CODE}?next={GUARDED}"
    assert delivered() == []

    english.post(BY_CODE, {"next": GUARDED})
    assert delivered()[0].to == [account.email]
    wrong = english.post(BY_CODE, {"code": "WRONG1", "next": GUARDED})
    right = english.post(BY_CODE, {"code": mailed_code().lower(), "next": GUARDED})

    assert "This code is not right" in wrong.content.decode()
    assert right.headers["Location"] == GUARDED
    assert english.get(GUARDED).status_code == 200


def test_a_mailed_code_serves_once_for_ten_minutes_and_three_attempts(english, db, time_machine):
    sign_in(english, make_account(), proof="code", age=3600)

    def refused(code):
        return english.post(BY_CODE, {"code": code, "next": GUARDED}).status_code == 200

    english.post(BY_CODE)
    used = mailed_code()
    assert not refused(used)
    assert refused(used)

    english.post(BY_CODE)
    guessed = mailed_code()
    assert [refused("WRONG1") for _ in range(3)] == [True] * 3
    assert refused(guessed)

    later(time_machine, 61)
    english.post(BY_CODE)
    late = mailed_code()
    later(time_machine, 10 * 60)
    assert refused(late)


def test_no_code_stands_in_the_session(english, db):
    sign_in(english, make_account())

    english.post(BY_CODE)

    assert "hash" in english.session["people.proof_code"]
    assert mailed_code() not in repr(dict(english.session))


def test_codes_for_proof_are_limited(english, db):
    sign_in(english, make_account())
    for _ in range(3):
        english.post(BY_CODE)

    response = english.post(BY_CODE)

    assert response.status_code == 409
    assert len(delivered()) == 3


def test_who_has_a_password_gets_no_code_by_mail_for_it(english, lea):
    sign_in(english, lea, proof="password", age=3600)

    response = english.post(BY_CODE)

    assert response.headers["Location"] == PROVE
    assert delivered() == []


def test_a_factor_that_this_session_has_not_seen_is_asked_for(english, lea):
    sign_in(english, lea, proof="password")
    add_app(english)
    stale = Client(headers={"accept-language": "en"})
    sign_in(stale, lea, proof="password")

    response = stale.get(GUARDED, follow=True)

    assert (
        unquote(response.redirect_chain[-1][0]) == f"{reverse('mfa_reauthenticate')}?next={GUARDED}"
    )
    assert "With my password" not in response.content.decode()


def test_nothing_that_was_sent_is_kept_meanwhile(lea):
    client = Client(headers={"user-agent": "Curious/1.0"}, REMOTE_ADDR="203.0.113.7")
    sign_in(client, lea, proof="password", age=3600)
    page = reverse("account_set_password")

    response = client.post(
        reverse("people:make_recovery_codes"),
        {"note": "something secret"},
        headers={"referer": f"http://testserver{page}"},
    )

    assert response.headers["Location"] == f"{PROVE}?next={page}"
    kept = repr(dict(client.session))
    for text in ("203.0.113.7", "Curious", "something secret"):
        assert text not in kept


def test_parts_of_pages_and_programs_are_answered_in_their_way(english, lea):
    sign_in(english, lea, proof="password", age=3600)

    part = english.get(
        GUARDED, headers={"hx-request": "true", "hx-current-url": "http://testserver/account/"}
    )
    program = english.get(GUARDED, headers={"accept": "application/json"})

    assert part.headers["HX-Redirect"] == f"{PROVE}?next=/account/"
    assert (program.status_code, program.json()["error"]) == (401, "proof_needed")


def test_other_rooms_guard_their_views_with_it(lea):
    request = RequestFactory().get("/secret/")
    request.user, request.session = lea, {}
    view = recently_proved(minutes=5)(lambda _request: HttpResponse("secret"))

    with pytest.raises(ReauthenticationRequired):
        view(request)
    note_proof(request.session, lea, "password", age=4 * 60)
    assert view(request).content == b"secret"
    note_proof(request.session, lea, "password", age=6 * 60)
    with pytest.raises(ReauthenticationRequired):
        view(request)
