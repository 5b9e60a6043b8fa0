import django.db.models.deletion
from django.db import migrations, models

import mandat.core.keys
import mandat.intake.states


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_applications")]

    operations = [
        migrations.CreateModel(
            name="CallKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealing_key",
                        to="calls.call",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeyShare",
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
                ("place", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="intake.callkey",
                    ),
                ),
            ],
            options={
                "ordering": ["key", "place"],
            },
        ),
        migrations.CreateModel(
            name="Filing",
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
                ("number", models.PositiveSmallIntegerField()),
                ("filed_at", models.DateTimeField()),
                ("is_late", models.BooleanField(default=False)),
                ("call_version", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("envelope", models.BinaryField(null=True)),
                ("once_digest", models.CharField(max_length=64, unique=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="intake.application",
                    ),
                ),
                ("pieces", models.ManyToManyField(related_name="filings", to="intake.piece")),
            ],
            options={
                "ordering": ["application", "number"],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
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
                ("body", models.JSONField()),
                ("for_holder", models.BinaryField(null=True)),
                ("for_call", models.BinaryField(null=True)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("signature", models.BinaryField()),
                ("issued_at", models.DateTimeField()),
                (
                    "filing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt",
                        to="intake.filing",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="keyshare",
            constraint=models.UniqueConstraint(fields=("key", "place"), name="key_share_once"),
        ),
        migrations.AddConstraint(
            model_name="keyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__in", [1, 2])), name="key_share_first_or_second"
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                fields=("application", "number"), name="filing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="filing_numbered_from_one"
            ),
        ),
    ]
