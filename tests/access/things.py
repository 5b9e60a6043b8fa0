"""One object of every kind that an address can name, made by the services that make real ones."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from mandat.audit.models import DailyHead, Entry
from mandat.calls.authoring.templates import make_template
from mandat.calls.exchange.services.amendments import change_field, start_amendment
from mandat.calls.exchange.services.derogations import propose_cancellation
from mandat.calls.exchange.services.questions import ask_question
from mandat.calls.files import TERMS, destination_of
from mandat.documents import services as files
from mandat.documents.kinds import PNG
from mandat.documents.kinds import TEXT as PLAIN
from mandat.documents.models import File
from mandat.documents.states import Scan
from mandat.documents.uploads.services import begin_upload
from mandat.documents.uses import use_of
from mandat.people import services as people
from mandat.people.models import Account, Organisation
from mandat.people.roles import Role
from mandat.privacy.models import JointController, Transfer
from mandat.privacy.models.records import HoldBasis, Safeguard
from mandat.privacy.models.requests import LinkUse
from mandat.privacy.services import cases, holds, links, records
from mandat.privacy.states import RequestKind
from mandat.vault import services as vault
from mandat.vault.scopes import CompartmentKind, Given, Scope
from tests.access.applications import fill_applications
from tests.calls.public.documents import attached
from tests.calls.published import published_call
from tests.calls.test_services import TEXT, imported
from tests.documents.makers_judging import photo
from tests.factories import make_account

MARK = "Zimbrelle"  # a word that stands nowhere else
Things = dict[str, Any]


def fill_organisation(
    organisation: Organisation, mark: str, insider: Account | None, counts_as: set[str]
) -> Things:
    """The organisation's things; `insider` is let into those that its name in the table says."""
    staff = {
        role: make_account(role=role, organisation=organisation, name=f"{role.value} {mark}")
        for role in (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)
    }
    things: Things = {"organisation": organisation}
    things["call"] = imported(
        organisation, staff[Role.PROGRAMME_OFFICER], TEXT.replace("Bamako", mark)
    )
    _fill_files(things, mark, staff[Role.PROGRAMME_OFFICER])
    _fill_people(things, mark, staff)
    _fill_vault(things, mark, staff[Role.PROGRAMME_OFFICER], insider, counts_as)
    _fill_privacy(things, mark, staff[Role.DATA_PROTECTION_OFFICER], insider, counts_as)
    _fill_public_calls(things, staff[Role.PROGRAMME_OFFICER])
    _fill_exchange(things, mark, staff[Role.PROGRAMME_OFFICER])
    things["call template"] = make_template(
        call=things["call"], name=f"Modèle {mark}", by=staff[Role.PROGRAMME_OFFICER]
    )
    fill_applications(things, mark)
    _fill_journal(things)
    return things


def _fill_public_calls(things: Things, by: Account) -> None:
    """A call that everybody may find, and one that only its address leads to. What is public
    carries no mark: it is meant for everybody."""
    organisation = things["organisation"]
    organisation.shares_data, organisation.ocid_prefix = True, "ocds-a1b2c3"
    organisation.save()
    things["open call"] = published_call(organisation, shares_data=True)
    things["sensitive call"] = published_call(organisation, sensitive=True)
    things["call document"] = attached(things["open call"], by)


def _fill_exchange(things: Things, mark: str, by: Account) -> None:
    """A question that waits, a change that nobody has published, a proposal, a step."""
    call, sensitive = things["open call"], things["sensitive call"]
    things["question"] = ask_question(
        call=call, text=f"We of {mark} ask: may two apply?", language="en", address=""
    )
    amendment = start_amendment(call_id=call.public_id, by=by)
    things["amendment"] = change_field(
        call_id=call.public_id,
        amendment_id=amendment.public_id,
        name="contract_type",
        value=f"Contract {mark}",
        extra={},
        version=amendment.version,
        by=by,
    )
    things["derogation"] = propose_cancellation(
        call_id=sensitive.public_id, reason=f"Nobody pays for {mark}.", by=by
    )
    things["milestone"] = call.milestones.get(role="decision")


def _fill_files(things: Things, mark: str, by: Account) -> None:
    """A file that the call was imported from, a picture beside it, and one that is on its way."""
    organisation = things["organisation"]
    words = TEXT.replace("Bamako", mark).encode()
    things["file"] = _safe_file(things, f"Termes {mark}.txt", words, PLAIN, by)
    things["picture"] = _safe_file(things, f"Plan {mark}.png", photo("PNG"), PNG, by)
    things["upload"] = begin_upload(
        use=use_of(TERMS), target=str(organisation.public_id), name=f"{mark}.txt", size=9, by=by
    )


def _safe_file(things: Things, name: str, data: bytes, kind: str, by: Account) -> File:
    organisation = things["organisation"]
    file = files.receive_file(
        use=use_of(TERMS),
        name=name,
        chunks=[data],
        organisation=organisation,
        key_name=destination_of(organisation).key_name,
        owner=things["call"],
        by=by,
    )
    files.begin_check(file=file)
    return files.mark_safe(file=file, media_type=kind, scan=Scan.CLEAN)


def _fill_people(things: Things, mark: str, staff: dict[Role, Account]) -> None:
    organisation, by = things["organisation"], staff[Role.ADMINISTRATOR]
    colleague = make_account(role=Role.READER, organisation=organisation, name=f"Reader {mark}")
    things["grant"] = colleague.grants.get()
    things["invitation"] = people.invite(
        organisation=organisation,
        email=f"{mark.lower()}@example.org",
        role=Role.READER,
        language="fr",
        by=by,
    )
    things["programme"] = people.add_programme(
        organisation=organisation, values={"name": f"Programme {mark}", "theme": mark}, by=by
    )
    things["contact"] = people.add_contact(
        public_id=things["programme"].public_id,
        name=f"Contact {mark}",
        function="",
        email="",
        by=by,
    )
    things["funding"] = people.add_funding(
        organisation=organisation,
        values={
            "donor": f"Fonds {mark}",
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "amount": 1000,
            "currency": "EUR",
        },
        programmes=[things["programme"]],
        by=by,
    )
    things["grid"] = people.add_grid(
        organisation=organisation,
        name=f"Grille {mark}",
        document={"criteria": [{"label": f"Expérience {mark}", "maximum": "100"}]},
        by=by,
    )


def _fill_vault(
    things: Things, mark: str, by: Account, insider: Account | None, counts_as: set[str]
) -> None:
    organisation = things["organisation"]
    compartment = vault.open_compartment(
        organisation=organisation, kind=CompartmentKind.CONSULTATION, name=f"Cercle {mark}", by=by
    )
    other = make_account(role=Role.READER, organisation=organisation, name=f"Member {mark}")
    ends_at = timezone.now() + timedelta(days=20)
    things["membership"] = vault.admit_member(
        public_id=compartment.public_id, account=other, is_keeper=False, ends_at=ends_at, by=by
    )
    if insider is not None and counts_as & {"compartment keeper", "compartment member"}:
        vault.admit_member(
            public_id=compartment.public_id,
            account=insider,
            is_keeper="compartment keeper" in counts_as,
            ends_at=ends_at,
            by=by,
        )
    words = vault.write_consent_text(organisation=organisation, texts={"fr": mark}, by=by)[0]
    identity = vault.keep_identity(
        compartment=compartment, person=vault.Person(name=f"Personne {mark}"), by=by
    )
    vault.record_consent(
        compartment=compartment,
        text=words,
        scopes=[Scope.TAKE_PART],
        how=Given.WRITTEN,
        given_on=date(2026, 3, 2),
        identity=identity,
        by=by,
    )
    things |= {"compartment": compartment, "identity": identity}


def _fill_privacy(
    things: Things, mark: str, by: Account, insider: Account | None, counts_as: set[str]
) -> None:
    organisation = things["organisation"]
    asker = insider if insider is not None and "person who asked" in counts_as else None
    asker = asker or make_account(name=f"Asker {mark}")
    case = cases.submit_request(
        asked=cases.Asked(
            organisation=organisation,
            kind=RequestKind.ACCESS,
            email=asker.email,
            name=f"Asker {mark}",
            words=f"What do you hold, {mark}?",
            language="fr",
        ),
        by=asker,
    )
    things["request"] = case
    things["follow token"] = links.make_link(case, LinkUse.FOLLOW)
    things["hold"] = holds.propose_hold(
        organisation=organisation,
        wanted=holds.HoldWanted(
            basis=next(iter(HoldBasis)),
            reason=f"Because of {mark}",
            ends_on=timezone.now().date() + timedelta(days=30),
            objects=(("people.account", str(asker.public_id)),),
        ),
        by=by,
    )
    things["breach"] = records.note_breach(
        organisation=organisation,
        noticed_at=timezone.now(),
        nature=f"Lost paper {mark}",
        people_count=3,
        by=by,
    )
    _fill_records(things, mark, by)


def _fill_records(things: Things, mark: str, by: Account) -> None:
    organisation = things["organisation"]
    things["joint controller"] = JointController(
        organisation=organisation,
        name=f"Partner {mark}",
        contact="partner@example.org",
        does="Both choose.",
        arrangement="Signed.",
        since=date(2026, 1, 1),
    )
    things["transfer"] = Transfer(
        organisation=organisation,
        recipient=f"Host {mark}",
        country="SN",
        purpose="hosting",
        safeguard=next(iter(Safeguard)),
        since=date(2026, 1, 1),
    )
    for name in ("joint controller", "transfer"):
        records.save_record(row=things[name], by=by)


def _fill_journal(things: Things) -> None:
    entry = Entry.objects.filter(chain=str(things["organisation"].public_id)).latest("seq")
    things["daily head"] = DailyHead.objects.create(
        chain=entry.chain,
        day=datetime(2026, 3, 1, tzinfo=UTC).date(),
        seq=entry.seq,
        hash=entry.hash,
        written_at=timezone.now(),
    )
