"""Mail that somebody waits for is told from the rest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0002_fleeting"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="awaited",
            field=models.BooleanField(default=False),
        ),
    ]
