"""What happened and what was promised is written once, and the database holds to it.

A breach is never erased, the history is only added to, an edition of the service levels does not change once
enquiries may have been received under it, what one side said to the other stays said, and a decision that bears
a name stays as it was decided.

On SQLite a later migration that alters one of these tables rebuilds it and drops its triggers: it must lay
them again. tests/enquiries/test_locks.py would notice.
"""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

from django.db import migrations

BREACH = "A breach is noted once, and never changed or erased."
ONCE = "This is written once: it cannot be changed or removed."
DECIDED = "A review that has been decided stays as it was decided."

WRITTEN_ONCE = {
    "enquiries_breach": BREACH,
    "enquiries_event": ONCE,
    "enquiries_edition": ONCE,
    "enquiries_message": ONCE,
    "enquiries_accessdecision": ONCE,
}
REFUSED = [
    row
    for table, why in WRITTEN_ONCE.items()
    for row in (
        # Wider than a change: INSERT OR REPLACE of SQLite removes a row without asking any DELETE trigger.
        (table, "INSERT", f"EXISTS (SELECT 1 FROM {table} t WHERE t.id = NEW.id)", why),
        (table, "UPDATE", "TRUE", why),
        (table, "DELETE", "TRUE", why),
    )
] + [
    (
        "enquiries_breach",
        "INSERT",
        "EXISTS (SELECT 1 FROM enquiries_breach t WHERE t.cycle_id = NEW.cycle_id AND t.promise = NEW.promise"
        " AND t.clock = NEW.clock)",
        BREACH,
    ),
    (
        "enquiries_edition",
        "INSERT",
        "EXISTS (SELECT 1 FROM enquiries_edition t WHERE t.council_id = NEW.council_id AND t.number = NEW.number)",
        ONCE,
    ),
    (
        "enquiries_review",
        "INSERT",
        "EXISTS (SELECT 1 FROM enquiries_review t WHERE t.id = NEW.id AND t.decided_at IS NOT NULL)",
        DECIDED,
    ),
    ("enquiries_review", "UPDATE", "OLD.decided_at IS NOT NULL", DECIDED),
    ("enquiries_review", "DELETE", "OLD.decided_at IS NOT NULL", DECIDED),
]
TABLES = sorted(WRITTEN_ONCE)


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER enquiries_lock_{n} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        for n, (table, what, when, why) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (table, what, when, why) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION enquiries_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER enquiries_lock_{n} BEFORE {what} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION enquiries_lock_{n}()",
            # Also for a session that has declared itself a replica.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER enquiries_lock_{n}",
        ]
    told.append(
        "CREATE FUNCTION enquiries_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{ONCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in TABLES:
        told += [
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION enquiries_is_not_emptied()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_is_not_emptied",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER enquiries_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = [f"DROP TRIGGER {table}_is_not_emptied ON {table}" for table in TABLES]
    for n, (table, *_) in enumerate(REFUSED):
        told += [
            f"DROP TRIGGER enquiries_lock_{n} ON {table}",
            f"DROP FUNCTION enquiries_lock_{n}()",
        ]
    return [*told, "DROP FUNCTION enquiries_is_not_emptied()"]


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial")]

    operations = [
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
