import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_foundation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
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
                            ("access", "access"),
                            ("rectification", "rectification"),
                            ("objection", "objection"),
                            ("erasure", "erasure"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("proving", "proving"),
                            ("open", "open"),
                            ("extended", "extended"),
                            ("answered", "answered"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English"), ("ar", "Arabic")],
                        max_length=8,
                    ),
                ),
                ("email_sealed", models.BinaryField()),
                ("email_digest", models.CharField(db_index=True, max_length=64)),
                ("name_sealed", models.BinaryField(default=b"")),
                ("words_sealed", models.BinaryField(default=b"")),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[("link", "link"), ("account", "account")],
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("proved_at", models.DateTimeField(null=True)),
                ("paused_at", models.DateTimeField(null=True)),
                ("paused_days", models.PositiveSmallIntegerField(default=0)),
                ("extended_at", models.DateTimeField(null=True)),
                ("due", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["due", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseStep",
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
                            ("received", "received"),
                            ("proved", "proved"),
                            ("proof_asked", "proof_asked"),
                            ("person_wrote", "person_wrote"),
                            ("proof_accepted", "proof_accepted"),
                            ("extended", "extended"),
                            ("export_offered", "export_offered"),
                            ("rectified", "rectified"),
                            ("objection_upheld", "objection_upheld"),
                            ("objection_declined", "objection_declined"),
                            ("erased", "erased"),
                            ("answered", "answered"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("note", "note"),
                            ("passed_on", "passed_on"),
                            ("export_fetched", "export_fetched"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words_sealed", models.BinaryField(default=b"")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="privacy.datarequest",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RequestLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("prove", "prove"),
                            ("follow", "follow"),
                            ("download", "download"),
                        ],
                        max_length=10,
                    ),
                ),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="privacy.datarequest",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=models.Index(fields=["organisation", "state", "due"], name="request_due"),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["access", "rectification", "objection", "erasure"])
                ),
                name="request_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "received",
                            "proving",
                            "open",
                            "extended",
                            "answered",
                            "refused",
                            "withdrawn",
                        ],
                    )
                ),
                name="request_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["received", "withdrawn"]),
                    ("proved_at__isnull", False),
                    _connector="OR",
                ),
                name="request_worked_on_only_when_proved",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state__in", ["answered", "refused", "withdrawn"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state__in", ["answered", "refused", "withdrawn"]), _negated=True
                        ),
                        ("ended_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="request_ended_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_at__isnull", False), ("state", "proving")),
                    models.Q(
                        models.Q(("state", "proving"), _negated=True), ("paused_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="request_paused_only_while_proving",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "received",
                            "proved",
                            "proof_asked",
                            "person_wrote",
                            "proof_accepted",
                            "extended",
                            "export_offered",
                            "rectified",
                            "objection_upheld",
                            "objection_declined",
                            "erased",
                            "answered",
                            "refused",
                            "withdrawn",
                            "note",
                            "passed_on",
                            "export_fetched",
                        ],
                    )
                ),
                name="case_step_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("use__in", ["prove", "follow", "download"])),
                name="request_link_use_known",
            ),
        ),
    ]
