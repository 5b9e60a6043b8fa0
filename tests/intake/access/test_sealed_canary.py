"""Price, and name, size and pages of financial documents: once filed they turn up nowhere.

Sown as an applicant types and sends them, and shown to that applicant as long as it is a draft.
After the last click they are looked for by every role of both organisations, by other applicants
and by the applicant, in every page, partial, file and export, in mails, logs, temporary files and
every table. Only the receipt names them, to whoever holds its address, and the applicant's mail;
how many pages were counted, the applicant's own page says too.
"""

import io
import logging
import random
import re
import tempfile
import zipfile

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.core.keys import new_token
from mandat.intake.models import Application
from mandat.intake.services.deciding import decide_application, seen_of
from mandat.intake.services.filing import file_application
from mandat.intake.states import DecisionKind
from mandat.mail.models import Message
from mandat.mail.sealing import words_of
from mandat.people.roles import Role
from mandat.people.services import grant_role
from mandat.privacy.gathering import gather
from mandat.privacy.services import answers, cases
from mandat.privacy.states import RequestKind
from tests.access.entries import ENTRIES
from tests.access.test_matrix import METHODS, ask
from tests.access.things import fill_organisation
from tests.access.world import World, link_of
from tests.calls.published import published_call
from tests.factories import make_account, make_organisation
from tests.intake.applying import ADDRESS, PRICES, WORDS, draft_application
from tests.intake.desk.making import end_call, met
from tests.intake.mine.walking import browser
from tests.intake.sending import check, send_piece
from tests.mail.delivering import delivered
from tests.proving import sign_in

pytestmark = pytest.mark.django_db
PRICE = "48731.57"
BEFORE, AFTER = "zqKestrelBefore", "zqKestrelAfter"  # counted before it was filed, and after
PAGES = 487
# How long an object is, whoever holds the storage sees anyway; to read it the length must be known.
FOR_THE_STORAGE = {f"documents_file.size: size {n}" for n in (0, 1)}
LOOKED_AT_BY_ALL = ("intake:", "documents:", "journal:", "my:", "receipts:", "calls:list_calls")
GAPS = re.compile(r"[\s\u202f\u00a0.,'’٬٫]|&nbsp;")
EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
FILE_ADDRESSES = (
    "documents:serve_file",
    "documents:show_line",
    "documents:show_file",
    "documents:continue_upload",
)


def offer(seed):
    """A PDF of many pages whose number of bytes stands nowhere else."""
    document = pikepdf.new()
    for _ in range(PAGES):
        document.add_blank_page(page_size=(300, 300))
    noise = random.Random(seed).randbytes(1_234_567 + 11_111 * seed)  # noqa: S311 -- filler
    document.pages[0].obj["/Noise"] = document.make_stream(noise)
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


class Sown:
    """What was sown, and how it is looked for."""

    def __init__(self, *documents):
        self.sizes = [str(len(data)) for data in documents]
        self.words = {"price": PRICE.replace(".", "")}
        self.words |= {f"size {n}": size for n, size in enumerate(self.sizes)}
        self.names = {"name before": BEFORE, "name after": AFTER}

    def in_page(self, text):
        """What a page shows of it, however its numbers are written."""
        plain = text.translate(EASTERN)
        digits = GAPS.sub("", plain)
        found = {name for name, word in self.words.items() if word in digits}
        found |= {name for name, word in self.names.items() if word in plain}
        found |= {f"{size} in words" for size in self.sizes if _in_words(size).search(plain)}
        if re.search(rf"\b{PAGES}\s*(&nbsp;|\u00a0)?\s*(pages|صفحة)", plain) or re.search(
            rf'"page\w*":\s*{PAGES}\b', plain
        ):
            found.add("pages")
        return found

    def in_bytes(self, data):
        """What raw bytes hold of it, as it is."""
        forms = {**self.words, **self.names, "price as typed": PRICE}
        return {name for name, word in forms.items() if word.encode() in data}


def _in_words(size):
    """Megabytes with one place, in any of the languages: 1.3 MB, 1,3 Mo."""
    whole, part = str(round(int(size) / 10**6, 1)).split(".")
    return re.compile(rf"\b{whole}[.,٫]{part}(\s|&nbsp;)?(MB|Mo|م)")


def unpacked(answer):
    """What came back, the files inside of a ZIP too."""
    parts = answer.streaming_content if answer.streaming else [answer.content]
    body = b"".join(parts)
    text = body.decode("utf-8", "replace") + str(dict(answer.headers))
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            text += "\n".join(
                name + packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    return text


def _shown(client, path):
    return unpacked(client.get(path))


def _opened(application):
    """The browser in which the link of the application was opened."""
    client = browser()
    client.get(link_of(application))
    return client


def _own_pages(client, application):
    names = ("show_application", "edit_documents", "edit_offer", "check_application")
    more = ("show_rights", "download_own_data", "show_letters", "edit_team")
    texts = [_shown(client, reverse(f"my:{n}", args=[application.public_id])) for n in names + more]
    slot = reverse("my:show_slot", args=[application.public_id, "2"])
    return "\n".join([*texts, _shown(client, slot)])


@pytest.fixture
def ground(tmp_path, monkeypatch):
    """Temporary files go to a folder of their own, to be looked through."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = make_organisation("Maison du canari", country="FR", time_zone="Europe/Paris")
    made.folder = tmp_path
    return made


@pytest.fixture
def sown():
    return Sown(offer(1), offer(2))


def _drafted(call):
    """Typed and sent; the first document counted, the second still waiting for the worker."""
    prices = {**PRICES, "tax_rate": "", "lines": [
        {"kind": "fees", "label": "Honoraires", "quantity": "1", "unit": "", "price": PRICE}
    ]}  # fmt: skip
    draft = draft_application(call, words=WORDS, prices=prices)
    before = send_piece(draft, offer(1), slot="2", name=f"{BEFORE}.pdf", secret=True)
    check(before)
    after = send_piece(draft, offer(2), slot="2", name=f"{AFTER}.pdf", secret=True)
    return draft, before, after


def _all_roles(organisation):
    """Somebody who holds every role at once: what any of them is shown, they are."""
    account = make_account(name="Every role")
    for role in Role:
        grant_role(account=account, organisation=organisation, role=role, by=OPERATOR)
    return account


def _walk(client, world, files, prefixes=("",)):
    """Everything that this browser is shown, as whole pages and as partials; by address."""
    for name, entry in ENTRIES.items():
        if not name.startswith(tuple(prefixes)):
            continue
        path = reverse(name, kwargs=entry.names(world) if entry.names else {})
        for method in METHODS:
            yield f"{method} {name}", unpacked(ask(client, method, path, entry.posts))
        if name.startswith(("intake:", "my:")):
            partial = client.get(path, headers={"HX-Request": "true"})
            yield f"partial {name}", unpacked(partial)
    for file in files:
        for name in FILE_ADDRESSES:
            path = reverse(name, args=[file.public_id])
            yield name, unpacked(ask(client, "get", path, {}))
        path = reverse("documents:show_page", args=[file.public_id, 1])
        yield "documents:show_page", unpacked(ask(client, "get", path, {}))


def _tables(sown):
    """What every table holds of it, as it is; and every number of pages."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- names from the database
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    found |= {f"{table}.{column}: {n}" for n in _held(sown, column, value)}
    return found


def _held(sown, column, value):
    if isinstance(value, (bytes, memoryview)):
        return sown.in_bytes(bytes(value))
    held = sown.in_bytes(str(value).encode())
    if "page" in column and str(value) == str(PAGES):
        held |= {"pages"}
    return held


def _world(organisation, application):
    """The application and its call under every name that an address uses."""
    things = fill_organisation(organisation, "Terrain", None, set())
    world = World(own=organisation, twin=organisation, things=things)
    for name in ("filed application", "draft application", "ended application"):
        world.things[name] = application
    for name in ("applied call", "ended call", "open call"):
        world.things[name] = application.call
    world.things["letter"] = application.letters.get()
    return world


def _decided(application, organisation):
    """Set aside as incomplete after the deadline: its letter waits, its history grows."""
    clerk = make_account(role=Role.CLERK, organisation=organisation, name="Decides")
    end_call(application.call)
    application = Application.objects.select_related("call__organisation").get(pk=application.pk)
    met(application, clerk)
    decide_application(
        application=application,
        kind=DecisionKind.INCOMPLETE,
        reason="Something is missing.",
        seen=seen_of(application),
        by=clerk,
    )
    return application


def _asked_for_data(organisation):
    """The applicant asks the organisation for everything it holds about them."""
    asker = make_account(email=ADDRESS, name="Amina Diallo")
    dpo = make_account(role=Role.DATA_PROTECTION_OFFICER, organisation=organisation, name="DPO")
    case = cases.submit_request(
        asked=cases.Asked(organisation, RequestKind.ACCESS, ADDRESS, "Amina", "All of it.", "fr"),
        by=asker,
    )
    answers.offer_export(public_id=case.public_id, by=dpo)
    case.refresh_from_db()
    return case


def test_a_draft_shows_its_applicant_what_was_sown(ground, sown):
    draft, _before, _after = _drafted(published_call(ground))

    shown = sown.in_page(_own_pages(_opened(draft), draft))

    assert shown >= {"price", "name before", "name after", "pages"}
    assert shown >= {f"{size} in words" for size in sown.sizes}


def test_nothing_of_an_offer_turns_up_once_it_is_filed(ground, sown, caplog):
    caplog.set_level(logging.DEBUG)
    call, once = published_call(ground), new_token()
    draft, before, after = _drafted(call)
    drafted = _tables(sown)
    filed = file_application(application=draft, once=once, at=timezone.now()).application
    receipt = _shown(Client(), reverse("receipts:show_receipt", args=[once]))
    posted = [(m, repr(words_of(m))) for m in Message.objects.exclude(content=None)]
    check(after)
    posted += [(m, repr(words_of(m))) for m in Message.objects.exclude(content=None)]
    told = [str(m.body) for m in delivered() if sown.in_page(m.body)]
    for_others = [m.to for m in delivered() if sown.in_page(m.body) and m.to != [ADDRESS]]
    filed = _decided(filed, ground)
    case = _asked_for_data(ground)
    world = _world(ground, filed)
    world.things["request"] = case
    twin = make_organisation("Maison jumelle", country="FR", time_zone="Europe/Paris")
    files = [before.file, after.file]

    leaks = [
        (who, where, what)
        for who, client, prefixes in _everybody(ground, twin, filed, world)
        for where, text in _walk(client, world, files, prefixes)
        if (what := sown.in_page(text))
    ]
    delivered()

    # Where it may stand: the receipt, and the applicant's own mail.
    assert sown.in_page(receipt) >= {"price", "name before", "name after"}
    assert {m.template for m, words in posted if sown.in_page(words)} == {
        "intake/receipt",
        "intake/checked",
    }
    assert all(m.to == ADDRESS for m, words in posted if sown.in_page(words))
    assert len(told) == 2
    assert for_others == []
    # How many pages were counted stands on the applicant's own pages, and nothing else of it.
    own = [one for one in leaks if one[0] == "applicant" and " my:" in one[1]]
    assert {frozenset(what) for _who, _where, what in own} == {frozenset({"pages"})}
    # Where it does not.
    assert [one for one in leaks if one not in own] == []
    assert sown.in_page(repr(gather(case))) == set()
    assert sown.in_page(repr(list(Entry.objects.values()))) == set()
    assert sown.in_bytes(caplog.text.encode()) == set()
    assert {n for _m, words in _waiting() for n in sown.in_page(words)} == set()
    stored = b"\n".join(p.read_bytes() for p in ground.folder.rglob("*") if p.is_file())
    assert sown.in_bytes(stored) == set()
    assert drafted <= FOR_THE_STORAGE
    assert _tables(sown) <= FOR_THE_STORAGE


def _waiting():
    """What the outbox still keeps of mails that went out, opened by the house."""
    return [(m, repr(words_of(m))) for m in Message.objects.exclude(content=None)]


def _everybody(ground, twin, application, world):
    """Who looks, with which browser, at which addresses."""
    for side, organisation in (("own", ground), ("twin", twin)):
        yield f"all roles of {side}", _signed_in(_all_roles(organisation)), ("",)
    yield "visitor", Client(), ("",)
    yield "applicant", _opened(application), ("",)
    yield "another applicant", _opened(world.things["other application"]), ("",)
    for role in Role:
        account = make_account(role=role, organisation=ground, name=role.value)
        yield role.value, _signed_in(account), LOOKED_AT_BY_ALL


def _signed_in(account):
    client = Client()
    sign_in(client, account)
    return client
