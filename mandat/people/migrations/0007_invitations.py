import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import mandat.core.keys


class Migration(migrations.Migration):
    dependencies = [("people", "0006_organisations_and_programmes")]

    operations = [
        migrations.CreateModel(
            name="Invitation",
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
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("programme_officer", "programme_officer"),
                            ("clerk", "clerk"),
                            ("secretary", "secretary"),
                            ("committee_chair", "committee_chair"),
                            ("assessor", "assessor"),
                            ("approver", "approver"),
                            ("finance", "finance"),
                            ("data_protection_officer", "data_protection_officer"),
                            ("auditor", "auditor"),
                            ("reader", "reader"),
                        ],
                        max_length=30,
                    ),
                ),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English"), ("ar", "Arabic")],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("accepted", "accepted"),
                            ("withdrawn", "withdrawn"),
                            ("forgotten", "forgotten"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_count", models.PositiveSmallIntegerField(default=1)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-public_id"],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="accepted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="people.organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["organisation", "-public_id"], name="invitation_recent"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                models.F("organisation"),
                django.db.models.functions.text.Lower("email"),
                models.F("role"),
                condition=models.Q(("state", "waiting")),
                name="invitation_waits_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "accepted", "withdrawn", "forgotten"])
                ),
                name="invitation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "administrator",
                            "programme_officer",
                            "clerk",
                            "secretary",
                            "committee_chair",
                            "assessor",
                            "approver",
                            "finance",
                            "data_protection_officer",
                            "auditor",
                            "reader",
                        ],
                    )
                ),
                name="invitation_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "waiting"), _negated=True),
                    models.Q(("email", ""), _negated=True),
                    _connector="OR",
                ),
                name="invitation_waiting_has_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_by__isnull", False), ("state", "accepted")),
                    models.Q(
                        models.Q(("state", "accepted"), _negated=True),
                        ("accepted_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="invitation_accepted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["auditor"]), _negated=True),
                    ("ends_at__isnull", False),
                    _connector="OR",
                ),
                name="invitation_to_limited_role_ends",
            ),
        ),
    ]
