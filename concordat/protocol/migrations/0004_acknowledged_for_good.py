"""What somebody acknowledged, and what was taken to a group, stands as it was recorded.

On SQLite a later migration that alters one of these tables rebuilds it and drops its triggers: it must lay
them again. tests/protocol/test_acknowledging.py would notice.
"""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

from django.db import migrations

TABLES = ("protocol_acknowledgement", "protocol_cascade")
STANDS = "What was acknowledged stands as it was recorded."


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_stands_{what.lower()} BEFORE {what} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
        for table in TABLES
        for what in ("UPDATE", "DELETE")
    ] + [
        # INSERT OR REPLACE removes a row without asking any trigger that guards against DELETE.
        f"CREATE TRIGGER {table}_stands_replace BEFORE INSERT ON {table}"
        f" WHEN EXISTS (SELECT 1 FROM {table} held WHERE held.id = NEW.id{more})"
        f" BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
        for table, more in zip(
            TABLES,
            (" OR (held.asking_id = NEW.asking_id AND held.office_id = NEW.office_id)", ""),
            strict=True,
        )
    ]


def postgresql() -> list[str]:
    told = [
        "CREATE FUNCTION protocol_acknowledged_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{STANDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ]
    for table in TABLES:
        told += [
            f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION protocol_acknowledged_stands()",
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION protocol_acknowledged_stands()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stands",
        ]
    return told


def sqlite_back() -> list[str]:
    return [
        f"DROP TRIGGER {table}_stands_{what}" for table in TABLES for what in ("update", "delete", "replace")
    ]


def postgresql_back() -> list[str]:
    told = []
    for table in TABLES:
        told += [f"DROP TRIGGER {table}_stands ON {table}", f"DROP TRIGGER {table}_is_not_emptied ON {table}"]
    return [*told, "DROP FUNCTION protocol_acknowledged_stands()"]


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("protocol", "0003_acknowledging")]

    operations = [
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
