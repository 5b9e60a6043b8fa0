"""Every field that could name a person is declared, personal or impersonal, and wholly."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from mandat.core.holdings import Basis, DataClass, holdings

# What can hold something about a person: words, bytes, files, addresses, and links to accounts.
WORDY = (
    models.CharField,  # and with it e-mail addresses, slugs, web addresses
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.FilePathField,
    models.GenericIPAddressField,
)


def _is_watched(field):
    if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
        return field.related_model._meta.label == settings.AUTH_USER_MODEL
    return isinstance(field, WORDY)


def _columns():
    """Every watched column of every model with a table, as `room.Model.column`."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.get_fields()
        if getattr(field, "column", None) is not None or isinstance(field, models.ManyToManyField)
        if not field.auto_created and _is_watched(field)
    }


def _personal():
    return [field for holding in holdings() for field in holding.fields]


def _impersonal():
    return [name for holding in holdings() for name in holding.impersonal]


def test_there_are_columns_to_watch_and_the_test_sees_the_sensitive_ones():
    seen = _columns()

    assert len(seen) > 60
    assert {
        "people.Account.email",
        "people.Grant.account",
        "mfa.Authenticator.data",
        "privacy.DataRequest.words_sealed",
        "calls.DraftField.found",
        "documents.File.uploaded_by",
    } <= seen


def test_every_column_that_could_name_a_person_is_declared():
    declared = {f.field for f in _personal()} | set(_impersonal())

    assert sorted(_columns() - declared) == []


def test_no_declaration_names_a_column_that_does_not_exist():
    known = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if not field.auto_created or field.concrete
    }

    assert sorted({f.field for f in _personal()} - known) == []
    assert sorted(set(_impersonal()) - known) == []


def test_nothing_is_declared_twice():
    every = [f.field for f in _personal()] + _impersonal()

    assert sorted({name for name in every if every.count(name) > 1}) == []


@pytest.mark.parametrize("field", _personal(), ids=lambda f: f.field)
def test_a_personal_field_says_why_on_what_basis_how_long_and_who_reads_it(field):
    assert str(field.purpose).strip()
    assert field.basis in Basis
    assert field.data_class in DataClass
    assert str(field.keep_from).strip()
    assert field.keep is None or field.keep.total_seconds() > 0
    assert field.readers
    assert all(str(reader).strip() for reader in field.readers + field.recipients)


def test_every_room_with_personal_tables_answers_for_them():
    with_tables = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("mandat.") and list(config.get_models())
    }

    assert with_tables <= {holding.room for holding in holdings()}


def test_a_column_that_takes_corrections_is_declared_personal():
    personal = {f.field for f in _personal()}

    for holding in holdings():
        assert set(holding.corrects) <= personal
        assert not holding.corrects or holding.correct is not None
