"""What people consent to is fixed when a study opens, and the database holds to it.

Whoever sorts is told the statements, the grid, the instruction, who the researcher is, what is kept of a sort
and until when. After the opening none of it can be changed, added or removed; a closed study cannot be opened,
and a study whose sorts were destroyed takes none.

On SQLite a later migration that alters one of these tables rebuilds it and drops its triggers: it must lay
them again. tests/viewpoints/test_design_locks.py would notice.
"""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

from django.db import migrations

LOCKED = "This study has opened: what people consented to can no longer be changed."
ONWARD = "A study is closed, reported and destroyed once, in that order, and there is no way back."
GONE = "The sorts of this study were destroyed as its consent page says, and none can come back."

CONSENTED_TO = [
    "id", "council_id", "name", "slug", "purpose", "committee", "researcher_id", "in_welsh", "instruction",
    "instruction_cy", "most", "most_cy", "least", "least_cy", "grid", "forced", "piles", "thinning", "practice",
    "comment_columns", "asked", "keeps_trace", "equivalence", "closes_on", "keep_until", "made_by_id", "made_at",
    "opened_at",
]  # fmt: skip
STEPS = ["closed_at", "reported_at", "destroyed_at"]
PARTS = ["statement", "consentpage", "question", "askedperson"]


def opened(row: str, *, besides: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM viewpoints_study s WHERE s.id = {row}.study_id"
        f" AND s.opened_at IS NOT NULL{besides})"
    )


def changed(*columns: str) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns) + ")"


# Wider than a primary key: INSERT OR REPLACE of SQLite removes a row without asking any DELETE trigger.
REPLACES_A_STUDY = (
    "EXISTS (SELECT 1 FROM viewpoints_study s WHERE s.opened_at IS NOT NULL"
    " AND (s.id = NEW.id OR (s.council_id = NEW.council_id AND s.slug = NEW.slug)))"
)
# The names of those who were asked may go with the sorts; nobody can be put among them, or taken out, before.
UNTIL_DESTROYED = {"askedperson": " AND s.destroyed_at IS NULL"}

REFUSED = [
    ("viewpoints_study", "INSERT", REPLACES_A_STUDY, LOCKED),
    ("viewpoints_study", "UPDATE", f"OLD.opened_at IS NOT NULL AND {changed(*CONSENTED_TO)}", LOCKED),
    ("viewpoints_study", "DELETE", "OLD.opened_at IS NOT NULL", LOCKED),
    (
        "viewpoints_study",
        "UPDATE",
        " OR ".join(f"(OLD.{step} IS NOT NULL AND {changed(step)})" for step in STEPS),
        ONWARD,
    ),
    *[
        row
        for part in PARTS
        for row in (
            (f"viewpoints_{part}", "INSERT", opened("NEW"), LOCKED),
            (f"viewpoints_{part}", "UPDATE", f"{opened('OLD')} OR {opened('NEW')}", LOCKED),
            (
                f"viewpoints_{part}",
                "DELETE",
                opened("OLD", besides=UNTIL_DESTROYED.get(part, "")),
                LOCKED,
            ),
        )
    ],
    (
        "viewpoints_sort",
        "INSERT",
        "EXISTS (SELECT 1 FROM viewpoints_study s WHERE s.id = NEW.study_id AND s.destroyed_at IS NOT NULL)",
        GONE,
    ),
]
TABLES = sorted({table for table, *_ in REFUSED} - {"viewpoints_sort"})


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER viewpoints_lock_{n} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        for n, (table, what, when, why) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (table, what, when, why) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION viewpoints_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER viewpoints_lock_{n} BEFORE {what} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION viewpoints_lock_{n}()",
            # Also for a session that has declared itself a replica.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER viewpoints_lock_{n}",
        ]
    told.append(
        "CREATE FUNCTION viewpoints_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF EXISTS (SELECT 1 FROM viewpoints_study WHERE opened_at IS NOT NULL) THEN"
        f" RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NULL; END $$"
    )
    for table in TABLES:
        told += [
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION viewpoints_is_not_emptied()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_is_not_emptied",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER viewpoints_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = [f"DROP TRIGGER {table}_is_not_emptied ON {table}" for table in TABLES]
    for n, (table, *_) in enumerate(REFUSED):
        told += [
            f"DROP TRIGGER viewpoints_lock_{n} ON {table}",
            f"DROP FUNCTION viewpoints_lock_{n}()",
        ]
    return [*told, "DROP FUNCTION viewpoints_is_not_emptied()"]


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("viewpoints", "0001_initial")]

    operations = [
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
