from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0005_guides_and_trends_of_the_past"),
    ]

    operations = [
        migrations.AddField(
            model_name="rendering",
            name="taken_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
