"""Grants of before have a public id each."""

from typing import Any

from django.db import migrations

from mandat.core.keys import new_public_id


def give_public_ids(apps: Any, _editor: Any) -> None:
    """A row at a time: a default would give all of them the same."""
    grants = apps.get_model("people", "Grant")
    for grant in grants.objects.filter(public_id__isnull=True).only("pk"):
        grants.objects.filter(pk=grant.pk).update(public_id=new_public_id())


class Migration(migrations.Migration):
    dependencies = [("people", "0002_roles_with_ends")]

    operations = [migrations.RunPython(give_public_ids, migrations.RunPython.noop)]
