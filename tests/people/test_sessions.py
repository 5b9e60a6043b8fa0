"""A copy of the database opens no session, and shows nothing of what is in one."""

import base64

from django.db import connection
from django.test import Client

from mandat.core.crypto import key_provider
from mandat.people.models import Session
from mandat.people.sign_in.sessions import SessionStore, row_key
from tests.proving import sign_in


def _stored():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Session._meta.db_table}")  # noqa: S608 -- our own name
        return repr(cursor.fetchall())


def test_a_session_keeps_what_was_put_into_it(db):
    store = SessionStore()
    store["word"] = "canari"
    store.save()

    again = SessionStore(store.session_key)

    assert again["word"] == "canari"
    assert again.exists(store.session_key)


def test_the_table_shows_neither_the_cookie_nor_what_is_in_the_session(db):
    store = SessionStore()
    store["word"] = "canari"
    store.save()

    row = Session.objects.get()
    assert store.session_key not in _stored()
    assert b"canari" not in base64.b64decode(row.session_data)
    assert row.session_key == row_key(store.session_key)


def test_the_name_of_the_row_is_no_cookie(officer):
    client = Client()
    sign_in(client, officer)
    thief = Client()
    thief.cookies["sessionid"] = Session.objects.get(account=officer).session_key

    assert client.get("/home/").status_code == 200
    assert thief.get("/home/").status_code == 302


def test_what_was_sealed_for_one_session_opens_in_no_other(db):
    one, other = SessionStore(), SessionStore()
    one["word"], other["word"] = "mine", "theirs"
    one.save()
    other.save()
    sealed = Session.objects.get(session_key=row_key(one.session_key)).session_data
    Session.objects.filter(session_key=row_key(other.session_key)).update(session_data=sealed)

    assert dict(SessionStore(other.session_key).items()) == {}


def test_without_the_key_everybody_is_signed_out_and_nothing_breaks(db, settings, tmp_path):
    store = SessionStore()
    store["word"] = "canari"
    store.save()
    settings.KEYS_DIR = tmp_path
    key_provider().ensure("house")

    assert dict(SessionStore(store.session_key).items()) == {}


def test_signing_out_removes_the_row(officer):
    client = Client()
    sign_in(client, officer)

    client.logout()

    assert not Session.objects.filter(account=officer).exists()
