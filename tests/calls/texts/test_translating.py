"""A call in another language: beside the original, public with it, older when it changes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.calls import services as drafts
from mandat.calls.content import amended, value_of
from mandat.calls.models import CallFacet, CallTranslation
from mandat.calls.privacy import gather
from mandat.calls.publishing import make_version
from mandat.calls.remarks import open_remarks
from mandat.calls.states import CallState, FacetKind
from mandat.calls.translating.rules import Typed, digest_of, translatable
from mandat.calls.translating.services import (
    content_to_translate,
    remove_translation,
    save_translation,
)
from mandat.core.errors import RuleBroken
from mandat.core.holdings import Subject
from tests.calls.published import draft_call, published_call
from tests.calls.test_services import imported
from tests.calls.test_views import signed_in

TITLE = "Study of access to care"


@pytest.fixture
def draft(organisation, officer):
    return draft_call(organisation, by=officer)


@pytest.fixture
def published(organisation):
    return published_call(organisation)


def form_of(call, texts=None, stored=None):
    """Every text of the page as the form posts it, with these typed."""
    now = translatable(content_to_translate(call))
    stored = stored or {}
    return {
        place: Typed(
            (texts or {}).get(place, stored.get(place, "")),
            digest_of(stored.get(place, "")),
            digest_of(original),
        )
        for place, original in now.items()
    }


def save(call, by, texts, *, language="en", stored=None, **further):
    return save_translation(
        public_id=call.public_id,
        language=language,
        typed=form_of(call, texts, stored),
        by=by,
        **further,
    )


def row(call, language="en"):
    return call.translations.get(language=language)


def page(call, language="en"):
    return reverse("calls:translate_call", args=[call.public_id, language])


def amend(call, **values):
    """The next version of the call, with these values."""
    content = call.versions.get(number=call.version_number).content
    changes = {n: {"value": v, "extra": {}} for n, v in values.items()}
    version = make_version(call, amended(content, changes), "", by=OPERATOR, at=timezone.now())
    call.refresh_from_db()
    return version


def posted(call, texts, **further):
    """What the browser posts for the form of the page."""
    fields = {}
    for place, one in form_of(call, texts).items():
        fields |= {f"text.{place}": one.text, f"was.{place}": one.was, f"of.{place}": one.of}
    return {**fields, **further}


def test_a_text_typed_beside_its_original_is_kept(draft, officer):
    answer = signed_in(officer).post(page(draft), posted(draft, {"title": TITLE}))

    assert answer.status_code == 302
    assert row(draft).texts == {"title": TITLE}
    assert row(draft).of_version == 0
    assert row(draft).changed_by == officer


def test_the_page_shows_each_original_in_its_language_and_direction(draft, officer):
    shown = signed_in(officer).get(page(draft, "ar")).content.decode()

    assert "Comprendre ce qui empêche" in shown
    assert 'lang="fr" dir="ltr"' in shown
    assert 'name="text.title"' in shown
    assert 'lang="ar" dir="rtl"' in shown


def test_a_translation_is_public_with_the_call(draft, officer):
    save(draft, officer, {"title": TITLE})
    draft.state = CallState.IN_APPROVAL
    draft.save()

    make_version(draft, content_to_translate(draft), "", by=OPERATOR, at=timezone.now())

    assert row(draft).of_version == 1
    shown = Client().get(reverse("open:show_call", args=[draft.token]), {"lang": "en"})
    assert TITLE in shown.content.decode()
    assert "older than the original" not in shown.content.decode()


def test_a_translation_of_a_public_call_is_public_at_once_and_the_page_says_so(published, officer):
    client = signed_in(officer)
    assert "as soon as you save it" in client.get(page(published)).content.decode()

    client.post(page(published), posted(published, {"title": TITLE}))

    shown = Client().get(reverse("open:show_call", args=[published.token]), {"lang": "en"})
    assert TITLE in shown.content.decode()
    assert CallFacet.objects.filter(call=published, kind=FacetKind.LANGUAGE, value="en").exists()


def test_an_amended_text_makes_its_translation_older_and_shows_what_changed(published, officer):
    save(published, officer, {"title": TITLE, "methodology.0.text": "Reading and interviews"})
    assert row(published).of_version == 1

    amend(published, title="Étude sur l’accès aux soins, corrigée")

    assert row(published).of_version == 1
    shown = signed_in(officer).get(page(published))
    stale = [
        t.place for g in shown.context["page"].groups for t in g.texts if t.standing == "stale"
    ]
    assert stale == ["title"]
    assert "<ins>" in shown.content.decode()
    public = Client().get(reverse("open:show_call", args=[published.token]), {"lang": "en"})
    assert "older than the original" in public.content.decode()


def test_an_amendment_that_changes_no_text_makes_no_translation_older(published, officer):
    save(published, officer, {"title": TITLE})

    amend(published, working_days=50)

    assert row(published).of_version == published.version_number == 2


def test_a_deliverable_put_in_first_does_not_take_the_translation_of_another(published, officer):
    save(published, officer, {"deliverables.items.0.text": "", "deliverables.0.text": "Note"})
    content = content_to_translate(published)
    items = value_of(content, "deliverables")["items"]

    amend(published, deliverables={"count": 3, "items": [{"text": "Plan"}, *items]})

    assert row(published).texts == {"deliverables.1.text": "Note"}
    assert row(published).of_version == 1


def test_saving_the_changed_text_makes_the_translation_current_again(published, officer):
    save(published, officer, {"title": TITLE})
    amend(published, title="Étude corrigée")

    save(published, officer, {"title": "Corrected study"}, stored={"title": TITLE})

    assert row(published).of_version == 2


def test_two_translators_lose_nothing_of_each_other(draft, officer, colleague):
    save(draft, colleague, {"title": "Their title"})
    client = signed_in(officer)

    # Both had opened the empty page; the officer typed another title, and one text more.
    answer = client.post(
        page(draft), posted(draft, {"title": "My title", "methodology.0.text": "Method"})
    )

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "My title" in shown
    assert "Their title" in shown
    assert "Odile Mercier" in shown
    assert row(draft).texts == {"title": "Their title", "methodology.0.text": "Method"}

    client.post(page(draft), {**posted(draft, {"title": "My title"}), "act": "mine:title"})

    assert row(draft).texts["title"] == "My title"
    assert row(draft).texts["methodology.0.text"] == "Method"


def test_an_autosave_answers_with_the_pieces_around_the_inputs(draft, officer):
    answer = signed_in(officer).post(
        page(draft), posted(draft, {"title": TITLE}), headers={"hx-request": "true"}
    )

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="state-title"' in shown
    assert f'value="{digest_of(TITLE)}"' in shown
    assert "<textarea" not in shown


def test_a_translation_without_any_text_is_none(published, officer):
    save(published, officer, {"title": TITLE})

    save(published, officer, {"title": ""}, stored={"title": TITLE})

    assert not published.translations.exists()
    assert not CallFacet.objects.filter(
        call=published, kind=FacetKind.LANGUAGE, value="en"
    ).exists()


def test_a_language_is_removed_with_its_texts(published, officer):
    save(published, officer, {"title": TITLE})

    remove_translation(public_id=published.public_id, language="en", by=officer)

    assert not CallTranslation.objects.exists()
    entry = Entry.objects.filter(action="calls.translation.removed").get()
    assert entry.details["language"] == "en"


def test_an_address_cannot_be_translated_into_another_one(organisation, officer):
    call = published_call(
        organisation, values={"submission": {"channel": "email", "address": "a@example.org"}}
    )
    form = {"submission.address": Typed("evil@example.net", digest_of(""), digest_of("x"))}

    save_translation(
        public_id=call.public_id,
        language="en",
        typed={**form_of(call, {"title": TITLE}), **form},
        by=officer,
    )

    assert row(call).texts == {"title": TITLE}


@pytest.mark.parametrize("language", ["fr", "xx", "toolong", "en-GB"])
def test_only_another_language_that_is_one_can_be_translated_into(draft, officer, language):
    assert signed_in(officer).get(page(draft, language)).status_code == 404
    with pytest.raises(RuleBroken):
        save(draft, officer, {"title": TITLE}, language=language)


def test_the_languages_of_the_organisation_are_proposed_first(draft, officer, organisation):
    organisation.call_languages = ["fr", "ar"]
    organisation.save()

    shown = signed_in(officer).get(reverse("calls:list_translations", args=[draft.public_id]))

    assert [code for code, _name in shown.context["proposed"]] == ["ar"]
    assert "en" in dict(shown.context["others"])


def test_a_draft_that_changes_marks_the_texts_that_were_translated(draft, officer):
    save(draft, officer, {"title": TITLE})

    drafts.correct_field(
        public_id=draft.public_id, name="title", value="Autre", extra={}, version=None, by=officer
    )

    shown = signed_in(officer).get(page(draft))
    assert shown.context["page"].stale == 1


def test_script_and_long_texts_are_text(draft, officer):
    typed = "<script>alert(1)</script>" + "é" * 20_000

    signed_in(officer).post(page(draft), posted(draft, {"title": typed}))

    shown = signed_in(officer).get(page(draft)).content.decode()
    assert "<script>alert" not in shown
    assert row(draft).texts["title"] == typed


@pytest.mark.parametrize("state", [CallState.DISCARDED, CallState.ARCHIVED, CallState.CANCELLED])
def test_what_is_over_is_translated_no_more(published, officer, state):
    published.state, published.closing_reason = state, "Over."
    published.save()

    with pytest.raises(RuleBroken):
        save(published, officer, {"title": TITLE})


def test_readers_and_strangers_translate_nothing(draft, reader, stranger):
    for person in (reader, stranger):
        assert signed_in(person).get(page(draft)).status_code == 404
        assert signed_in(person).post(page(draft), {}).status_code == 404
        with pytest.raises(PermissionDenied):
            save(draft, person, {"title": TITLE})
    assert not CallTranslation.objects.exists()


def test_whoever_translated_finds_it_in_what_is_held_about_them(published, officer, colleague):
    save(published, colleague, {"title": TITLE})

    held = [f for f in gather(Subject(colleague.email, colleague.public_id)) if f.subject_id]

    assert [f.data["translations"] for f in held] == [["en"]]


def test_signs_that_no_database_holds_are_taken_out_of_a_translation(draft, officer):
    typed = {"text.title": "Study\x00 of\x07 access", "was.title": digest_of(""), "act": "save"}

    signed_in(officer).post(f"/calls/{draft.public_id}/translations/en/", typed)

    assert CallTranslation.objects.get(call=draft).texts["title"] == "Study of access"


def test_signs_that_no_database_holds_are_taken_out_of_a_reason(organisation, officer):
    call = imported(organisation, officer)
    remark = open_remarks(call)[0]

    drafts.dismiss_remark(
        public_id=call.public_id, key=remark.key, reason="No\x00.\x01", by=officer
    )

    assert call.dismissals.get().reason == "No."
