"""What the trail says of itself, the database holds to: lines are added, and never changed or removed.

Whoever owns a database can drop these triggers. They stop mistakes and every way in through Concordat;
the chain of fingerprints is there to show what they could not stop.
"""

from collections.abc import Callable
from typing import Any

from django.db import migrations

WRITTEN_ONCE = "The trail is written once: a line cannot be changed or removed."
ONE_BY_ONE = "The end of a trail moves on by one line at a time."

LINES_THERE = "EXISTS (SELECT 1 FROM trail_entry WHERE id = NEW.id OR (council_id = NEW.council_id AND number = NEW.number))"
AN_END_THERE = "EXISTS (SELECT 1 FROM trail_chain WHERE id = NEW.id OR council_id = NEW.council_id)"
NOT_ONE_ON = "NEW.id <> OLD.id OR NEW.council_id <> OLD.council_id OR NEW.lines <> OLD.lines + 1"

# INSERT OR REPLACE removes what stands in its way without asking any DELETE trigger: so INSERT is asked, too.
REFUSED_BY_SQLITE = [
    ("trail_lines_are_not_changed", "UPDATE ON trail_entry", "TRUE", WRITTEN_ONCE),
    ("trail_lines_are_not_removed", "DELETE ON trail_entry", "TRUE", WRITTEN_ONCE),
    ("trail_lines_are_not_replaced", "INSERT ON trail_entry", LINES_THERE, WRITTEN_ONCE),
    ("trail_ends_move_on_by_one", "UPDATE ON trail_chain", NOT_ONE_ON, ONE_BY_ONE),
    ("trail_ends_are_not_removed", "DELETE ON trail_chain", "TRUE", ONE_BY_ONE),
    ("trail_ends_are_not_replaced", "INSERT ON trail_chain", AN_END_THERE, ONE_BY_ONE),
]
SQLITE = [
    f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
    for name, what, when, why in REFUSED_BY_SQLITE
]
SQLITE_BACK = [f"DROP TRIGGER {name}" for name, *_ in REFUSED_BY_SQLITE]

# ENABLE ALWAYS: they hold for a session that has declared itself a replica, too.
POSTGRESQL = [
    f"""
    CREATE FUNCTION trail_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{WRITTEN_ONCE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"""
    CREATE FUNCTION trail_moves_on_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.id = OLD.id AND NEW.council_id = OLD.council_id AND NEW.lines = OLD.lines + 1 THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION '{ONE_BY_ONE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER trail_lines_are_not_changed BEFORE UPDATE OR DELETE ON trail_entry
    FOR EACH ROW EXECUTE FUNCTION trail_is_written_once()
    """,
    """
    CREATE TRIGGER trail_lines_are_not_emptied BEFORE TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_written_once()
    """,
    """
    CREATE TRIGGER trail_ends_move_on_by_one BEFORE UPDATE OR DELETE ON trail_chain
    FOR EACH ROW EXECUTE FUNCTION trail_moves_on_by_one()
    """,
    """
    CREATE TRIGGER trail_ends_are_not_emptied BEFORE TRUNCATE ON trail_chain
    FOR EACH STATEMENT EXECUTE FUNCTION trail_moves_on_by_one()
    """,
    "ALTER TABLE trail_entry ENABLE ALWAYS TRIGGER trail_lines_are_not_changed",
    "ALTER TABLE trail_entry ENABLE ALWAYS TRIGGER trail_lines_are_not_emptied",
    "ALTER TABLE trail_chain ENABLE ALWAYS TRIGGER trail_ends_move_on_by_one",
    "ALTER TABLE trail_chain ENABLE ALWAYS TRIGGER trail_ends_are_not_emptied",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER trail_lines_are_not_changed ON trail_entry",
    "DROP TRIGGER trail_lines_are_not_emptied ON trail_entry",
    "DROP TRIGGER trail_ends_move_on_by_one ON trail_chain",
    "DROP TRIGGER trail_ends_are_not_emptied ON trail_chain",
    "DROP FUNCTION trail_is_written_once()",
    "DROP FUNCTION trail_moves_on_by_one()",
]


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [
        migrations.RunPython(
            told_to({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            told_to({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        ),
    ]
