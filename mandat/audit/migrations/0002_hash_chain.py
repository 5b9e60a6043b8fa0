"""Places in a chain for entries, the heads of chains, and what people confirmed about them."""

import django.db.models.deletion
from django.db import migrations, models

import mandat.core.keys

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_foundation")]

    operations = [
        migrations.AddField(
            "entry", "chain", models.CharField(max_length=36, default=""), preserve_default=False
        ),
        migrations.AddField("entry", "seq", models.PositiveBigIntegerField(null=True)),
        migrations.AddField(
            "entry", "previous", models.CharField(max_length=64, default=""), preserve_default=False
        ),
        migrations.AddField(
            "entry", "hash", models.CharField(max_length=64, default=""), preserve_default=False
        ),
        migrations.AddField("entry", "version", models.PositiveSmallIntegerField(default=1)),
        migrations.AlterField("entry", "at", models.DateTimeField()),
        migrations.AlterField("entry", "organisation", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", KEY.clone()),
                ("chain", models.CharField(max_length=36, unique=True)),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(default="0" * 64, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                ("id", KEY.clone()),
                (
                    "public_id",
                    models.UUIDField(
                        default=mandat.core.keys.new_public_id, editable=False, unique=True
                    ),
                ),
                ("chain", models.CharField(max_length=36)),
                ("day", models.DateField()),
                ("seq", models.PositiveBigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-day"],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "day"), name="daily_head_once"),
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="daily_head_of_an_entry"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Countersignature",
            fields=[
                ("id", KEY.clone()),
                ("account", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="countersignatures",
                        to="audit.dailyhead",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(fields=("head", "account"), name="countersigned_once"),
                    models.CheckConstraint(
                        condition=models.Q(("account", ""), _negated=True),
                        name="countersignature_names_who",
                    ),
                ],
            },
        ),
    ]
