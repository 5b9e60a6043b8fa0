import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys
import mandat.intake.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("calls", "0008_amendments_and_milestones"),
        ("documents", "0003_passes_and_secrets"),
        ("people", "0008_amendments_and_open_data"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("single", "single"),
                            ("expression_of_interest", "expression_of_interest"),
                            ("full_proposal", "full_proposal"),
                        ],
                        default=mandat.intake.states.ApplicationStage["SINGLE"],
                        max_length=24,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("portal", "portal"), ("email", "email")],
                        default=mandat.intake.states.Channel["PORTAL"],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("filed", "filed"),
                            ("late", "late"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("incomplete", "incomplete"),
                            ("ineligible", "ineligible"),
                            ("admitted", "admitted"),
                        ],
                        default=mandat.intake.states.ApplicationState["DRAFT"],
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(max_length=9, unique=True)),
                ("language", models.CharField(max_length=8)),
                ("address", models.BinaryField(null=True)),
                ("address_digest", models.CharField(db_index=True, max_length=64)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("key_at", models.DateTimeField()),
                ("key_digest", models.CharField(max_length=64, unique=True)),
                ("content", models.BinaryField(null=True)),
                ("secret", models.BinaryField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("filing_number", models.PositiveSmallIntegerField(default=0)),
                ("filed_at", models.DateTimeField(null=True)),
                ("is_changed", models.BooleanField(default=True)),
                ("deadline_at", models.DateTimeField(null=True)),
                ("asked", models.JSONField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="calls.call",
                    ),
                ),
                (
                    "invited_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="full_proposal",
                        to="intake.application",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Piece",
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
                ("slot", models.CharField(max_length=16)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("administrative", "administrative"),
                            ("technical", "technical"),
                            ("financial", "financial"),
                        ],
                        max_length=14,
                    ),
                ),
                ("label", models.BinaryField(null=True)),
                ("facts", models.BinaryField(null=True)),
                ("counts", models.BinaryField(null=True)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="intake.application",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.file",
                    ),
                ),
            ],
            options={
                "ordering": ["application", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                ("key", models.CharField(max_length=8)),
                ("address", models.BinaryField(null=True)),
                ("address_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("key_digest", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_asked", "not_asked"),
                            ("asked", "asked"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                        ],
                        default=mandat.intake.states.ConfirmationState["NOT_ASKED"],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="intake.application",
                    ),
                ),
            ],
            options={
                "ordering": ["application", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["call", "state", "-filed_at"], name="application_arrived"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["organisation", "state"], name="application_of_house"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state", "draft"), models.Q(("address_digest", ""), _negated=True)
                ),
                fields=("call", "stage", "address_digest"),
                name="application_draft_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "filed",
                            "late",
                            "refused",
                            "withdrawn",
                            "incomplete",
                            "ineligible",
                            "admitted",
                        ],
                    )
                ),
                name="application_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage__in", ["single", "expression_of_interest", "full_proposal"])
                ),
                name="application_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["portal", "email"])),
                name="application_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "withdrawn"]),
                    models.Q(("filed_at__isnull", False), ("filing_number__gte", 1)),
                    _connector="OR",
                ),
                name="application_filed_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("invited_from__isnull", True), ("stage", "full_proposal"), _connector="OR"
                ),
                name="application_invited_to_full_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(
                        ("address__isnull", True),
                        ("content__isnull", True),
                        ("secret__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="application_erased_says_nothing",
            ),
        ),
        migrations.AddIndex(
            model_name="piece",
            index=models.Index(fields=["application", "removed_at"], name="piece_there"),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["administrative", "technical", "financial"])),
                name="piece_part_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot", ""), _negated=True), name="piece_has_slot"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("application", "key"), name="team_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["not_asked", "asked", "confirmed", "declined"])),
                name="team_member_state_known",
            ),
        ),
    ]
