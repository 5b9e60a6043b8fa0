import django.db.models.deletion
from django.db import migrations, models

import mandat.core.keys
import mandat.intake.states


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_filings_and_keys")]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
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
                ("address", models.CharField(max_length=254)),
                ("host", models.CharField(max_length=200)),
                ("port", models.PositiveIntegerField(default=993)),
                (
                    "encryption",
                    models.CharField(
                        choices=[("tls", "tls"), ("starttls", "starttls"), ("none", "none")],
                        default="tls",
                        max_length=8,
                    ),
                ),
                ("login", models.BinaryField()),
                ("password", models.BinaryField()),
                ("folder", models.CharField(default="INBOX", max_length=100)),
                ("is_active", models.BooleanField(default=True)),
                ("uid_validity", models.BigIntegerField(null=True)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_ends_at", models.DateTimeField(blank=True, null=True)),
                ("looked_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=40)),
                ("trouble_since", models.DateTimeField(null=True)),
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
                "ordering": ["organisation", "address"],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
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
                ("message_digest", models.CharField(max_length=64)),
                ("content_digest", models.CharField(max_length=64)),
                ("place", models.CharField(blank=True, max_length=32)),
                ("words", models.BinaryField(null=True)),
                ("sender_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("arrived_at", models.DateTimeField()),
                (
                    "stamped_by",
                    models.CharField(
                        choices=[
                            ("mailbox", "mailbox"),
                            ("received", "received"),
                            ("import", "import"),
                        ],
                        max_length=8,
                    ),
                ),
                ("imported_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("filed", "filed"),
                            ("completed", "completed"),
                            ("superseded", "superseded"),
                            ("desk", "desk"),
                            ("clarification", "clarification"),
                            ("auto_reply", "auto_reply"),
                            ("bounce", "bounce"),
                            ("late", "late"),
                            ("excluded_channel", "excluded_channel"),
                            ("refused_attachment", "refused_attachment"),
                            ("duplicate", "duplicate"),
                            ("already_imported", "already_imported"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("is_open", models.BooleanField(default=False)),
                ("settled_by", models.UUIDField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("answered", models.BooleanField(default=False)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrivals",
                        to="intake.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calls.call",
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
                (
                    "raw",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.file",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="intake.mailbox",
                    ),
                ),
            ],
            options={
                "ordering": ["-arrived_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ArrivalPart",
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
                ("name", models.BinaryField(null=True)),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("administrative", "administrative"),
                            ("technical", "technical"),
                            ("financial", "financial"),
                        ],
                        max_length=14,
                    ),
                ),
                ("slot", models.CharField(blank=True, max_length=16)),
                ("certainty", models.CharField(blank=True, max_length=10)),
                ("is_mixed", models.BooleanField(default=False)),
                ("refusal_code", models.CharField(blank=True, max_length=40)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "arrival",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="intake.arrival",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.file",
                    ),
                ),
                (
                    "piece",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.piece",
                    ),
                ),
            ],
            options={
                "ordering": ["arrival", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="mailbox",
            constraint=models.UniqueConstraint(
                fields=("address", "host", "folder"), name="mailbox_once"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                fields=["organisation", "is_open", "-arrived_at"], name="arrival_desk"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["organisation", "content_digest"], name="arrival_content"),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                fields=("organisation", "message_digest", "content_digest", "place"),
                name="arrival_message_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "filed",
                            "completed",
                            "superseded",
                            "desk",
                            "clarification",
                            "auto_reply",
                            "bounce",
                            "late",
                            "excluded_channel",
                            "refused_attachment",
                            "duplicate",
                            "already_imported",
                        ],
                    )
                ),
                name="arrival_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(("stamped_by__in", ["mailbox", "received", "import"])),
                name="arrival_stamp_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrivalpart",
            constraint=models.UniqueConstraint(
                fields=("arrival", "number"), name="arrival_part_once"
            ),
        ),
    ]
