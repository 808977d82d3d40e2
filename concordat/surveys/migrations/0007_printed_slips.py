"""Printed slips: who draws one is fixed at the launch, as everything that a launch promises (0002_locks)."""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from concordat.people.migrations._together import Together

LOCKED = "This wave has been launched: what it promised can no longer be changed."
TABLE = "surveys_onpaper"


def launched(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM surveys_wave w WHERE w.id = {row}.wave_id AND w.launched_at IS NOT NULL)"


REFUSED = [
    ("INSERT", launched("NEW")),
    ("UPDATE", f"{launched('OLD')} OR {launched('NEW')}"),
    ("DELETE", launched("OLD")),
]


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER slips_lock_{n} BEFORE {what} ON {TABLE} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
        for n, (what, when) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (what, when) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION slips_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER slips_lock_{n} BEFORE {what} ON {TABLE}"
            f" FOR EACH ROW EXECUTE FUNCTION slips_lock_{n}()",
            f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER slips_lock_{n}",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER slips_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = []
    for n in range(len(REFUSED)):
        told += [f"DROP TRIGGER slips_lock_{n} ON {TABLE}", f"DROP FUNCTION slips_lock_{n}()"]
    return told


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(Together):
    dependencies = [
        ("people", "0003_open_sessions"),
        ("surveys", "0006_files_taken_in_hand"),
    ]

    operations = [
        migrations.AlterField(
            model_name="instrument",
            name="begun_from",
            field=models.CharField(
                choices=[("full", "full"), ("short", "short"), ("xlsform", "xlsform")], max_length=8
            ),
        ),
        migrations.CreateModel(
            name="OnPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="on_paper",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("wave", "office"), name="nobody_draws_two_slips")
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("links", models.JSONField(default=list)),
                ("taken_on", models.DateField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slip_sheet",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken_by", None), ("links", []), _connector="OR"),
                        name="taken_means_no_code_is_left",
                    )
                ],
            },
        ),
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
