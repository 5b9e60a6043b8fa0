"""The outbox."""

import django.utils.timezone
from django.db import migrations, models

import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
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
                ("template", models.CharField(max_length=80)),
                ("language", models.CharField(max_length=8)),
                ("organisation", models.UUIDField(blank=True, db_index=True, null=True)),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("sender_address", models.CharField(blank=True, max_length=254)),
                ("account", models.UUIDField(blank=True, db_index=True, null=True)),
                ("to", models.CharField(blank=True, max_length=254)),
                ("to_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("subject_label", models.CharField(blank=True, max_length=60)),
                ("subject_id", models.CharField(blank=True, max_length=64)),
                ("neutral", models.BooleanField(default=False)),
                ("secret", models.BooleanField(default=False)),
                ("content", models.BinaryField(blank=True, null=True)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                            ("bounced", "bounced"),
                            ("cancelled", "cancelled"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("posted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_ends_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=40)),
                ("reply", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["bounced", "cancelled", "failed", "sent"]), _negated=True
                        ),
                        fields=["next_try_at"],
                        name="message_due",
                    ),
                    models.Index(fields=["state", "finished_at"], name="message_finished"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["waiting", "sending", "sent", "failed", "bounced", "cancelled"],
                            )
                        ),
                        name="message_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease__isnull", False),
                                ("lease_ends_at__isnull", False),
                                ("state", "sending"),
                            ),
                            models.Q(
                                models.Q(("state", "sending"), _negated=True),
                                ("lease__isnull", True),
                                ("lease_ends_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_sending_has_a_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", False),
                                ("state__in", ["bounced", "cancelled", "failed", "sent"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["bounced", "cancelled", "failed", "sent"]),
                                    _negated=True,
                                ),
                                ("finished_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_finished_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["bounced", "cancelled", "failed", "sent"]),
                            models.Q(
                                ("content__isnull", False), models.Q(("to", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="message_to_be_sent_has_content",
                    ),
                ],
            },
        ),
    ]
