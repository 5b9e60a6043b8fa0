import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import mandat.calls.states
import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0005_approval_and_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CallFacet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "country"),
                            ("theme", "theme"),
                            ("language", "language"),
                            ("organisation", "organisation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("value", models.CharField(max_length=40)),
                ("deadline_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="CallTranslation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=8)),
                ("texts", models.JSONField(default=dict)),
                ("originals", models.JSONField(default=dict)),
                ("of_version", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["call", "language"],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=mandat.core.keys.new_public_id, editable=False, unique=True
                    ),
                ),
                ("place", models.CharField(max_length=200)),
                ("address", models.URLField(blank=True, max_length=500)),
                ("posted_on", models.DateField()),
            ],
            options={
                "ordering": ["-posted_on", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="callfacet",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="facets", to="calls.call"
            ),
        ),
        migrations.AddField(
            model_name="calltranslation",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="calltranslation",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="postings",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="callfacet",
            index=models.Index(fields=["kind", "value", "deadline_at"], name="call_facet_due"),
        ),
        migrations.AddConstraint(
            model_name="callfacet",
            constraint=models.UniqueConstraint(
                fields=("call", "kind", "value"), name="call_facet_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="callfacet",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["country", "theme", "language", "organisation"])),
                name="call_facet_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="callfacet",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", ""), _negated=True), name="call_facet_has_value"
            ),
        ),
        migrations.AddConstraint(
            model_name="calltranslation",
            constraint=models.UniqueConstraint(
                fields=("call", "language"), name="call_translation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="posting_has_place"
            ),
        ),
    ]
