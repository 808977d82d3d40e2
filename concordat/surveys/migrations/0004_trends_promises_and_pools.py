"""Days of election, what was promised after a health check, and pools of several councils' officers.

As everything that a launch promises (0002_locks), who is in a pool is fixed when the wave is launched.
"""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from concordat.people.migrations._together import Together

LOCKED = "This wave has been launched: what it promised can no longer be changed."


def of_the_wave(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM surveys_wave w WHERE w.id = {row}.wave_id AND w.launched_at IS NOT NULL)"


def of_the_pool(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM surveys_pool p JOIN surveys_wave w ON w.id = p.wave_id"
        f" WHERE p.id = {row}.pool_id AND w.launched_at IS NOT NULL)"
    )


REFUSED = [
    (table, what, " OR ".join(launched(row) for row in rows))
    for table, launched in (("surveys_pool", of_the_wave), ("surveys_poolinvitation", of_the_pool))
    for what, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",)))
]


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER pools_lock_{n} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
        for n, (table, what, when) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (table, what, when) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION pools_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER pools_lock_{n} BEFORE {what} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION pools_lock_{n}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER pools_lock_{n}",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER pools_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = []
    for n, (table, *_) in enumerate(REFUSED):
        told += [f"DROP TRIGGER pools_lock_{n} ON {table}", f"DROP FUNCTION pools_lock_{n}()"]
    return told


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(Together):
    dependencies = [
        ("people", "0002_alter_dutyspell_duty_rosterupload"),
        ("surveys", "0003_comments"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rendering",
            name="format",
            field=models.CharField(
                choices=[
                    ("docx", "docx"),
                    ("pdf", "pdf"),
                    ("xlsx", "xlsx"),
                    ("guide.docx", "guide.docx"),
                    ("guide.pdf", "guide.pdf"),
                    ("trend.docx", "trend.docx"),
                    ("trend.pdf", "trend.pdf"),
                    ("trend.xlsx", "trend.xlsx"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Pool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("councils", models.PositiveSmallIntegerField(default=0)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pool", to="surveys.wave"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ElectionDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "of",
                    models.CharField(
                        choices=[
                            ("whole council", "whole council"),
                            ("half of the council", "half of the council"),
                            ("a third of the council", "a third of the council"),
                            ("mayor", "mayor"),
                            ("single seats", "single seats"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "held_on"), name="an_election_day_is_noted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PoolInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.SlugField()),
                ("roster_hash", models.CharField(blank=True, max_length=64)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="surveys.pool",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pool", "address"), name="a_council_is_invited_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PromisedAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("councillors", "councillors"),
                            ("officers", "officers"),
                            ("both sides", "both sides"),
                        ],
                        max_length=12,
                    ),
                ),
                ("by_when", models.DateField()),
                ("recorded_on", models.DateField()),
                ("kept_on", models.DateField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "kept_noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promised",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["council", "wave"], name="what_was_promised_after_a_wave")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kept_noted_by", None), ("kept_on", None)),
                            models.Q(("kept_noted_by__isnull", False), ("kept_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="kept_means_somebody_noted_it",
                    )
                ],
            },
        ),
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
