"""Sessions in which somebody proved who they are, as signing in leaves them."""

import time
from datetime import timedelta

from allauth.account.internal.userkit import user_id_to_str
from django.utils import timezone


def note_proof(session, account, method="code", *, age=0):
    """The session says that the account proved itself so, `age` seconds ago."""
    record = {"method": method, "at": time.time() - age}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = user_id_to_str(account)


def sign_in(client, account, *, proof="mfa", age=0):
    """The test client is signed in, with the proof that views of class 4 ask for."""
    client.force_login(account)
    session = client.session
    note_proof(session, account, proof, age=age)
    session.save()


def later(time_machine, seconds):
    """It is so many seconds later, and the clock goes on."""
    time_machine.move_to(timezone.now() + timedelta(seconds=seconds))
