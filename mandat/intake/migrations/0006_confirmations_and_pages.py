from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0005_letters_and_references"),
    ]

    operations = [
        migrations.AddField(
            model_name="piece",
            name="pages",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="teammember",
            name="voided_at",
            field=models.DateTimeField(null=True),
        ),
    ]
