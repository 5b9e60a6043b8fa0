import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys
import mandat.intake.states


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_arrivals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
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
                ("reason", models.BinaryField(null=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="intake.application",
                    ),
                ),
                (
                    "decided_by",
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
            name="CriterionDecision",
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
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("met", "met"),
                            ("not_met", "not_met"),
                            ("proof_asked", "proof_asked"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.BinaryField(null=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="intake.application",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "piece",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.piece",
                    ),
                ),
            ],
            options={
                "ordering": ["application", "number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProofRequest",
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
                ("batch", models.UUIDField(db_index=True)),
                ("criterion", models.PositiveSmallIntegerField(null=True)),
                ("slot", models.CharField(blank=True, max_length=16)),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("deadline_at", models.DateTimeField()),
                ("deadline_zone", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("answered", "answered"),
                            ("expired", "expired"),
                        ],
                        default=mandat.intake.states.ProofState["ASKED"],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
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
                (
                    "piece",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.piece",
                    ),
                ),
            ],
            options={
                "ordering": ["application", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["late_accepted", "late_refused", "incomplete", "ineligible", "admitted"],
                    )
                ),
                name="decision_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["met", "not_met", "proof_asked"])),
                name="criterion_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proofrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "answered", "expired"])),
                name="proof_request_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proofrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("criterion__isnull", False),
                    models.Q(("slot", ""), _negated=True),
                    _connector="OR",
                ),
                name="proof_request_never_of_the_price",
            ),
        ),
    ]
