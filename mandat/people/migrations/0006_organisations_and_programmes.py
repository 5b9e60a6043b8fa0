from decimal import Decimal

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [("people", "0005_sessions_and_counts")]

    operations = [
        migrations.CreateModel(
            name="GridTemplate",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("document", models.JSONField()),
                ("is_default", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-is_default", "name"],
            },
        ),
        migrations.AddField(
            model_name="account",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="call_languages",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="organisation",
            name="notice_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="retention",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="organisation",
            name="screen_languages",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="organisation",
            name="sender_address",
            field=models.EmailField(blank=True, max_length=254, verbose_name="sender’s address"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="sender_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="sender’s name"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="thresholds",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="organisation",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True), ("is_active", False), _connector="OR"
                ),
                name="account_closed_is_not_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("notice_days__isnull", True),
                    models.Q(("notice_days__gte", 1), ("notice_days__lte", 365)),
                    _connector="OR",
                ),
                name="organisation_notice_is_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("time_zone", ""), _negated=True),
                    models.Q(("currency", ""), _negated=True),
                ),
                name="organisation_has_time_zone_and_currency",
            ),
        ),
        migrations.AddField(
            model_name="gridtemplate",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grids",
                to="people.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="gridtemplate",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("name"),
                name="grid_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="gridtemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("organisation",),
                name="grid_default_once",
            ),
        ),
        migrations.CreateModel(
            name="Funding",
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
                ("donor", models.CharField(max_length=200, verbose_name="donor")),
                (
                    "agreement",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="reference of the agreement"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount"),
                ),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("objectives", models.JSONField(blank=True, default=list)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-public_id"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("theme", models.CharField(blank=True, max_length=200, verbose_name="theme")),
                ("countries", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("closed", "closed")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-public_id"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeContact",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("function", models.CharField(blank=True, max_length=120, verbose_name="function")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="funding",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fundings",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="programmes",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="funding",
            name="programmes",
            field=models.ManyToManyField(
                blank=True, related_name="fundings", to="people.programme"
            ),
        ),
        migrations.AddField(
            model_name="programmecontact",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contacts",
                to="people.programme",
            ),
        ),
        migrations.AddIndex(
            model_name="programme",
            index=models.Index(fields=["organisation", "-public_id"], name="programme_recent"),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("name"),
                name="programme_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "closed"])),
                name="programme_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="funding",
            index=models.Index(fields=["organisation", "-public_id"], name="funding_recent"),
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreement", ""), _negated=True),
                fields=("organisation", "donor", "agreement"),
                name="funding_agreement_once",
                violation_error_message="This agreement of this donor is here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="funding_ends_after_start",
                violation_error_message="The last day lies before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", Decimal(0))), name="funding_amount_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="contact_has_name"
            ),
        ),
    ]
