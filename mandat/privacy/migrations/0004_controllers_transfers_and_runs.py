import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0003_holds_and_breaches"),
        ("people", "0001_foundation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRun",
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
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("counts", models.JSONField()),
                ("failed_rooms", models.JSONField(default=list)),
                ("outcomes_sha256", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="JointController",
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
                ("name", models.CharField(max_length=200, verbose_name="organisation")),
                (
                    "contact",
                    models.CharField(
                        max_length=300, verbose_name="contact for the people concerned"
                    ),
                ),
                (
                    "does",
                    models.TextField(max_length=2000, verbose_name="what each of the two does"),
                ),
                (
                    "arrangement",
                    models.TextField(max_length=2000, verbose_name="essence of the arrangement"),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="joint_controllers",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NoticeContact",
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
                    "controller",
                    models.TextField(
                        max_length=500, verbose_name="name and postal address of the organisation"
                    ),
                ),
                (
                    "officer_email",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="address of the data protection officer",
                    ),
                ),
                (
                    "authority",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="supervisory authority to which people may complain",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_contact",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
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
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("recipient", models.CharField(max_length=200, verbose_name="recipient")),
                ("purpose", models.CharField(max_length=500, verbose_name="what for")),
                (
                    "safeguard",
                    models.CharField(
                        choices=[
                            ("adequacy", "adequacy"),
                            ("standard_clauses", "standard_clauses"),
                            ("binding_rules", "binding_rules"),
                            ("public_instrument", "public_instrument"),
                            ("other_clauses", "other_clauses"),
                            ("derogation", "derogation"),
                        ],
                        max_length=20,
                        verbose_name="safeguard",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        max_length=500,
                        verbose_name="which one exactly, and where a copy can be had",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="data_transfers",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["country", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="jointcontroller",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="joint_controller_ends_after_start",
                violation_error_message="The end cannot come before the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "safeguard__in",
                        [
                            "adequacy",
                            "standard_clauses",
                            "binding_rules",
                            "public_instrument",
                            "other_clauses",
                            "derogation",
                        ],
                    )
                ),
                name="transfer_safeguard_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="transfer_ends_after_start",
                violation_error_message="The end cannot come before the start.",
            ),
        ),
    ]
