"""Welsh beside English: what was said of its check is fixed at the launch, as everything that is promised (0002_locks)."""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from concordat.people.migrations._together import Together

LOCKED = "This wave has been launched: what it promised can no longer be changed."
TABLE = "surveys_inwelsh"


def launched(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM surveys_wave w WHERE w.id = {row}.wave_id AND w.launched_at IS NOT NULL)"


REFUSED = [
    ("INSERT", launched("NEW")),
    ("UPDATE", f"{launched('OLD')} OR {launched('NEW')}"),
    ("DELETE", launched("OLD")),
]


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER welsh_lock_{n} BEFORE {what} ON {TABLE} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
        for n, (what, when) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (what, when) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION welsh_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER welsh_lock_{n} BEFORE {what} ON {TABLE}"
            f" FOR EACH ROW EXECUTE FUNCTION welsh_lock_{n}()",
            f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER welsh_lock_{n}",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER welsh_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = []
    for n in range(len(REFUSED)):
        told += [f"DROP TRIGGER welsh_lock_{n} ON {TABLE}", f"DROP FUNCTION welsh_lock_{n}()"]
    return told


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(Together):
    dependencies = [
        ("people", "0003_open_sessions"),
        ("surveys", "0007_printed_slips"),
    ]

    operations = [
        migrations.CreateModel(
            name="InWelsh",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_by", models.CharField(blank=True, max_length=120)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("said_on", models.DateField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "said_by",
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
                        related_name="in_welsh",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="checked_means_somebody_said_who_checked_it",
                        condition=models.Q(
                            models.Q(
                                ("checked_by", ""), ("fingerprint", ""), ("said_by", None), ("said_on", None)
                            ),
                            models.Q(
                                models.Q(("checked_by", ""), _negated=True),
                                models.Q(("fingerprint", ""), _negated=True),
                                ("said_by__isnull", False),
                                ("said_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                    )
                ],
            },
        ),
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
