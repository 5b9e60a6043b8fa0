"""The database's own full-text index beside the entries."""

from django.db import migrations

from mandat.search import engines


def create(_apps, schema_editor):
    engines.create(schema_editor.connection)


def drop(_apps, schema_editor):
    engines.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries")]

    operations = [migrations.RunPython(create, drop)]
