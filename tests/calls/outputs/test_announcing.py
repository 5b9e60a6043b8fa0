"""Ready texts and the record of where they went: officers only, nothing of a sensitive call."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from mandat.audit.models import Entry
from mandat.calls.models import Call, CallTranslation, Posting
from mandat.calls.outputs.announcing import SHORT, pack_of, short_form, whole_words
from mandat.calls.outputs.services import note_posting, remove_posting
from mandat.calls.privacy import gather
from mandat.calls.public.queries import public_page
from mandat.calls.states import CallState
from mandat.core.days import day_in
from mandat.core.errors import RuleBroken
from mandat.core.holdings import Subject
from mandat.people.roles import Role
from tests.calls.published import draft_call, published_call
from tests.factories import make_account
from tests.proving import sign_in

ADDRESS = "https://mandat.example/open/AAAAAAAAAAAAAAAAAAAAAA/"


@pytest.fixture
def officer(organisation):
    return make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)


@pytest.fixture
def office(client, officer):
    sign_in(client, officer)
    return client


def page_of(call, **query):
    return reverse("calls:announce_call", args=[call.public_id], query=query or None)


def noted(call, by, **values):
    today = day_in(call.organisation.time_zone, timezone.now())
    told = {"place": "ReliefWeb", "address": "", "posted_on": today} | values
    return note_posting(call_id=call.public_id, by=by, **told)


def fields(answer):
    return {a.get("id"): a.text for a in html.fromstring(answer.content).iter("textarea")}


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=400),
    st.text(max_size=120),
    st.text(max_size=120),
)
def test_the_short_form_never_cuts_a_word_and_keeps_the_address_whole(title, who, until):
    said = short_form(title, who, until, ADDRESS)

    first = said.removesuffix(ADDRESS).split("\n")[0]
    assert len(said) <= SHORT
    assert said.endswith(ADDRESS)
    kept = first.removesuffix(" …").split()
    whole = title.split()
    assert all(k == w or k == w.rstrip(" ,;:–-") for k, w in zip(kept, whole, strict=False))
    assert len(kept) <= len(whole)


@pytest.mark.parametrize(
    ("room", "kept"),
    [(11, "un deux six"), (10, "un deux …"), (9, "un deux …"), (8, "un …"), (3, ""), (-5, "")],
)
def test_as_many_whole_words_are_kept_as_there_is_room_for(room, kept):
    assert whole_words("un deux six", room) == kept


def test_one_endless_word_gives_way_to_deadline_and_address():
    said = short_form("a" * 400, "Maison", "Closes soon.", ADDRESS)

    assert said == ADDRESS


@pytest.mark.django_db
def test_the_texts_say_what_the_page_says_in_the_language_of_the_call(organisation):
    call = published_call(organisation)

    with translation.override("en"):
        pack = pack_of(public_page(call, at=timezone.now()))

    for text in (pack.plain, pack.mail, pack.html):
        assert call.title in text
        assert organisation.name in text
        assert pack.address in text
        assert "Note méthodologique" in text
        assert "What you send" in text
    assert "Closes on" in pack.short
    assert pack.short.endswith(pack.address)
    assert call.title in pack.subject


@pytest.mark.django_db
def test_html_of_a_hostile_call_holds_no_markup_but_ours(organisation):
    title = '<script>alert(1)</script> <img src=x onerror="a()">'
    call = published_call(organisation, values={"title": title, "issuer": "</div>"})

    pack = pack_of(public_page(call, at=timezone.now()))

    tree = html.fromstring(pack.html)
    assert {e.tag for e in tree.iter()} <= {"div", "h2", "h3", "p", "strong", "ul", "li", "a"}
    assert {k for e in tree.iter() for k in e.keys()} <= {"lang", "dir", "href"}  # noqa: SIM118
    assert title in tree.text_content()


@pytest.mark.django_db
def test_an_officer_finds_the_texts_in_each_language_of_the_call(office, organisation, officer):
    call = published_call(organisation)
    CallTranslation.objects.create(
        call=call,
        language="ar",
        texts={"title": "دراسة"},
        of_version=1,
        changed_by=officer,
        changed_at=timezone.now(),
    )

    original = fields(office.get(page_of(call)))
    arabic = fields(office.get(page_of(call, lang="ar")))

    names = {f"text-{n}" for n in ("short", "plain", "subject", "mail", "html")}
    assert set(original) == set(arabic) == names
    assert call.title in original["text-short"]
    assert "دراسة" in arabic["text-short"]
    assert arabic["text-short"].endswith("?lang=ar")
    assert 'dir="rtl"' in arabic["text-html"]
    assert "heure de Bruxelles" in original["text-plain"]


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "kind"), [("txt", "text/plain"), ("html", "text/html")])
def test_the_texts_can_be_downloaded(office, organisation, form, kind):
    call = published_call(organisation)

    answer = office.get(reverse("calls:download_announcement", args=[call.public_id, "fr", form]))

    assert answer.status_code == 200
    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="announcement-fr.{form}"'
    assert call.title in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "form"), [("ar", "txt"), ("fr", "exe")])
def test_what_there_is_not_cannot_be_downloaded(office, organisation, language, form):
    call = published_call(organisation)
    path = reverse("calls:download_announcement", args=[call.public_id, language, form])

    assert office.get(path).status_code == 404


@pytest.mark.django_db
def test_of_a_sensitive_call_there_is_only_the_address_and_the_reason(office, organisation):
    call = published_call(organisation, sensitive=True)

    answer = office.get(page_of(call))
    path = reverse("calls:download_announcement", args=[call.public_id, "fr", "txt"])

    assert set(fields(answer)) == {"text-address"}
    assert fields(answer)["text-address"].endswith(reverse("open:show_call", args=[call.token]))
    assert "A sensitive call is not announced" in answer.content.decode()
    assert reverse("calls:note_posting", args=[call.public_id]) not in answer.content.decode()
    assert office.get(path).status_code == 404


@pytest.mark.django_db
def test_a_draft_teaches_what_will_stand_here(office, organisation):
    answer = office.get(page_of(draft_call(organisation)))

    assert answer.status_code == 200
    assert not fields(answer)
    assert "Nothing to announce yet" in answer.content.decode()


@pytest.mark.django_db
def test_a_place_is_noted_and_removed_and_both_stand_in_the_journal(office, organisation, officer):
    call = published_call(organisation)
    today = day_in(organisation.time_zone, timezone.now())
    values = {"place": "Liste Zimbrelle", "address": "https://example.org/a", "posted_on": today}

    answer = office.post(reverse("calls:note_posting", args=[call.public_id]), values)
    posting = Posting.objects.get(call=call)
    shown = office.get(page_of(call)).content.decode()
    gone = office.post(reverse("calls:remove_posting", args=[call.public_id, posting.public_id]))

    assert answer["Location"] == gone["Location"] == f"{page_of(call)}#posted"
    assert (posting.place, posting.address, posting.posted_on) == tuple(values.values())
    assert posting.noted_by == officer
    assert 'href="https://example.org/a"' in shown
    assert not Posting.objects.exists()
    acts = Entry.objects.filter(action__startswith="calls.posting.")
    assert sorted(acts.values_list("action", flat=True)) == [
        "calls.posting.noted",
        "calls.posting.removed",
    ]
    assert not any("Zimbrelle" in str(e.details) for e in acts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "no address"]
)
def test_an_address_that_is_no_page_of_the_web_is_refused_and_stays_typed(
    office, organisation, address
):
    call = published_call(organisation)
    today = day_in(organisation.time_zone, timezone.now())
    values = {"place": "Liste", "address": address, "posted_on": today}

    answer = office.post(reverse("calls:note_posting", args=[call.public_id]), values)

    assert answer.status_code == 422
    assert html.fromstring(answer.content).xpath("//input[@name='address']/@value") == [address]
    assert not Posting.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_true_is_refused(organisation, officer):
    call = published_call(organisation)
    sensitive = published_call(organisation, sensitive=True)
    draft = draft_call(organisation)
    today = day_in(organisation.time_zone, timezone.now())

    codes = []
    for which, values in (
        (call, {"posted_on": today + timedelta(days=2)}),
        (call, {"posted_on": date(2020, 1, 1)}),
        (call, {"place": "  "}),
        (sensitive, {}),
        (draft, {}),
    ):
        with pytest.raises(RuleBroken) as broken:
            noted(which, officer, **values)
        codes.append(broken.value.code)

    assert codes == [
        "posted_later",
        "posted_before",
        "place_missing",
        "sensitive_call",
        "not_public",
    ]
    assert not Posting.objects.exists()


@pytest.mark.django_db
def test_the_day_is_the_one_of_the_organisation(organisation, officer):
    """Published and announced half an hour after midnight in Paris, when UTC has the day before."""
    night = datetime(2027, 1, 14, 23, 30, tzinfo=UTC)

    with time_machine.travel(night):
        call = published_call(organisation)
        with pytest.raises(RuleBroken, match="posted_before"):
            noted(call, officer, posted_on=date(2027, 1, 14))
        posting = noted(call, officer, posted_on=date(2027, 1, 15))

    assert posting.posted_on == date(2027, 1, 15)


@pytest.mark.django_db
def test_a_posting_of_another_call_is_out_of_reach(organisation, officer):
    mine, other = published_call(organisation), published_call(organisation)
    posting = noted(other, officer)

    for wanted in (posting.public_id, uuid4()):
        with pytest.raises(RuleBroken, match="posting_gone"):
            remove_posting(call_id=mine.public_id, posting_id=wanted, by=officer)

    assert Posting.objects.filter(pk=posting.pk).exists()


@pytest.mark.django_db
def test_only_officers_of_the_organisation_note_anything(organisation):
    call = published_call(organisation)

    for role in (Role.READER, Role.APPROVER):
        other = make_account(role=role, organisation=organisation)
        with pytest.raises(PermissionDenied):
            noted(call, other)


@pytest.mark.django_db
def test_the_record_stays_when_the_call_is_over(office, organisation, officer):
    call = published_call(organisation)
    noted(call, officer, place="Radio locale")
    Call.objects.filter(pk=call.pk).update(state=CallState.CLOSED, closed_at=timezone.now())

    said = office.get(page_of(call)).content.decode()

    assert "Radio locale" in said
    assert "This call is over" in said


@pytest.mark.django_db
def test_whoever_asks_what_is_held_about_them_is_told_what_they_noted(organisation, officer):
    call = published_call(organisation)
    noted(call, officer, place="Radio locale")

    found = list(gather(Subject(email=officer.email, account=officer.public_id, organisation=None)))

    assert [f.data["postings_noted"] for f in found] == [["Radio locale"]]


@pytest.mark.django_db
def test_without_script_no_button_promises_to_copy(office, organisation):
    said = office.get(page_of(published_call(organisation))).content.decode()

    buttons = re.findall(r"<button[^>]*data-copy[^>]*>", said)
    assert len(buttons) == 5
    assert all(" hidden" in b for b in buttons)
