from django.db import migrations


def point_at_terms(apps, _schema_editor):
    """Each call that was imported names the text it was read from."""
    TermsOfReference = apps.get_model("calls", "TermsOfReference")
    for terms in TermsOfReference.objects.only("pk", "call_id").iterator():
        apps.get_model("calls", "Call").objects.filter(pk=terms.call_id).update(terms=terms.pk)


class Migration(migrations.Migration):
    dependencies = [("calls", "0003_calls_get_public")]

    operations = [migrations.RunPython(point_at_terms, migrations.RunPython.noop)]
