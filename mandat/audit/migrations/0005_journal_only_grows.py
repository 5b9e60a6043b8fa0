"""The database refuses to change or delete what the journal holds."""

from django.db import migrations

from mandat.audit import triggers


def create(_apps, editor):
    triggers.create(editor.connection)


def drop(_apps, editor):
    triggers.drop(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_every_entry_is_chained")]

    operations = [migrations.RunPython(create, drop)]
