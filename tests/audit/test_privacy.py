"""What the journal answers to a person who asks, and what it keeps when a person is erased."""

from django.apps import apps
from django.db import models

from mandat.audit.models import Entry
from mandat.audit.privacy import erase, gather
from mandat.audit.services import record
from mandat.core.holdings import Subject, holdings

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def test_every_column_that_could_hold_a_text_is_declared():
    own = next(h for h in holdings() if h.room == "audit")
    declared = {f.field for f in own.fields} | set(own.impersonal)

    columns = {
        f"audit.{model.__name__}.{field.name}"
        for model in apps.get_app_config("audit").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT)
    }

    assert len(columns) > 8
    assert columns == declared


def test_a_person_receives_what_they_did_and_what_was_done_to_them(
    organisation, officer, administrator
):
    record(actor=officer, action="people.settings.changed", organisation=organisation)
    record(actor=administrator, action="people.grid.added", organisation=organisation)

    found = list(gather(Subject(officer.email, officer.public_id)))

    actions = [f.data["action"] for f in found]
    assert "people.settings.changed" in actions
    assert "people.account.added" in actions
    assert "people.grid.added" not in actions
    assert {f.data["by_you"] for f in found} == {True, False}
    assert str(administrator.public_id) not in repr(found)


def test_erasure_takes_no_entry_away_and_says_so(officer):
    before = Entry.objects.count()
    assert before

    outcomes = list(erase(Subject(officer.email, officer.public_id), lambda *_: False))

    assert [(o.subject_label, o.done, o.reason) for o in outcomes] == [
        ("audit.entry", False, "legal_obligation")
    ]
    assert Entry.objects.count() == before


def test_somebody_without_account_has_nothing_in_the_journal():
    assert list(gather(Subject("nobody@example.org"))) == []
    assert list(erase(Subject("nobody@example.org"), lambda *_: False)) == []
