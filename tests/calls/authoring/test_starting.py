"""A call begins from nothing, from a template, or from an earlier call of the same organisation."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.calls import finding
from mandat.calls.authoring.starting import start_call
from mandat.calls.authoring.templates import make_template
from mandat.calls.importer.draft import FIELDS
from mandat.calls.models import Call
from mandat.calls.states import CallState
from tests.calls.published import draft_call, published_call

pytestmark = pytest.mark.django_db


def values(call):
    return {f.name: f.value for f in call.draft_fields.all() if f.present}


def test_from_nothing_every_field_is_there_and_hardly_any_is_filled(organisation, officer):
    call = start_call(organisation=organisation, by=officer, language="ar")

    assert (call.state, call.terms, call.language) == (CallState.DRAFT, None, "ar")
    assert set(call.draft_fields.values_list("name", flat=True)) == set(FIELDS)
    assert values(call) == {"issuer": organisation.name, "language": "ar"}


def test_the_language_is_the_habit_of_the_organisation(organisation, officer):
    organisation.call_languages = ["en", "fr"]
    organisation.save()

    assert start_call(organisation=organisation, by=officer).language == "en"


def test_a_copy_takes_everything_but_dates_and_amounts(organisation, officer):
    earlier = draft_call(organisation)

    copy = start_call(organisation=organisation, by=officer, copied_from=earlier)

    taken, before = values(copy), values(earlier)
    assert taken["title"] == before["title"]
    assert [c["label"] for c in taken["evaluation_grid"]] == [
        c["label"] for c in before["evaluation_grid"]
    ]
    for name in ("deadline", "start_date", "end_date", "dates", "budget", "working_days"):
        assert name in before
        assert name not in taken
    assert all(d.get("due") is None for d in taken["deliverables"]["items"])
    assert copy.blocking_count > 0  # the deadline, above all, is asked anew


def test_a_copy_of_a_public_call_takes_what_is_public(organisation, officer):
    earlier = published_call(organisation, by=officer)
    earlier.draft_fields.filter(name="title").update(value="Never published")

    copy = start_call(organisation=organisation, by=officer, copied_from=earlier)

    assert values(copy)["title"] == earlier.title


def test_a_copy_of_a_sensitive_call_is_sensitive(organisation, officer):
    earlier = draft_call(organisation, sensitive=True)

    assert start_call(organisation=organisation, by=officer, copied_from=earlier).sensitive


def test_a_template_gives_what_it_holds(organisation, officer):
    template = make_template(call=draft_call(organisation), name="Étude", by=officer)

    call = start_call(organisation=organisation, by=officer, template=template)

    assert "title" not in values(call)
    assert values(call)["objectives"] == template.fields["objectives"]
    assert call.language == "fr"


def test_the_journal_says_where_it_came_from(organisation, officer):
    earlier = draft_call(organisation)

    start_call(organisation=organisation, by=officer, copied_from=earlier)

    entry = Entry.objects.get(action="calls.call.started")
    assert entry.details == {"copied_from": str(earlier.public_id)}


def test_nothing_is_taken_from_another_organisation(
    organisation, officer, other_organisation, stranger
):
    theirs = draft_call(other_organisation)
    template = make_template(call=theirs, name="Le leur", by=stranger)

    for source in ({"copied_from": theirs}, {"template": template}):
        with pytest.raises(PermissionDenied):
            start_call(organisation=organisation, by=officer, **source)
    with pytest.raises(PermissionDenied):
        start_call(organisation=other_organisation, by=officer)
    assert Call.objects.filter(organisation=organisation).count() == 0


def test_the_first_page_offers_own_templates_and_calls_and_finds_by_words(
    client, organisation, officer, other_organisation, stranger
):
    for title in ("Étude sur les soins", "Formation au plaidoyer"):
        finding.keep(draft_call(organisation, values={"title": title, "methodology": None}))
    theirs = draft_call(other_organisation, values={"title": "Étude voisine"})
    finding.keep(theirs)
    make_template(call=theirs, name="Modèle voisin", by=stranger)
    client.force_login(officer)

    every = client.get(reverse("calls:start_call")).content.decode()
    found = client.get(reverse("calls:start_call"), {"q": "étude soin"}).content.decode()

    assert "Étude sur les soins" in every
    assert "Formation au plaidoyer" in every
    assert "voisin" not in every
    assert "Étude sur les soins" in found
    assert "voisine" not in found


@pytest.mark.parametrize("begins", ["nothing", "template", "call"])
def test_each_way_leads_to_the_first_step(client, organisation, officer, begins):
    earlier = draft_call(organisation)
    template = make_template(call=earlier, name="Étude", by=officer)
    client.force_login(officer)

    answer = client.post(
        reverse("calls:start_call"),
        {
            "from": begins,
            "organisation": organisation.public_id,
            "language": "fr",
            "template": template.public_id,
            "call": earlier.public_id,
        },
    )

    call = Call.objects.exclude(pk=earlier.pk).get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse(
        "calls:write_step", args=[call.public_id, "purpose"]
    )


@pytest.mark.parametrize(
    "posted",
    [
        {"from": "template", "template": "none"},
        {"from": "call", "call": ""},
        {"from": "nothing", "language": "xx"},
        {},
    ],
)
def test_a_choice_of_nothing_is_asked_again(client, organisation, officer, posted):
    client.force_login(officer)

    answer = client.post(reverse("calls:start_call"), posted)

    assert answer.status_code == 422
    assert not Call.objects.exists()


def test_whoever_comes_back_goes_on_at_the_first_step_that_lacks_something(
    client, organisation, officer
):
    call = draft_call(organisation, values={"methodology": None})
    client.force_login(officer)

    answer = client.get(reverse("calls:write_call", args=[call.public_id]))

    assert answer.headers["Location"].endswith("/write/method/")
