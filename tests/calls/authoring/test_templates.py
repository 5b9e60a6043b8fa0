"""A call is kept as a template of its organisation, named, seen and removed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.calls.authoring.templates import make_template, remove_template, rename_template
from mandat.calls.models import CallTemplate
from mandat.core.errors import RuleBroken
from tests.calls.published import draft_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(organisation, officer):
    return make_template(call=draft_call(organisation), name=" Étude  courte ", by=officer)


def test_a_template_holds_no_title_no_funding_no_date_no_amount(template):
    assert template.name == "Étude courte"
    assert "objectives" in template.fields
    assert not {"title", "funding", "deadline", "budget", "working_days"} & set(template.fields)


def test_two_templates_do_not_have_one_name(organisation, officer, template):
    with pytest.raises(RuleBroken) as broken:
        make_template(call=draft_call(organisation), name="ÉTUDE COURTE", by=officer)

    assert broken.value.code == "template_name_taken"
    assert CallTemplate.objects.count() == 1


def test_the_same_name_is_free_in_another_organisation(template, other_organisation, stranger):
    make_template(call=draft_call(other_organisation), name="Étude courte", by=stranger)

    assert CallTemplate.objects.count() == 2


def test_a_name_is_changed_once_and_the_second_person_is_told(officer, template):
    rename_template(public_id=template.public_id, name="Étude longue", version=1, by=officer)

    with pytest.raises(RuleBroken) as broken:
        rename_template(public_id=template.public_id, name="Autre", version=1, by=officer)

    template.refresh_from_db()
    assert broken.value.code == "changed_elsewhere"
    assert (template.name, template.version) == ("Étude longue", 2)


def test_an_empty_name_is_refused(officer, template):
    with pytest.raises(RuleBroken):
        rename_template(public_id=template.public_id, name="  ", version=1, by=officer)


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_only_officers_of_the_organisation_change_templates(request, who, organisation, template):
    person = request.getfixturevalue(who)

    for act in (
        lambda: make_template(call=draft_call(organisation), name="X", by=person),
        lambda: rename_template(public_id=template.public_id, name="X", version=1, by=person),
        lambda: remove_template(public_id=template.public_id, by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert CallTemplate.objects.get().name == "Étude courte"


def test_the_journal_keeps_what_became_of_it_without_its_name(officer, template):
    rename_template(public_id=template.public_id, name="Secret Zimbrelle", version=1, by=officer)
    remove_template(public_id=template.public_id, by=officer)

    acts = Entry.objects.filter(action__startswith="calls.template").order_by("seq")
    assert [a.action for a in acts] == [
        "calls.template.made", "calls.template.renamed", "calls.template.removed",
    ]  # fmt: skip
    assert "Zimbrelle" not in str([a.details for a in acts])
    assert not CallTemplate.objects.exists()


def test_the_pages_make_show_rename_and_remove(client, organisation, officer):
    client.force_login(officer)
    call = draft_call(organisation)

    made = client.post(reverse("calls:keep_template", args=[call.public_id]), {"name": "Étude"})
    shown = client.get(made.headers["Location"]).content.decode()
    listed = client.get(reverse("calls:list_templates")).content.decode()
    client.post(made.headers["Location"], {"name": "Étude longue", "version": 1})
    renamed = CallTemplate.objects.get().name
    client.post(reverse("calls:remove_template", args=[CallTemplate.objects.get().public_id]))

    assert "Comparer les lois de six pays." in shown
    assert "Étude" in listed
    assert renamed == "Étude longue"
    assert not CallTemplate.objects.exists()


def test_a_name_that_is_taken_is_said_beside_it_and_kept(client, organisation, officer, template):
    client.force_login(officer)
    call = draft_call(organisation)

    answer = client.post(
        reverse("calls:keep_template", args=[call.public_id]), {"name": "étude courte"}
    )

    assert answer.status_code == 422
    assert "étude courte" in answer.content.decode()
    assert "Another template has this name already" in answer.content.decode()


def test_a_reader_sees_a_template_and_cannot_change_it(client, reader, template):
    client.force_login(reader)
    page = reverse("calls:show_template", args=[template.public_id])

    seen = client.get(page)
    client.post(page, {"name": "Autre", "version": 1})

    assert seen.status_code == 200
    assert "Remove this template" not in seen.content.decode()
    assert CallTemplate.objects.get().name == "Étude courte"
