"""A margin stands as it was agreed, and a report as it was made: nobody chooses either after looking.

On SQLite a later migration that alters one of these tables rebuilds it and drops its triggers: it must lay
them again. tests/enquiries/test_even_handedness.py would notice.
"""

from collections.abc import Callable
from typing import Any

from django.db import migrations

MARGIN = "A margin stands as it was agreed."
REPORT = "A report on even-handedness stands as it was made."
REFUSED = [
    ("enquiries_margin", "UPDATE", "TRUE", MARGIN),
    ("enquiries_margin", "DELETE", "TRUE", MARGIN),
    (
        "enquiries_margin",
        "INSERT",
        "EXISTS (SELECT 1 FROM enquiries_margin held WHERE held.id = NEW.id)",
        MARGIN,
    ),
    ("enquiries_fairness", "UPDATE", "OLD.state <> 'waiting' OR OLD.margin_id <> NEW.margin_id", REPORT),
    ("enquiries_fairness", "DELETE", "TRUE", REPORT),
    (
        "enquiries_fairness",
        "INSERT",
        "EXISTS (SELECT 1 FROM enquiries_fairness held WHERE held.id = NEW.id OR held.margin_id = NEW.margin_id)",
        REPORT,
    ),
    ("enquiries_fairnessfile", "UPDATE", "TRUE", REPORT),
    ("enquiries_fairnessfile", "DELETE", "TRUE", REPORT),
]
TABLES = ("enquiries_margin", "enquiries_fairness", "enquiries_fairnessfile")


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER enquiries_look_{n} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        for n, (table, what, when, why) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (table, what, when, why) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION enquiries_look_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER enquiries_look_{n} BEFORE {what} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION enquiries_look_{n}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER enquiries_look_{n}",
        ]
    told.append(
        "CREATE FUNCTION enquiries_looks_are_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{REPORT}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in TABLES:
        told.append(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION enquiries_looks_are_not_emptied()"
        )
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER enquiries_look_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = [f"DROP TRIGGER {table}_is_not_emptied ON {table}" for table in TABLES]
    for n, (table, *_) in enumerate(REFUSED):
        told += [f"DROP TRIGGER enquiries_look_{n} ON {table}", f"DROP FUNCTION enquiries_look_{n}()"]
    return [*told, "DROP FUNCTION enquiries_looks_are_not_emptied()"]


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0004_even_handedness")]

    operations = [
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
