import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import mandat.calls.states
import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0002_file_of_the_terms"),
        ("documents", "0002_uploads"),
        ("people", "0008_amendments_and_open_data"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CallTemplate",
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
                ("language", models.CharField(max_length=8, verbose_name="language")),
                ("fields", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="call",
            name="call_state_known",
        ),
        migrations.AddField(
            model_name="call",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="closing_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="call",
            name="deadline_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="deadline_before_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="deadline_wall",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="call",
            name="deadline_zone",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="call",
            name="formula",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ratio_low", "ratio_low"),
                    ("normalised_both", "normalised_both"),
                    ("fixed_budget", "fixed_budget"),
                    ("least_cost", "least_cost"),
                    ("quality_only", "quality_only"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="funding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="people.funding",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="late_rule",
            field=models.CharField(
                choices=[("refuse", "refuse"), ("keep", "keep")],
                default=mandat.calls.states.LateRule["REFUSE"],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="people.programme",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="published_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="questions_until_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="reference",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="call",
            name="seals_prices",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="call",
            name="sensitive",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="call",
            name="shares_data",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="call",
            name="terms",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="calls.termsofreference",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="text_stage",
            field=models.CharField(
                choices=[("public", "public"), ("shortlisted", "shortlisted")],
                default=mandat.calls.states.Stage["PUBLIC"],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="token",
            field=models.CharField(editable=False, max_length=22, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="call",
            name="version_number",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="termsofreference",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="call",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("discarded", "discarded"),
                    ("in_approval", "in_approval"),
                    ("published", "published"),
                    ("closed", "closed"),
                    ("cancelled", "cancelled"),
                    ("archived", "archived"),
                ],
                default=mandat.calls.states.CallState["DRAFT"],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="termsofreference",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="calls.call"
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                fields=["state", "sensitive", "deadline_at", "public_id"], name="call_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("organisation", "reference"),
                name="call_reference_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["archived", "cancelled", "closed", "published"]),
                        _negated=True,
                    ),
                    models.Q(
                        ("deadline_at__isnull", False),
                        ("published_at__isnull", False),
                        ("token__isnull", False),
                        ("version_number__gte", 1),
                        models.Q(("deadline_zone", ""), _negated=True),
                        models.Q(("deadline_wall", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="call_public_has_version_and_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="call_closed_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("closing_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="call_cancelled_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("sensitive", False), ("shares_data", False), _connector="OR"),
                name="call_sensitive_shares_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "formula__in",
                        [
                            "",
                            "ratio_low",
                            "normalised_both",
                            "fixed_budget",
                            "least_cost",
                            "quality_only",
                        ],
                    )
                ),
                name="call_formula_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_stage__in", ["public", "shortlisted"])),
                name="call_text_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("late_rule__in", ["refuse", "keep"])),
                name="call_late_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "discarded",
                            "in_approval",
                            "published",
                            "closed",
                            "cancelled",
                            "archived",
                        ],
                    )
                ),
                name="call_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="termsofreference",
            constraint=models.UniqueConstraint(fields=("call", "number"), name="terms_once"),
        ),
        migrations.AddField(
            model_name="calltemplate",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="call_templates",
                to="people.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="calltemplate",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("name"),
                name="call_template_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="calltemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="call_template_has_name"
            ),
        ),
    ]
