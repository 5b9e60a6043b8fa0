"""Migrations are complete, and named after what they do."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from config import env

NAME = re.compile(r"\d{4}_[a-z][a-z0-9_]+")


def names():
    return sorted(
        path.relative_to(env.ROOT)
        for path in (env.ROOT / "mandat").glob("*/migrations/*.py")
        if path.stem != "__init__"
    )


@pytest.mark.django_db
def test_models_and_migrations_agree():
    out = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=out)

    assert "No changes detected" in out.getvalue()


def test_every_migration_has_a_name_of_its_own():
    badly_named = [
        str(path)
        for path in names()
        if not NAME.fullmatch(path.stem) or "auto" in path.stem.split("_") or "initial" in path.stem
    ]

    assert names()
    assert badly_named == []


def test_every_room_with_models_has_migrations():
    ours = [a for a in apps.get_app_configs() if a.name.startswith("mandat.")]
    with_models = {a.label for a in ours if list(a.get_models())}

    assert with_models == {path.parts[1] for path in names()}
