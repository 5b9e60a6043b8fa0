import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_answers"),
        ("people", "0001_foundation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Breach",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("noticed", "noticed"),
                            ("assessed", "assessed"),
                            ("notified_authority", "notified_authority"),
                            ("not_notifiable", "not_notifiable"),
                            ("told_persons", "told_persons"),
                            ("closed", "closed"),
                        ],
                        default="noticed",
                        max_length=20,
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("nature_sealed", models.BinaryField()),
                ("people_count", models.PositiveIntegerField(null=True)),
                ("notified_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_breaches",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-noticed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BreachStep",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("noticed", "noticed"),
                            ("assessed", "assessed"),
                            ("notified_authority", "notified_authority"),
                            ("not_notifiable", "not_notifiable"),
                            ("told_persons", "told_persons"),
                            ("closed", "closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words_sealed", models.BinaryField()),
                (
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="privacy.breach",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("active", "active"),
                            ("declined", "declined"),
                            ("ended", "ended"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("legal_claim", "legal_claim"),
                            ("legal_obligation", "legal_obligation"),
                            ("authority_order", "authority_order"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_sealed", models.BinaryField()),
                ("ends_on", models.DateField()),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to="people.organisation",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HoldItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_label", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=64)),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="privacy.legalhold",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "noticed",
                            "assessed",
                            "notified_authority",
                            "not_notifiable",
                            "told_persons",
                            "closed",
                        ],
                    )
                ),
                name="breach_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("notified_at__isnull", True),
                    ("notified_at__gte", models.F("noticed_at")),
                    _connector="OR",
                ),
                name="breach_notified_after_noticed",
            ),
        ),
        migrations.AddConstraint(
            model_name="breach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "notified_authority"), _negated=True),
                    ("notified_at__isnull", False),
                    _connector="OR",
                ),
                name="breach_notified_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="breachstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "noticed",
                            "assessed",
                            "notified_authority",
                            "not_notifiable",
                            "told_persons",
                            "closed",
                        ],
                    )
                ),
                name="breach_step_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "active", "declined", "ended"])),
                name="hold_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("basis__in", ["legal_claim", "legal_obligation", "authority_order"])
                ),
                name="hold_basis_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="hold_approved_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("state", "proposed")),
                    models.Q(
                        models.Q(("state", "proposed"), _negated=True),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="hold_stands_only_when_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="holditem",
            index=models.Index(fields=["subject_label", "subject_id"], name="hold_item_object"),
        ),
        migrations.AddConstraint(
            model_name="holditem",
            constraint=models.UniqueConstraint(
                fields=("hold", "subject_label", "subject_id"), name="hold_item_once"
            ),
        ),
    ]
