"""What a wave promises is fixed when it is launched, and the database holds to it.

Whoever answers is told the questions, the roster, the groups, the key-holders and the closing day. After the launch
none of them can be changed, added or removed; a closed wave cannot be opened, a ballot cannot be taken out,
and a release cannot be altered.

On SQLite a later migration that alters one of these tables rebuilds it and drops its triggers: it must lay
them again. tests/surveys/test_locks.py would notice.
"""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

from django.db import migrations

LOCKED = "This wave has been launched: what it promised can no longer be changed."
SHUT = "A wave that is closed or released stays so."
KEPT = "A ballot box is only ever added to while it is open, and emptied once its results are out."
ONCE = "Results are published once."
UNSIGNED = "A wave is launched when both sides have signed its roster and three keys are held."

PROMISED = [
    "id", "council_id", "name", "slug", "committee", "opens_on", "closes_on", "instrument_id", "split",
    "made_by_id", "made_at", "roster_hash", "edition", "promise", "items", "public_key", "launched_at",
]  # fmt: skip


def launched(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM surveys_wave w WHERE w.id = {row}.wave_id AND w.launched_at IS NOT NULL)"


def launched_urn(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM surveys_atom a JOIN surveys_wave w ON w.id = a.wave_id"
        f" WHERE a.id = {row}.atom_id AND w.launched_at IS NOT NULL)"
    )


def changed(*columns: str) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns) + ")"


RELEASED = "EXISTS (SELECT 1 FROM surveys_release r JOIN surveys_atom a ON a.wave_id = r.wave_id WHERE a.id = OLD.atom_id)"
SIGNED = "(SELECT COUNT(*) FROM surveys_cosignature s WHERE s.wave_id = NEW.id AND s.roster_hash = NEW.roster_hash) = 2"
HELD = "(SELECT COUNT(*) FROM surveys_keyholder k WHERE k.wave_id = NEW.id AND length(k.public_key) = 32) = 3"
# Wider than a primary key: INSERT OR REPLACE of SQLite removes a row without asking any DELETE trigger.
REPLACES_A_WAVE = (
    "EXISTS (SELECT 1 FROM surveys_wave w WHERE w.launched_at IS NOT NULL"
    " AND (w.id = NEW.id OR (w.council_id = NEW.council_id AND w.slug = NEW.slug)))"
)
REPLACES_A_RELEASE = "EXISTS (SELECT 1 FROM surveys_release r WHERE r.id = NEW.id OR r.wave_id = NEW.wave_id)"

TAMPERED = " OR ".join(
    [
        changed("id", "atom_id", "council_id"),
        "(NEW.is_open AND NOT OLD.is_open)",
        # Open: a link moves from one row to the other, and a ballot comes in.
        "(OLD.is_open AND NEW.is_open AND (length(NEW.box) < length(OLD.box)"
        " OR length(NEW.unspent) > length(OLD.unspent)"
        " OR length(NEW.unspent) + length(NEW.spent) <> length(OLD.unspent) + length(OLD.spent)))",
        f"(OLD.is_open AND NOT NEW.is_open AND {changed('box', 'unspent', 'spent')})",
        # Closed: it stays as it is until the results are out, and then it is emptied.
        f"(NOT OLD.is_open AND {changed('box', 'unspent', 'spent')}"
        f" AND NOT ({RELEASED} AND length(NEW.box) + length(NEW.unspent) + length(NEW.spent) = 0))",
    ]
)

REFUSED = [
    ("surveys_wave", "INSERT", f"NEW.launched_at IS NOT NULL OR {REPLACES_A_WAVE}", LOCKED),
    ("surveys_wave", "UPDATE", f"OLD.launched_at IS NOT NULL AND {changed(*PROMISED)}", LOCKED),
    ("surveys_wave", "DELETE", "OLD.launched_at IS NOT NULL", LOCKED),
    (
        "surveys_wave",
        "UPDATE",
        f"(OLD.closed_at IS NOT NULL AND {changed('closed_at')})"
        f" OR (OLD.released_at IS NOT NULL AND {changed('released_at')})",
        SHUT,
    ),
    (
        "surveys_wave",
        "UPDATE",
        f"OLD.launched_at IS NULL AND NEW.launched_at IS NOT NULL AND NOT ({SIGNED} AND {HELD})",
        UNSIGNED,
    ),
    *[
        row
        for table in ("surveys_atom", "surveys_rosterline", "surveys_cosignature")
        for row in (
            (table, "INSERT", launched("NEW"), LOCKED),
            (table, "UPDATE", f"{launched('OLD')} OR {launched('NEW')}", LOCKED),
            (table, "DELETE", launched("OLD"), LOCKED),
        )
    ],
    ("surveys_keyholder", "INSERT", launched("NEW"), LOCKED),
    (
        "surveys_keyholder",
        "UPDATE",
        f"({launched('OLD')} OR {launched('NEW')}) AND (OLD.opened_at IS NOT NULL"
        f" OR {changed('id', 'council_id', 'wave_id', 'office_id', 'position', 'public_key')})",
        LOCKED,
    ),
    ("surveys_keyholder", "DELETE", launched("OLD"), LOCKED),
    ("surveys_envelope", "INSERT", launched("NEW"), LOCKED),
    (
        "surveys_envelope",
        "UPDATE",
        f"{launched('OLD')} AND (length(OLD.peeled) > 0"
        f" OR {changed('id', 'council_id', 'wave_id', 'first', 'second', 'sealed')})",
        LOCKED,
    ),
    (
        "surveys_envelope",
        "DELETE",
        f"{launched('OLD')} AND NOT EXISTS (SELECT 1 FROM surveys_release r WHERE r.wave_id = OLD.wave_id)",
        KEPT,
    ),
    ("surveys_urn", "INSERT", launched_urn("NEW"), LOCKED),
    ("surveys_urn", "UPDATE", f"{launched_urn('OLD')} AND ({TAMPERED})", KEPT),
    ("surveys_urn", "DELETE", launched_urn("OLD"), KEPT),
    ("surveys_release", "INSERT", REPLACES_A_RELEASE, ONCE),
    ("surveys_release", "UPDATE", "TRUE", ONCE),
    ("surveys_release", "DELETE", "TRUE", ONCE),
]
TABLES = sorted({table for table, *_ in REFUSED})


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER surveys_lock_{n} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        for n, (table, what, when, why) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (table, what, when, why) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION surveys_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER surveys_lock_{n} BEFORE {what} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION surveys_lock_{n}()",
            # Also for a session that has declared itself a replica.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER surveys_lock_{n}",
        ]
    told.append(
        "CREATE FUNCTION surveys_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF EXISTS (SELECT 1 FROM surveys_wave WHERE launched_at IS NOT NULL) THEN RAISE EXCEPTION '{LOCKED}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$"
    )
    for table in TABLES:
        told += [
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION surveys_is_not_emptied()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_is_not_emptied",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER surveys_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = [f"DROP TRIGGER {table}_is_not_emptied ON {table}" for table in TABLES]
    for n, (table, *_) in enumerate(REFUSED):
        told += [f"DROP TRIGGER surveys_lock_{n} ON {table}", f"DROP FUNCTION surveys_lock_{n}()"]
    return [*told, "DROP FUNCTION surveys_is_not_emptied()"]


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
