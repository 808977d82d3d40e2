"""What a body resolved stays as it is, and the database holds to it.

People are held to these words, and cite them by a clause's permanent name. So after the resolution not a word of an
edition can be changed, added or taken out, nor what was resolved and when; a clause's name is never given to another;
and a file that was read in stays as it came.

On SQLite a later migration that alters one of these tables rebuilds it and drops its triggers: it must lay
them again. tests/protocol/test_locks.py would notice.
"""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

from django.db import migrations

LOCKED = "This edition was resolved: its words can no longer be changed."
UNRESOLVED = "An edition is frozen by a resolution or as the correction of one, and by nothing else."
ONCE = "A resolution is recorded once."
NAMED = "The permanent name of a clause is never changed or given again."
BROUGHT = "A file that was brought stays as it came, and so does its first reading."

OF_AN_EDITION = [
    "id", "council_id", "instrument_id", "number", "title", "summary", "numbering", "number_prefix", "number_start",
    "revision", "begun_from_id", "model", "source_id", "corrects_id", "correction_why", "made_by_id", "made_at",
    "abandoned_at", "resolved_at", "effective_on", "frozen", "sha256",
]  # fmt: skip


def resolved(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM protocol_edition e WHERE e.id = {row}.edition_id AND e.resolved_at IS NOT NULL)"


def changed(*columns: str) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns) + ")"


# Wider than a primary key: INSERT OR REPLACE of SQLite removes a row without asking any DELETE trigger.
REPLACES_AN_EDITION = (
    "EXISTS (SELECT 1 FROM protocol_edition e WHERE e.resolved_at IS NOT NULL AND (e.id = NEW.id"
    " OR (e.instrument_id = NEW.instrument_id AND e.number = NEW.number)))"
)
REPLACES_A_CLAUSE = (
    "EXISTS (SELECT 1 FROM protocol_clause c WHERE c.id = NEW.id"
    " OR (c.instrument_id = NEW.instrument_id AND c.key = NEW.key))"
)
REPLACES_A_RESOLUTION = (
    "EXISTS (SELECT 1 FROM protocol_resolution r WHERE r.id = NEW.id OR r.edition_id = NEW.edition_id)"
)
WORDED = (
    "EXISTS (SELECT 1 FROM protocol_wording w JOIN protocol_edition e ON e.id = w.edition_id"
    " WHERE w.clause_id = OLD.id AND e.resolved_at IS NOT NULL)"
)

REFUSED = [
    ("protocol_edition", "INSERT", f"NEW.resolved_at IS NOT NULL OR {REPLACES_AN_EDITION}", LOCKED),
    ("protocol_edition", "UPDATE", f"OLD.resolved_at IS NOT NULL AND {changed(*OF_AN_EDITION)}", LOCKED),
    ("protocol_edition", "DELETE", "OLD.resolved_at IS NOT NULL", LOCKED),
    (
        "protocol_edition",
        "UPDATE",
        "OLD.resolved_at IS NULL AND NEW.resolved_at IS NOT NULL AND NEW.corrects_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM protocol_resolution r WHERE r.edition_id = NEW.id)",
        UNRESOLVED,
    ),
    *[
        row
        for part in ("wording", "relation")
        for row in (
            (f"protocol_{part}", "INSERT", resolved("NEW"), LOCKED),
            (f"protocol_{part}", "UPDATE", f"{resolved('OLD')} OR {resolved('NEW')}", LOCKED),
            (f"protocol_{part}", "DELETE", resolved("OLD"), LOCKED),
        )
    ],
    ("protocol_resolution", "INSERT", f"{resolved('NEW')} OR {REPLACES_A_RESOLUTION}", ONCE),
    ("protocol_resolution", "UPDATE", "TRUE", ONCE),
    ("protocol_resolution", "DELETE", "TRUE", ONCE),
    ("protocol_clause", "INSERT", REPLACES_A_CLAUSE, NAMED),
    ("protocol_clause", "UPDATE", changed("id", "council_id", "instrument_id", "key"), NAMED),
    ("protocol_clause", "DELETE", WORDED, NAMED),
    (
        "protocol_sourcefile",
        "UPDATE",
        f"{changed('id', 'council_id', 'instrument_id', 'name', 'body', 'sha256')}"
        " OR (OLD.reading IS NOT NULL AND OLD.reading <> NEW.reading)",
        BROUGHT,
    ),
]
TABLES = [
    "protocol_clause",
    "protocol_edition",
    "protocol_relation",
    "protocol_resolution",
    "protocol_wording",
]


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER protocol_lock_{n} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        for n, (table, what, when, why) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (table, what, when, why) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION protocol_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER protocol_lock_{n} BEFORE {what} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION protocol_lock_{n}()",
            # Also for a session that has declared itself a replica.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER protocol_lock_{n}",
        ]
    told.append(
        "CREATE FUNCTION protocol_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF EXISTS (SELECT 1 FROM protocol_edition WHERE resolved_at IS NOT NULL) THEN"
        f" RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NULL; END $$"
    )
    for table in TABLES:
        told += [
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION protocol_is_not_emptied()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_is_not_emptied",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER protocol_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = [f"DROP TRIGGER {table}_is_not_emptied ON {table}" for table in TABLES]
    for n, (table, *_) in enumerate(REFUSED):
        told += [
            f"DROP TRIGGER protocol_lock_{n} ON {table}",
            f"DROP FUNCTION protocol_lock_{n}()",
        ]
    return [*told, "DROP FUNCTION protocol_is_not_emptied()"]


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("protocol", "0001_initial")]

    operations = [
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
