import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_requests"),
        ("people", "0001_foundation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataExport",
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
                ("content_sealed", models.BinaryField()),
                ("objects_count", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("offered_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("fetched_at", models.DateTimeField(null=True)),
                (
                    "offered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="export",
                        to="privacy.datarequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
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
                ("plan_sha256", models.CharField(max_length=64)),
                ("outcomes", models.JSONField()),
                ("erased_count", models.PositiveIntegerField()),
                ("kept_count", models.PositiveIntegerField()),
                ("account_id_text", models.CharField(blank=True, max_length=36)),
                ("at", models.DateTimeField()),
                ("in_ledger", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="privacy.datarequest",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Rectification",
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
                ("column", models.CharField(max_length=120)),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=64)),
                ("before_sealed", models.BinaryField(default=b"")),
                ("after_sealed", models.BinaryField(default=b"")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rectifications",
                        to="privacy.datarequest",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("offered_at"))),
                name="export_ends_after_it_was_offered",
            ),
        ),
    ]
