"""What can be found: one row for each object and language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.UUIDField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("organisation", models.UUIDField(null=True)),
                ("data_class", models.PositiveSmallIntegerField(default=2)),
                ("at", models.DateTimeField()),
                ("title", models.CharField(max_length=500)),
                ("excerpt", models.TextField(blank=True)),
                ("title_terms", models.TextField(blank=True)),
                ("body_terms", models.TextField(blank=True)),
                ("marks", models.TextField()),
                ("analysed_with", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "analysed_with"], name="search_entry_stale")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id", "language"), name="search_entry_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("data_class__in", [1, 2])),
                        name="search_entry_holds_nothing_secret",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("data_class", 1),
                            models.Q(("marks__contains", " public "), _negated=True),
                            _connector="OR",
                        ),
                        name="search_entry_public_only_what_is",
                    ),
                ],
            },
        ),
    ]
