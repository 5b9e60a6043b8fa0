import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys
import mandat.intake.states


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0004_decisions_and_proofs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Extension",
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
                ("until", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("is_agreed", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="intake.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["application", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("late_accepted", "late_accepted"),
                            ("late_refused", "late_refused"),
                            ("incomplete", "incomplete"),
                            ("ineligible", "ineligible"),
                            ("admitted", "admitted"),
                        ],
                        max_length=16,
                    ),
                ),
                ("language", models.CharField(max_length=8)),
                ("words", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "prepared"),
                            ("sent", "sent"),
                            ("dropped", "dropped"),
                        ],
                        default=mandat.intake.states.LetterState["PREPARED"],
                        max_length=10,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="intake.application",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["application", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReferenceCheck",
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
                ("words", models.BinaryField(null=True)),
                ("address_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "named"),
                            ("asked", "asked"),
                            ("answered", "answered"),
                            ("unreachable", "unreachable"),
                        ],
                        default=mandat.intake.states.ContactState["NAMED"],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="intake.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["application", "number"],
            },
        ),
        migrations.CreateModel(
            name="SanctionedName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list_name", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=300)),
                ("folded", models.CharField(db_index=True, max_length=300)),
                ("imported_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "folded"],
            },
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("is_agreed__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("is_agreed__isnull", False)),
                    _connector="OR",
                ),
                name="extension_answered_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["prepared", "sent", "dropped"])),
                name="letter_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referencecheck",
            constraint=models.UniqueConstraint(
                fields=("application", "number"), name="reference_check_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="referencecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["named", "asked", "answered", "unreachable"])),
                name="reference_check_state_known",
            ),
        ),
    ]
