"""The page of a public call."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from mandat.calls import finding
from mandat.calls.models import Call, CallVersion, DraftField
from mandat.calls.public.page import Standing
from mandat.calls.public.queries import public_page
from mandat.calls.states import CallState
from mandat.privacy.models import NoticeContact
from mandat.search.kinds import PUBLIC
from mandat.search.queries import find
from tests.calls.published import draft_call, published_call
from tests.proving import sign_in

MOST = 12  # design: at most twelve queries a page


def address(call, name="show_call"):
    return reverse(f"open:{name}", args=[call.token])


def shown(client, call, query="", **headers):
    response = client.get(address(call) + query, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def built(call, at=None, wanted="", language="en"):
    with translation.override(language):
        return public_page(call, at=at or timezone.now(), wanted=wanted)


def test_the_first_screen_says_for_whom_how_much_when_and_until_when(visitor, call):
    page = shown(visitor, call)

    for words in ("A person or a team", "45 days", "French and English", "19 days and 23 hours"):
        assert words in page.replace("\xa0", " ")
    assert "Brussels time" in page
    assert "Étude sur l’accès aux soins" in page


def test_the_deadline_that_is_exactly_now_is_open_and_a_microsecond_later_is_not(call):
    at_the_end = built(call, at=call.deadline_at)
    after = built(call, at=call.deadline_at + timedelta(microseconds=1))

    assert at_the_end.is_open
    assert at_the_end.deadline.left_words == "Less than a minute left."
    assert after.standing == Standing.CLOSED
    assert after.deadline.left_words == ""
    assert after.ending.startswith("Closed since ")


def test_a_call_that_no_task_closed_yet_offers_nothing_after_its_deadline(visitor, call):
    Call.objects.filter(pk=call.pk).update(deadline_at=timezone.now() - timedelta(minutes=1))

    page = shown(visitor, call)

    assert 'href="#send"' not in page
    assert "Closed since" in page


def test_a_call_closed_early_says_when_and_why(call):
    call.state, call.closed_at = CallState.CLOSED, timezone.now()
    call.closing_reason = "The funding ended."

    page = built(call)

    assert page.ending.startswith("Closed before its deadline, on ")
    assert page.closing_reason == "The funding ended."


def test_a_cancelled_call_stays_readable_with_its_reason(visitor, call):
    Call.objects.filter(pk=call.pk).update(
        state=CallState.CANCELLED, closing_reason="The funder <b>left</b>."
    )

    page = shown(visitor, call)

    assert "This call was cancelled" in page
    assert "The funder &lt;b&gt;left&lt;/b&gt;." in page
    assert 'href="#send"' not in page


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.IN_APPROVAL, CallState.ARCHIVED])
def test_what_is_not_public_is_not_there(visitor, call, state):
    assert visitor.get(address(call)).status_code == 200

    Call.objects.filter(pk=call.pk).update(state=state)

    for name in ("show_call", "show_next"):
        assert visitor.get(address(call, name)).status_code == 404


def test_only_what_was_published_is_shown_never_the_draft(visitor, call):
    DraftField.objects.filter(call=call, name="title").update(value="A title nobody published")
    Call.objects.filter(pk=call.pk).update(title="A title nobody published")

    page = shown(visitor, call)

    assert "nobody published" not in page
    assert "Étude sur l’accès aux soins" in page


def test_a_rule_that_the_call_does_not_state_is_not_on_the_page(organisation):
    page = built(published_call(organisation))
    said = " ".join(line.text for line in page.rules)

    assert "shortlisted" not in said
    assert "at least" not in said.replace("valid for at least", "")
    assert "÷" not in said


def test_a_rule_that_the_call_states_is_on_the_page_in_words(organisation):
    values = {
        "shortlist_cap": 6,
        "pass_marks": [
            {"minimum": 70, "unit": "percent"},
            {"criterion": "Méthodologie", "minimum": 28, "unit": "points"},
        ],
    }
    page = built(published_call(organisation, values=values, formula="ratio_low"))
    said = " ".join(line.text for line in page.rules)

    assert "At most 6 candidates are shortlisted." in said
    assert "An offer needs at least 70 % to be retained." in said
    assert "points × lowest price ÷ its price" in said
    assert page.grid[0].note == "at least 28 points"


def test_the_words_of_the_call_count_where_it_has_its_own_formula(organisation):
    values = {"price_formula": "20 × (prix le plus bas / prix)"}
    page = built(published_call(organisation, values=values, formula="ratio_low"))

    assert [line.text for line in page.rules if "÷" in line.text or "/ prix" in line.text] == [
        "20 × (prix le plus bas / prix)"
    ]


def test_prices_are_said_to_be_sealed_only_where_the_call_seals_them(organisation, visitor):
    sealed = published_call(organisation)
    unsealed = published_call(organisation, seals_prices=False)

    assert [item.is_sealed for item in built(sealed).asked] == [False, False, True]
    assert "sealed until" in shown(visitor, sealed)
    assert "sealed until" not in shown(visitor, unsealed)


def test_the_grid_is_a_tree_and_its_bars_have_a_table_beside(visitor, call):
    page = built(call)
    html = shown(visitor, call)

    assert [(r.label, r.value, r.level) for r in page.grid][:3] == [
        ("Méthodologie", "40", 0),
        ("Compréhension, clarté", "15", 1),
        ("Approche", "25", 1),
    ]
    assert [r.share for r in page.grid] == [100.0, 37.5, 62.5, 100.0, 50.0]
    assert html.count('width="100.0" height="10"') == 2
    assert html.count('<th scope="row">') == 5


def test_the_texts_come_in_the_language_that_was_asked_for(visitor, call, translate):
    translate(call, "en", {"title": "A study of access to care"})
    translate(call, "ar", {"title": "دراسة حول الرعاية"})

    assert 'lang="en" dir="ltr">A study of access to care</h1>' in shown(visitor, call)
    assert 'lang="ar" dir="rtl">دراسة حول الرعاية</h1>' in shown(visitor, call, "?lang=ar")
    assert 'lang="fr" dir="ltr">Étude sur' in shown(visitor, call, "?lang=fr")
    assert 'lang="en" dir="ltr">A study' in shown(visitor, call, "?lang=tlh")


def test_a_link_in_a_language_opens_a_page_in_it_unless_the_reader_chose_another(visitor, call):
    assert '<html lang="ar" dir="rtl">' in shown(visitor, call, "?lang=ar")

    visitor.cookies["django_language"] = "fr"

    assert '<html lang="fr" dir="ltr">' in shown(visitor, call, "?lang=ar")


def test_a_translation_of_an_earlier_version_says_so_and_leads_to_the_original(
    visitor, call, translate
):
    translate(call, "en", {"title": "A study"}, of_version=1)
    assert "older than the original" not in shown(visitor, call)

    call.versions.update(number=2)
    Call.objects.filter(pk=call.pk).update(version_number=2)

    page = shown(visitor, call)
    assert "This translation is older than the original, which is now version 2." in page
    assert '<a href="?lang=fr" hreflang="fr">Read the original</a>' in page


def test_pass_marks_and_parts_stay_where_they_are_in_a_translation(organisation, translate):
    marks = [{"criterion": "Méthodologie", "minimum": 28, "unit": "points"}]
    call = published_call(organisation, values={"pass_marks": marks})
    translate(call, "en", {"evaluation_grid.0.label": "Method"})

    grid = built(call).grid

    assert (grid[0].label, grid[0].note) == ("Method", "at least 28 points")
    assert [row.level for row in grid] == [0, 1, 1, 0, 0]


def test_answers_are_shown_without_who_asked_and_what_waits_is_not(visitor, call, answered):
    answered(call, shown_text="<script>alert(1)</script> ؟ هل", answer="Yes & no.")
    answered(call, number=2, shown_text="still waiting", answer="draft answer")
    call.questions.filter(number=2).update(state="received", number=None)

    page = shown(visitor, call)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "Yes &amp; no." in page
    assert "still waiting" not in page
    assert "draft answer" not in page


def test_a_published_amendment_says_its_number_its_reason_and_what_changed(visitor, call, amend):
    changes = {"working_days": {"value": 48, "extra": {}}}
    amend(call, changes=changes)
    amend(call, number=None, changes=changes, state="draft", reason="Not decided.")

    page = shown(visitor, call)

    assert "1. Change" in page
    assert "More time." in page
    assert re.search(r"<del[^>]*>45 days</del>", page)
    assert re.search(r"<ins[^>]*>48 days</ins>", page)
    assert "Not decided." not in page


def test_the_full_text_has_headings_and_paragraphs_and_no_markup(visitor, call):
    text = "Contexte\n\nDu texte <b>brut</b>.\nSuite.\n\nObjectifs\n\nنص عربي\n"
    call.versions.update(text=text)

    page = shown(visitor, call)

    assert '<h3 dir="auto">Contexte</h3>' in page
    assert '<p dir="auto">Du texte &lt;b&gt;brut&lt;/b&gt;.<br>Suite.</p>' in page
    assert '<p dir="auto">نص عربي</p>' in page


def test_whom_to_write_to_about_personal_data_stands_on_the_page(visitor, call, organisation):
    NoticeContact.objects.create(
        organisation=organisation, controller="1 rue Haute", officer_email="dpo@example.org"
    )

    page = shown(visitor, call)

    assert "1 rue Haute" in page
    assert "dpo@example.org" in page


@pytest.mark.parametrize(
    "title",
    [
        "É" * 500,
        "Étude 🩺 👩🏽‍⚕️ santé",
        "性与生殖健康研究",
        'دراسة "الحق" في appel <script>',
        "\u202eevil\u202c",
    ],
)
def test_any_title_stands_whole_on_the_page_as_text(visitor, organisation, title):
    call = published_call(organisation, values={"title": title})

    page = shown(visitor, call)

    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)[1]
    assert "<" not in heading
    assert built(call).title == title


def test_the_page_asks_the_database_at_most_twelve_times_whatever_was_said(
    client, call, translate, answered, amend, reader
):
    sign_in(client, reader)
    path = address(call)

    def count():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    for number in range(1, 30):
        answered(call, number=number)
        amend(call, number=number, changes={"working_days": {"value": number, "extra": {}}})
    for language in ("en", "ar", "es"):
        translate(call, language, {"title": language})
    many = count()

    assert many <= MOST


def test_a_signed_in_stranger_reads_what_everybody_reads(client, call, stranger):
    sign_in(client, stranger)

    assert "Étude sur" in shown(client, call)


def test_a_draft_has_no_public_address(organisation):
    assert draft_call(organisation).token is None


def posting_of(page):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else None


def test_search_engines_read_the_call_as_a_job_posting(visitor, call):
    posting = posting_of(shown(visitor, call))

    assert posting["@type"] == "JobPosting"
    assert posting["employmentType"] == "CONTRACTOR"
    assert posting["validThrough"] == call.deadline_at.isoformat()
    assert posting["hiringOrganization"]["name"] == "Maison des droits"
    assert posting["jobLocationType"] == "TELECOMMUTE"
    assert [p["name"] for p in posting["applicantLocationRequirements"]] == ["BE", "FR"]


def test_no_text_ends_the_script_element_of_the_posting(visitor, organisation):
    title = '</script><script>alert(1)</script>&amp;"'
    call = published_call(organisation, values={"title": title})

    page = shown(visitor, call)

    assert posting_of(page)["title"] == title
    assert "<script>alert" not in page


def test_a_call_that_is_over_is_no_posting_any_more(visitor, call):
    Call.objects.filter(pk=call.pk).update(state=CallState.CLOSED, closed_at=timezone.now())

    assert posting_of(shown(visitor, call)) is None


def test_link_previews_and_search_engines_find_the_call_in_each_language(visitor, call, translate):
    translate(call, "ar", {"title": "دراسة"})

    page = shown(visitor, call)

    assert '<meta property="og:title" content="Étude sur' in page
    assert f'hreflang="ar" href="http://localhost{address(call)}?lang=ar"' in page.replace(
        ":8000", ""
    )
    assert 'hreflang="x-default"' in page
    assert "noindex" not in page


def test_previews_name_nobody(visitor, call, officer):
    call.versions.update(published_by=officer)

    page = shown(visitor, call)

    assert officer.name not in page
    assert officer.email not in page


def test_a_text_for_the_shortlisted_is_in_nothing_that_everybody_reads(visitor, organisation):
    kept = with_text(published_call(organisation, text_stage="shortlisted"), "Zimbrelle au port.")
    given = with_text(published_call(organisation), "Zimbrelle au port.")
    for call in (kept, given):
        with transaction.atomic():
            finding.keep(call)

    assert "Zimbrelle" in shown(visitor, given)
    assert "Zimbrelle" not in shown(visitor, kept)
    assert "given to those who are shortlisted" in shown(visitor, kept)
    hits = find("Zimbrelle", [PUBLIC], kinds=[finding.KIND]).hits
    assert [hit.object_id for hit in hits] == [given.public_id]


def with_text(call, text):
    CallVersion.objects.filter(call=call).update(text=text)
    return call


@pytest.mark.parametrize("shares", [True, False])
def test_only_a_call_that_is_shared_offers_its_data(visitor, organisation, shares):
    organisation.shares_data, organisation.ocid_prefix = True, "ocds-a1b2c3"
    organisation.save()
    call = published_call(organisation, shares_data=shares)

    assert ("ocds.json" in shown(visitor, call)) == shares
