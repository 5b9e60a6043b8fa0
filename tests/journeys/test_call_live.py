"""One call from a pasted text to its early end, by the people whom it concerns.

An officer, an approver and a reader on a phone without account, in French and in Arabic. Every
address and control is found by what it does, not by its words, so that both languages walk the
same way; axe looks at each new page, and nothing may have to be scrolled sideways.
"""

import re
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from lxml import etree
from playwright.sync_api import expect

from mandat.audit.services import OPERATOR
from mandat.calls.models import Amendment, Call
from mandat.calls.samples import sample_text, suggested_shift
from mandat.calls.states import AmendmentState, CallState
from mandat.people.roles import Role
from mandat.people.rules.grids import read_outline
from mandat.people.services import add_grid
from tests.calls.exchange.around import tell_everybody
from tests.calls.published import published_call, wall_in
from tests.factories import make_account
from tests.journeys.person import Person
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}
LOCALES = {"fr": "fr-FR", "ar": "ar-EG"}
THEMES = {"fr": "light", "ar": "dark"}
ZONE = "Africa/Dakar"
READER = "fatou.ndiaye@example.org"
OUTLINE = "Offre technique | 80\n- Méthode | 50\n- Expérience | 30\nOffre financière | 20"


@pytest.fixture(params=["fr", "ar"])
def language(request):
    return request.param


@pytest.fixture
def somebody(visits, language):
    """A browser in the language of the walk: `somebody("officer", account)`."""

    def come(name, account=None, **device):
        visit = visits(locale=LOCALES[language], color_scheme=THEMES[language], **device)
        visit.speak(language)
        if account:
            visit.sign_in(account, proof="mfa")
        return Person(visit, name, language)

    return come


@pytest.fixture
def team(organisation, language):
    """An officer, an approver and four who can hold keys; a grid stands ready."""
    document, _faults = read_outline(OUTLINE)
    add_grid(organisation=organisation, name="Grille usuelle", document=document, by=OPERATOR)
    roles = {
        "officer": (Role.PROGRAMME_OFFICER, "Odile Mercier"),
        "approver": (Role.APPROVER, "Ibrahim Cissé"),
        "chair": (Role.COMMITTEE_CHAIR, "Nadia Haddad"),
        "secretary": (Role.SECRETARY, "Jean Brun"),
        "finance": (Role.FINANCE, "Rosa Lima"),
        "reader": (Role.READER, "سميرة الحداد"),
    }
    return {
        key: make_account(role=role, organisation=organisation, name=name, language=language)
        for key, (role, name) in roles.items()
    }


def test_a_call_lives_from_a_text_to_its_early_end(somebody, team, organisation, language):
    officer = somebody("officer", team["officer"])
    approver = somebody("approver", team["approver"])
    reader = somebody("reader", viewport=PHONE)

    call = _bring_in(officer)
    _settle(officer, call)
    _prepare(officer, call, team)
    _approve_by_keyboard(approver, call)
    _find_and_read(reader, call)
    _follow(reader, call)
    _ask(reader, call)
    _answer(officer, call)
    _read_the_answer(reader, call)
    _amend(officer, call)
    _read_the_amendment(reader, call)
    _end_early(officer, approver, call)
    _read_the_end(reader, call)


def _text():
    """A real call, retold, whose days lie around today: its deadline is over."""
    return sample_text("protection", suggested_shift("protection", timezone.localdate()) + 1)


def _bring_in(officer):
    """A real text, without hour, zone, address or grid, becomes a draft."""
    officer.open(reverse("calls:list_calls"))
    officer.look("no-call-yet")
    officer.link_to(reverse("calls:import_call"))
    officer.look("import")
    officer.page.locator('[name="text"]').fill(_text())
    officer.press("main form button:not([name])")
    officer.look("review")
    call = Call.objects.get()
    assert call.state == CallState.DRAFT
    assert sha256(call.terms.text.encode()).hexdigest() == call.terms.sha256
    return call


def _settle(officer, call):
    """Publication is refused; each thing in its way leads to where it is settled."""
    publication = reverse("calls:show_publication", args=[call.public_id])
    officer.link_to(publication)
    officer.look("publication-blocked")
    assert officer.page.locator(f'form[action$="{publication}ask/"]').count() == 0
    in_the_way = officer.page.locator("#standing .obstacles").first.locator("li").count()
    assert in_the_way >= 3

    day, _hour = wall_in(3.2, ZONE).split("T")
    deadline = {"day": day, "time": "17:00", "timezone": ZONE}
    for name, values in (
        ("deadline", deadline),
        ("submission", {"channel": "email", "address": "appels@example.org"}),
    ):
        review = reverse("calls:review_call", args=[call.public_id])
        page = officer.open(f"{review}?edit={name}")
        editor = page.locator(f"#edit-{name}")
        for key, value in values.items():
            control = editor.locator(f'[name="{key}"]')
            is_choice = control.evaluate("e => e.tagName") == "SELECT"
            control.select_option(value) if is_choice else control.fill(value)
        editor.locator("button").last.click()
        expect(page.locator(f"#field-{name} .callout.thread")).to_have_count(0)
        expect(page.locator("#saved")).not_to_be_empty()
    officer.look("settled")


def _prepare(officer, call, team):
    """The organisation's grid, four key holders; then nothing is in the way."""
    base = reverse("calls:show_publication", args=[call.public_id])
    officer.open(base)
    officer.send(f"{base}grid/")
    expect(officer.page.locator("#grid .bars").first).to_be_visible()
    named = {
        "holder_1": team["chair"],
        "substitute_1": team["secretary"],
        "holder_2": team["finance"],
        "substitute_2": team["reader"],
    }
    officer.send(f"{base}holders/", **{k: str(a.public_id) for k, a in named.items()})
    officer.look("holders")
    officer.send(f"{base}rules/pass_marks/")
    officer.send(f"{base}place/", reference="OD-7")
    officer.look("publication-ready")
    expect(officer.page.locator("#standing .icon-circle-x")).to_have_count(0)
    officer.send(reverse("calls:ask_approval", args=[call.public_id]))
    officer.look("waits-for-approval")
    call.refresh_from_db()
    assert call.state == CallState.IN_APPROVAL


def _approve_by_keyboard(approver, call):
    """From the first page to the publication without touching a mouse."""
    approver.open(reverse("web:show_home"))
    approver.look("home")
    approval = reverse("calls:show_approval", args=[call.public_id])
    _tab_to(approver.page, f'main a[href="{approval}"]')
    approver.page.keyboard.press("Enter")
    approver.page.wait_for_url(f"**{approval}")
    approver.look("approval")
    expect(approver.page.locator("main")).to_contain_text("Méthode")
    expect(approver.page.locator("main")).to_contain_text("appels@example.org")
    decide = reverse("calls:decide_approval", args=[call.public_id])
    _tab_to(approver.page, f'form[action="{decide}"]:has(input[value="approve"]) button')
    with approver.page.expect_navigation():
        approver.page.keyboard.press("Enter")
    approver.look("published")
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED


def _tab_to(page, selector):
    target = page.locator(selector).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"the Tab key does not reach {selector}")


def _public(call, name="show_call", *args):
    return reverse(f"open:{name}", args=[call.token, *args])


def _find_and_read(reader, call):
    """By a word of it, on the list that everybody opens; what is on paper is there too."""
    reader.open(reverse("open:list_calls"))
    reader.look("list")
    reader.page.locator('[name="q"]').fill("sécurité militantes")
    reader.press('form[role="search"] button')
    reader.look("found")
    reader.link_to(_public(call))
    reader.look("call")
    page = reader.page
    expect(page.locator("[data-left]")).to_contain_text("3")
    expect(page.locator("#judged")).to_contain_text("Méthode")
    reader.open(_public(call, "show_next"))
    reader.look("next")
    _other_forms(reader, call)


def _other_forms(reader, call):
    """PDF, calendar and feed say the same, without session."""
    fetch = reader.visit.context.request.get
    address = reader.visit.address
    paper = fetch(address + _public(call, "call_pdf"))
    with pikepdf.open(BytesIO(paper.body())) as pdf:
        assert len(pdf.pages) >= 2
        assert pdf.Root.MarkInfo.Marked
    events = Calendar.from_ical(fetch(address + _public(call, "call_calendar")).body())
    ends = {event.decoded("DTSTART") for event in events.walk("VEVENT")}
    assert call.deadline_at in {e for e in ends if isinstance(e, datetime)}
    feed = etree.fromstring(fetch(address + reverse("open:feed")).body())
    assert _public(call) in etree.tostring(feed).decode()


def _mail_links(template_of=-1):
    """The paths of the links in the last mail that the reader received."""
    mail = [m for m in delivered() if m.to == [READER]][template_of]
    return re.findall(r"https?://[^/\s]+(/\S+)", mail.body)


def _follow(reader, call):
    reader.open(_public(call))
    reader.link_to(_public(call, "follow_call"))
    reader.look("follow")
    reader.page.locator('[name="email"]').fill(READER)
    reader.press("main form button")
    reader.look("follow-sent")
    reader.open(_mail_links()[0])
    reader.look("confirm")
    reader.press("main form button")
    reader.look("follows")
    assert call.followers.get().state == "confirmed"


def _ask(reader, call):
    reader.open(_public(call))
    reader.link_to(_public(call, "ask_question"))
    reader.look("ask")
    reader.page.locator('[name="text"]').fill("Peut-on, chez Maison Rose, candidater à deux ?")
    reader.page.locator('[name="email"]').fill("asker@example.org")
    reader.press("main form button")
    reader.look("asked")


def _answer(officer, call):
    officer.open(reverse("web:show_home"))
    officer.look("home-with-question")
    officer.link_to(reverse("calls:list_questions", args=[call.public_id]))
    officer.look("questions")
    question = call.questions.get()
    officer.link_to(reverse("calls:answer_question", args=[call.public_id, question.public_id]))
    page = officer.page
    officer.look("answer")
    page.locator('[name="shown"]').fill("Peut-on candidater à deux ?")
    page.locator('[name="answer"]').fill("Oui, en désignant une seule personne responsable.")
    officer.press('button[value="publish"]')
    officer.look("answered")
    tell_everybody()


def _read_the_answer(reader, call):
    reader.open(_mail_links()[0])
    expect(reader.page.locator("#questions")).to_contain_text("une seule personne responsable")
    assert "Maison Rose" not in reader.page.content()
    told = [m.to[0] for m in delivered()]
    assert told.count(READER) == 2  # to confirm, and the answer


def _amend(officer, call):
    """So near the deadline, a change proposes a later one."""
    officer.open(reverse("calls:list_amendments", args=[call.public_id]))
    officer.look("no-amendment-yet")
    officer.send(reverse("calls:start_amendment", args=[call.public_id]))
    officer.look("amendment")
    page = officer.page
    field = page.locator("#field-working_days")
    field.locator("summary").click()
    field.locator('[name="value"]').fill("60")
    with page.expect_navigation():
        field.locator("form button").first.click()
    officer.look("extension-proposed")
    before = call.deadline_at
    officer.press('button[value="extend"]')
    page.locator("#reason").fill("Deux pays se sont retirés.")
    officer.press('button[value="publish"]')
    officer.look("amended")
    tell_everybody()
    call.refresh_from_db()
    assert call.deadline_at > before
    assert Amendment.objects.get().number == 1


def _read_the_amendment(reader, call):
    reader.open(_mail_links()[0])
    reader.look("call-amended")
    expect(reader.page.locator('a[href$="#amendments"]')).to_be_in_viewport()
    change = reader.page.locator("#amendment-1")
    expect(change.locator("del").first).to_contain_text("90")
    expect(change.locator("ins").first).to_contain_text("60")
    expect(change).to_contain_text("Deux pays se sont retirés.")
    expect(change.locator("dt")).to_have_count(2)


def _end_early(officer, approver, call):
    """An exception that another person refuses once, then agrees to."""
    for decision in ("refuse", "approve"):
        officer.open(reverse("calls:propose_early_closing", args=[call.public_id]))
        officer.look("close-early")
        zone = ZoneInfo(call.deadline_zone)
        end = call.deadline_at.astimezone(zone) - timedelta(days=2)
        officer.page.locator('[name="day"]').fill(end.strftime("%Y-%m-%d"))
        officer.page.locator('[name="time"]').fill(end.strftime("%H:%M"))
        officer.page.locator('[name="reason"]').fill("Le financement finit plus tôt.")
        officer.press("main form button.button")
        amendment = Amendment.objects.get(state=AmendmentState.PROPOSED)
        path = reverse("calls:show_amendment", args=[call.public_id, amendment.public_id])
        officer.look("proposed")
        assert officer.page.locator('button[value="approve"]').count() == 0
        approver.open(reverse("web:show_home"))
        approver.link_to(path)
        approver.look(f"derogation-{decision}")
        approver.press(f'button[value="{decision}"]')
        approver.look(f"derogation-{decision}d")
    tell_everybody()


def _read_the_end(reader, call):
    reader.open(_public(call))
    reader.look("call-ends-earlier")
    expect(reader.page.locator("#amendment-2")).to_contain_text("Le financement finit plus tôt.")
    call.refresh_from_db()
    assert call.amendments.filter(state=AmendmentState.PUBLISHED).count() == 2


def test_a_sensitive_call_is_found_by_its_address_alone(somebody, team, organisation):
    call = published_call(organisation, sensitive=True, zone=ZONE)
    reader = somebody("guest", viewport=PHONE)
    officer = somebody("keeper", team["officer"])

    page = reader.open(reverse("open:list_calls"))
    assert call.token not in page.content()
    page = reader.open(_public(call))
    reader.look("sensitive")
    assert call.title not in page.title()
    expect(page.locator('meta[name="robots"]')).to_have_attribute("content", re.compile("noindex"))
    assert (
        call.token
        not in reader.visit.context.request.get(reader.visit.address + reverse("open:feed")).text()
    )
    page.locator("a.quick-exit").click()
    page.wait_for_url("about:blank")

    officer.open(reverse("calls:show_publication", args=[call.public_id]))
    officer.look("sensitive-publication")
    officer.open(reverse("calls:announce_call", args=[call.public_id]))
    officer.look("sensitive-announce")
