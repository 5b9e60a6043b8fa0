"""Fifty secrets are sown in fields of class 3 and 4. None turns up where it has no business.

What is looked through: everything that was logged, every mail, the cache, every address that was
asked for, every page and export shown to people who may not see them, temporary files, stored
files, and a dump of every table. A word of class 2 that is sown as well proves that each place
that holds it would have shown it.
"""

import base64
import logging
import tempfile
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.calls.exchange.services.questions import ask_question
from mandat.core.holdings import DataClass, holdings
from mandat.documents.services import open_file, receive_file
from mandat.documents.uses import Use, register_use
from mandat.people.roles import Role
from mandat.people.sign_in.policy import factors_of
from mandat.privacy.models import Breach, DataRequest, LegalHold
from mandat.privacy.models.records import HoldBasis
from mandat.privacy.sealing import words
from mandat.privacy.services import answers, cases, holds, records
from mandat.privacy.states import RequestKind
from mandat.vault import services as vault
from mandat.vault.scopes import CompartmentKind, Given, Scope
from mandat.vault.services.identities import unsealed
from tests.access.entries import ENTRIES
from tests.access.test_matrix import METHODS, ask
from tests.access.things import fill_organisation
from tests.access.world import World
from tests.calls.published import published_call
from tests.factories import make_account, make_organisation
from tests.mail.delivering import delivered
from tests.proving import sign_in

COUNT = 50
# Where secrets are shown to those they are meant for, on the record.
FOR_THEM = {
    "vault:read_identity",
    "privacy:show_request",
    "privacy:show_held",
    "privacy:erase",
    "privacy:show_hold",
    "privacy:list_holds",
    "privacy:show_breach",
    "privacy:list_breaches",
    "privacy:act_on_request",
    "calls:list_questions",
    "calls:answer_question",
}
OPEN_WORD = "Tournesol-7731"  # of class 2: may stand in the database, and does


class Sower:
    """Hands out secrets, each once."""

    def __init__(self):
        self.given = []

    def __call__(self, form="{}"):
        secret = f"zq{len(self.given):02d}Kestrel{len(self.given) * 7919:06d}"
        self.given.append(secret)
        return form.format(secret)


def _dump():
    """Every row of every table, as text and as raw bytes."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- names from the database
            for row in cursor.fetchall():
                parts += [bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode()
                          for v in row]  # fmt: skip
    return b"\n".join(parts)


def _forms(secret):
    """The secret as it might hide: plain, in an address, in base 64 at any offset, in hex."""
    plain = secret.encode()
    encoded = {base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)}
    return {plain, quote(secret).encode(), plain.hex().encode(), *encoded}


def _holds(haystack, secret):
    return any(form in haystack for form in _forms(secret))


def _files(folder):
    return b"\n".join(p.read_bytes() for p in Path(folder).rglob("*") if p.is_file())


@pytest.fixture
def ground(tmp_path, monkeypatch, db):
    """Temporary files go to a folder of their own, to be looked through."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return make_organisation("Maison du canari", country="FR", time_zone="Europe/Paris")


def _sow_vault(sow, organisation, officer):
    compartment = vault.open_compartment(
        organisation=organisation, kind=CompartmentKind.PROTECTION, name=OPEN_WORD, by=officer
    )
    text = vault.write_consent_text(organisation=organisation, texts={"fr": "Oui."}, by=officer)[0]
    identities = [
        vault.keep_identity(
            compartment=compartment,
            person=vault.Person(name=sow(), address=sow("{}@example.org"), note=sow()),
            by=officer,
        )
        for _ in range(8)
    ]
    consent = vault.record_consent(
        compartment=compartment,
        text=text,
        scopes=[Scope.TAKE_PART],
        how=Given.ONLINE,
        given_on=date(2026, 3, 2),
        identity=identities[0],
        by=officer,
    )
    vault.read_identity(public_id=identities[0].public_id, by=officer)
    sow.given.append(consent.code)
    return identities


def _sow_privacy(sow, organisation, dpo):
    asker = make_account(name="Somebody who asks")
    for kind in (RequestKind.ACCESS, RequestKind.OBJECTION, RequestKind.RECTIFICATION):
        case = cases.submit_request(
            asked=cases.Asked(organisation, kind, asker.email, sow(), sow(), "fr"), by=asker
        )
        cases.add_note(public_id=case.public_id, text=sow(), by=dpo)
        cases.write_as_person(public_id=case.public_id, text=sow())
        if kind == RequestKind.ACCESS:
            answers.offer_export(public_id=case.public_id, by=dpo)
            cases.answer_request(public_id=case.public_id, text=sow(), by=dpo)
        else:
            cases.refuse_request(public_id=case.public_id, reason=sow(), by=dpo)
    wanted = holds.HoldWanted(
        next(iter(HoldBasis)),
        sow(),
        timezone.now().date() + timedelta(days=20),
        (("people.account", str(asker.public_id)),),
    )
    holds.propose_hold(organisation=organisation, wanted=wanted, by=dpo)
    records.note_breach(
        organisation=organisation, noticed_at=timezone.now(), nature=sow(), people_count=1, by=dpo
    )


def _sow_question(sow, organisation):
    """What somebody asked about a public call: the officers of the call read it, nobody else."""
    call = published_call(organisation)
    return ask_question(call=call, text=f"We are {sow()}: may two apply?", language="en")


def _sow_files(sow, organisation, officer, count):
    use = Use(
        code="tests.canary",
        label="canary",
        kinds=frozenset({"text/plain"}),
        max_bytes=1_000_000,
        can_read=lambda _by, _file: False,
        data_class=DataClass.SECRET,
    )
    register_use(use)
    return [
        receive_file(
            use=use,
            name=f"{OPEN_WORD}.txt",
            chunks=[sow("Testimony: {}\n").encode() * 500],
            organisation=organisation,
            key_name=f"organisation.{organisation.public_id.hex}",
            owner=organisation,
            by=officer,
        )
        for _ in range(count)
    ]


def _sow_factor(sow, client, officer):
    """An app's secret, kept for its owner; allauth makes it, so it is read back from there."""
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415 -- only here

    secret = "KRSXG5CTMVRXEZLU"
    TOTP.activate(officer, secret)
    sow.given.append(secret)
    assert factors_of(officer)[0].wrap().validate_code("000000") is False
    client.logout()


def _walk(person, world):
    """Everything that this person can open, objects too; the paths and what came back.

    What a request changed is taken back, so that each finds the same.
    """
    client = Client()
    if person is not None:
        sign_in(client, person)
    paths, shown = [], []
    for name, entry in ENTRIES.items():
        if name in FOR_THEM and person in world.meant:
            continue
        path = reverse(name, kwargs=entry.names(world) if entry.names else {})
        for method in METHODS:
            answer = ask(client, method, path, entry.posts)
            parts = answer.streaming_content if answer.streaming else [answer.content]
            shown.append(b"".join(parts) + str(dict(answer.headers)).encode())
            paths += [path, answer.headers.get("Location", "")]
    return paths, b"\n".join(shown)


def _world(ground, identities, files, meant):
    """The things that secrets were sown in, under the names that the matrix has for them; the
    others are those of another organisation, in which the same people have no role."""
    twin = make_organisation("Maison jumelle", country="FR", time_zone="Europe/Paris")
    world = World(own=ground, twin=twin, things=fill_organisation(twin, "Sosie", None, set()))
    world.things |= {
        "organisation": ground,
        "compartment": identities[0].compartment,
        "membership": identities[0].compartment.memberships.get(),
        "identity": identities[0],
        "request": DataRequest.objects.filter(organisation=ground).first(),
        "hold": LegalHold.objects.get(organisation=ground),
        "breach": Breach.objects.get(organisation=ground),
        "file": files[0],
    }
    world.meant = meant
    return world


def test_no_secret_turns_up_where_it_has_no_business(ground, caplog, client):
    caplog.set_level(logging.DEBUG)
    sow = Sower()
    officer = make_account(role=Role.PROGRAMME_OFFICER, organisation=ground, name=OPEN_WORD)
    dpo = make_account(role=Role.DATA_PROTECTION_OFFICER, organisation=ground, name="Officer")
    identities = _sow_vault(sow, ground, officer)
    _sow_privacy(sow, ground, dpo)
    _sow_factor(sow, client, officer)
    question = _sow_question(sow, ground)
    files = _sow_files(sow, ground, officer, COUNT - len(sow.given))
    auditor = make_account(role=Role.AUDITOR, organisation=ground, name="Auditor")
    reader = make_account(role=Role.READER, organisation=ground, name="Reader")

    mails = "\n".join(str(m.message()) for m in delivered()).encode()
    world = _world(ground, identities, files, meant={officer, dpo})
    world.things |= {"open call": question.call, "question": question}
    walks = [_walk(person, world) for person in (None, officer, dpo, auditor, reader)]
    places = {
        "log": caplog.text.encode(),
        "mail": mails,
        "addresses": "\n".join(p for paths, _shown in walks for p in paths).encode(),
        "pages and exports": b"\n".join(shown for _paths, shown in walks),
        "journal": repr(list(Entry.objects.values())).encode(),
        "temporary files": _files(tempfile.gettempdir()),
        "stored files": _files(settings.STORAGES["sealed"]["OPTIONS"]["location"]),
        "dump of every table, cache and queue included": _dump(),
    }
    leaks = [(place, s) for place, text in places.items() for s in sow.given if _holds(text, s)]

    assert len(set(sow.given)) >= COUNT
    # The secrets are there, for those they are meant for.
    assert unsealed(identities[0]).name == sow.given[0]
    assert b"".join(open_file(files[-1])).decode().startswith("Testimony: zq")
    assert {words(c, "name") for c in DataRequest.objects.all()} & set(sow.given)
    # The looking works: the word of class 2 is seen in the dump and on pages.
    assert _holds(places["dump of every table, cache and queue included"], OPEN_WORD)
    assert _holds(places["pages and exports"], OPEN_WORD)
    assert leaks == []
    # The walk reaches the objects: whom the secrets are meant for is shown them.
    world.meant = set()
    for person in (officer, dpo):
        _paths, shown = _walk(person, world)
        assert any(_holds(shown, s) for s in sow.given)


def test_what_is_confidential_is_sealed_or_says_nothing_by_itself():
    """A column of class 3 or 4 is binary (sealed), a reference, or one of the few named here."""
    from django.apps import apps  # noqa: PLC0415 -- set up by now

    says_nothing = {
        "calls.Follower.address_digest": "a keyed hash",
        "documents.File.storage_key": "a random name in the storage",
        "documents.Upload.storage_key": "a random name in the storage",
        "intake.Application.address_digest": "a keyed hash",
        "intake.Arrival.message_digest": "a keyed hash",
        "intake.Arrival.sender_digest": "a keyed hash",
        "intake.ReferenceCheck.address_digest": "a keyed hash",
        "intake.TeamMember.address_digest": "a keyed hash",
        "mfa.Authenticator.data": "its secrets are sealed by the adapter",
        "people.Account.password": "a slow hash",
        "people.Session.session_data": "sealed, in base 64",
        "sessions.Session.session_data": "not used: the house has a table of its own",
        "privacy.DataRequest.email_digest": "a keyed hash",
        "privacy.Rectification.subject_id": "a public id",
        "privacy.Erasure.account_id_text": "a public id",
        "vault.Identity.digest": "a keyed hash",
        "vault.Identity.pseudonym": "made of chance",
        "vault.Consent.pseudonym": "made of chance",
        "vault.Consent.code_digest": "a keyed hash",
    }
    open_columns = set()
    for holding in holdings():
        for declared in holding.fields:
            if declared.data_class < DataClass.CONFIDENTIAL:
                continue
            room, model, column = declared.field.split(".")
            field = apps.get_model(room, model)._meta.get_field(column)
            if field.get_internal_type() not in {"BinaryField", "ForeignKey", "UUIDField"}:
                open_columns.add(declared.field)

    assert open_columns == set(says_nothing)
