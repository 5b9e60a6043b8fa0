"""An entry without a place in a chain can no longer be."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_chain_earlier_entries")]

    operations = [
        migrations.AlterField("entry", "seq", models.PositiveBigIntegerField()),
        migrations.AddIndex(
            "entry", models.Index(fields=["chain", "actor", "seq"], name="entry_by_actor")
        ),
        migrations.AddIndex(
            "entry", models.Index(fields=["chain", "action", "seq"], name="entry_by_action")
        ),
        migrations.AddIndex("entry", models.Index(fields=["chain", "at"], name="entry_by_time")),
        migrations.AddIndex("entry", models.Index(fields=["actor", "at"], name="entry_of_actor")),
        migrations.AddIndex("entry", models.Index(fields=["subject_id"], name="entry_by_subject")),
        migrations.AddConstraint(
            "entry", models.UniqueConstraint(fields=("chain", "seq"), name="entry_once_in_chain")
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=Q(
                    ("seq__gte", 1),
                    Q(("chain", ""), _negated=True),
                    Q(("previous", ""), _negated=True),
                    Q(("hash", ""), _negated=True),
                ),
                name="entry_is_chained",
            ),
        ),
    ]
