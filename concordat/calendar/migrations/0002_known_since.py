import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0001_initial"),
        ("people", "0004_single_sign_on_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_on", models.DateField()),
                (
                    "windows",
                    models.JSONField(
                        help_text="Five lists, Monday first, of openings such as ['09:00', '17:00']."
                    ),
                ),
                ("cut_offs", models.JSONField(help_text="Five times, such as '17:00'.")),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WaitingList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=120)),
                (
                    "days",
                    models.JSONField(help_text="The weekdays of the council's nation, each with its title."),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="closure",
            name="a_council_closes_once_a_day",
        ),
        migrations.AddField(
            model_name="closure",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="ended_for",
            field=models.CharField(blank=True, help_text="What says that it is none.", max_length=200),
        ),
        migrations.AddField(
            model_name="closure",
            name="origin",
            field=models.CharField(
                choices=[
                    ("package", "package"),
                    ("list", "list"),
                    ("person", "person"),
                    ("council", "council"),
                ],
                default="package",
                help_text="Who says so.",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="closure",
            name="since",
            field=models.DateTimeField(help_text="Since when it is known; nothing: all along.", null=True),
        ),
        migrations.AddField(
            model_name="closure",
            name="until",
            field=models.DateTimeField(help_text="Until when it held; nothing: it still does.", null=True),
        ),
        migrations.AlterField(
            model_name="closure",
            name="by",
            field=models.ForeignKey(
                help_text="Who decided this. Nobody where it came with the calendar of the nation.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.office",
            ),
        ),
        migrations.AlterField(
            model_name="closure",
            name="source",
            field=models.CharField(
                help_text="“holidays 0.109, GB-ENG”, “council”, or a citation.", max_length=200
            ),
        ),
        migrations.AddIndex(
            model_name="closure",
            index=models.Index(fields=["council", "closed_on"], name="closures_by_day"),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("council", "closed_on"),
                name="a_council_closes_once_a_day",
            ),
        ),
        migrations.AddField(
            model_name="openinghours",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
            ),
        ),
        migrations.AddField(
            model_name="openinghours",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.council"
            ),
        ),
        migrations.AddField(
            model_name="waitinglist",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.office"
            ),
        ),
        migrations.AddField(
            model_name="waitinglist",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.council"
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.UniqueConstraint(fields=("council", "at"), name="hours_are_set_once_at_a_time"),
        ),
        migrations.AddIndex(
            model_name="waitinglist",
            index=models.Index(fields=["council", "by"], name="lists_that_wait"),
        ),
    ]
