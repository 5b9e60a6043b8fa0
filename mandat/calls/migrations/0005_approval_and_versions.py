import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import mandat.calls.states
import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0004_terms_that_count"),
        ("documents", "0002_uploads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
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
                ("sha256", models.CharField(max_length=64)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=mandat.calls.states.ApprovalOutcome["PENDING"],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="CallDocument",
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
                ("label", models.CharField(max_length=200)),
                ("language", models.CharField(blank=True, max_length=8)),
                (
                    "stage",
                    models.CharField(
                        choices=[("public", "public"), ("shortlisted", "shortlisted")],
                        default=mandat.calls.states.Stage["PUBLIC"],
                        max_length=12,
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CallVersion",
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
                ("language", models.CharField(max_length=8)),
                ("title", models.CharField(max_length=500)),
                ("content", models.JSONField()),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["call", "number"],
            },
        ),
        migrations.CreateModel(
            name="KeyHolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["call", "place"],
            },
        ),
        migrations.AddField(
            model_name="approval",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="calldocument",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="calldocument",
            name="file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.file"
            ),
        ),
        migrations.AddField(
            model_name="callversion",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="callversion",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keyholder",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="key_holders",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="keyholder",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keyholder",
            name="substitute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "pending")),
                fields=("call",),
                name="approval_pending_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["pending", "approved", "returned", "withdrawn"])
                ),
                name="approval_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("outcome", "pending")),
                    models.Q(
                        models.Q(("outcome", "pending"), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="approval_decided_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    ("outcome", "withdrawn"),
                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="approval_by_another_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "returned"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="approval_returned_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="calldocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="call_document_has_label"
            ),
        ),
        migrations.AddConstraint(
            model_name="calldocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["public", "shortlisted"])),
                name="call_document_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="callversion",
            constraint=models.UniqueConstraint(fields=("call", "number"), name="call_version_once"),
        ),
        migrations.AddConstraint(
            model_name="callversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="call_version_numbered_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="keyholder",
            constraint=models.UniqueConstraint(fields=("call", "place"), name="key_holder_once"),
        ),
        migrations.AddConstraint(
            model_name="keyholder",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__in", [1, 2])), name="key_holder_first_or_second"
            ),
        ),
        migrations.AddConstraint(
            model_name="keyholder",
            constraint=models.CheckConstraint(
                condition=models.Q(("holder", models.F("substitute")), _negated=True),
                name="key_holder_is_not_the_substitute",
            ),
        ),
    ]
