"""Words that were written once can be erased when their time has come, and changed in no other way.

The locks of 0002 stay: they let one thing pass. In a row of an enquiry that is marked as erased each word may
become the sign for “gone”, while everything else of the row stays as it is. The mark itself is set once, and
from then on no word can be put back.

On SQLite a later migration that alters one of these tables rebuilds it and drops its triggers: it must lay
them again. tests/enquiries/test_locks.py and test_keeping.py would notice.
"""

from collections.abc import Callable
from typing import Any

from django.db import migrations

GONE = "–"
ONCE = "This is written once: it cannot be changed or removed."
DECIDED = "A review that has been decided stays as it was decided."
ERASED = "What was erased stays erased."
# The number of the lock in 0002, its table, what it refused until now, the words, and everything else.
LOCKS = (
    (
        10, "enquiries_message", "TRUE", ONCE, ("words", "for_the_resident"),
        ("id", "council_id", "enquiry_id", "cycle_id", "kind", "by_id", "at"),
    ),
    (
        13, "enquiries_accessdecision", "TRUE", ONCE, ("papers", "reason"),
        ("id", "council_id", "enquiry_id", "right", "outcome", "reviewer_id", "by_id", "at"),
    ),
    (
        18, "enquiries_review", "OLD.decided_at IS NOT NULL", DECIDED, ("words", "reasons"),
        (
            "id", "council_id", "enquiry_id", "cycle_id", "about", "papers_id", "asked_by_id", "asked_at",
            "reviewer_id", "due_at", "reminded_at", "finding", "decided_by_id", "decided_at",
        ),
    ),
)  # fmt: skip
MARK = "OLD.erased_at IS NOT NULL AND (NEW.question <> OLD.question OR NEW.erased_at {differs} OLD.erased_at)"


def refused(refused_before: str, words: tuple[str, ...], rest: tuple[str, ...], *, same: str) -> str:
    erasing = [
        "EXISTS (SELECT 1 FROM enquiries_enquiry e WHERE e.id = OLD.enquiry_id AND e.erased_at IS NOT NULL)",
        *(f"(NEW.\"{word}\" = '{GONE}' OR NEW.\"{word}\" = '' AND OLD.\"{word}\" = '')" for word in words),
        *(f'NEW."{column}" {same} OLD."{column}"' for column in rest),
    ]
    return f"{refused_before} AND NOT ({' AND '.join(erasing)})"


def sqlite(*, erasing: bool) -> list[str]:
    told = []
    for n, table, before, why, words, rest in LOCKS:
        when = refused(before, words, rest, same="IS") if erasing else before
        told += [
            f"DROP TRIGGER enquiries_lock_{n}",
            f"CREATE TRIGGER enquiries_lock_{n} BEFORE UPDATE ON {table} WHEN {when}"
            f" BEGIN SELECT RAISE(ABORT, '{why}'); END",
        ]
    if not erasing:
        return [*told, "DROP TRIGGER enquiries_erased"]
    return [
        *told,
        f"CREATE TRIGGER enquiries_erased BEFORE UPDATE ON enquiries_enquiry"
        f" WHEN {MARK.format(differs='IS NOT')} BEGIN SELECT RAISE(ABORT, '{ERASED}'); END",
    ]


def postgresql(*, erasing: bool) -> list[str]:
    told = []
    for n, _table, before, why, words, rest in LOCKS:
        when = refused(before, words, rest, same="IS NOT DISTINCT FROM") if erasing else before
        told.append(function(f"enquiries_lock_{n}", when, why))
    if not erasing:
        return [
            *told,
            "DROP TRIGGER enquiries_erased ON enquiries_enquiry",
            "DROP FUNCTION enquiries_erased()",
        ]
    return [
        *told,
        function("enquiries_erased", MARK.format(differs="IS DISTINCT FROM"), ERASED),
        "CREATE TRIGGER enquiries_erased BEFORE UPDATE ON enquiries_enquiry"
        " FOR EACH ROW EXECUTE FUNCTION enquiries_erased()",
        "ALTER TABLE enquiries_enquiry ENABLE ALWAYS TRIGGER enquiries_erased",
    ]


def function(name: str, when: str, why: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NEW; END $$"
    )


def told_to(*, erasing: bool) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        vendor = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
        for statement in vendor(erasing=erasing):
            schema_editor.execute(statement, params=None)

    return tell


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0009_words_are_kept_for_a_time")]

    operations = [migrations.RunPython(told_to(erasing=True), told_to(erasing=False))]
