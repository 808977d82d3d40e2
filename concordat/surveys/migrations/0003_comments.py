"""Comments and their reviewer, and what the database itself holds to.

As with ballots (0002_locks): the reviewer is fixed at the launch, a comment box is only added to while its wave
is open, stays as it is until the results are out, and is then emptied once, with a word on what became of it.
"""

# ruff: noqa: S608 (no word of these statements comes from outside this file)

from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from concordat.people.migrations._together import Together

LOCKED = "This wave has been launched: what it promised can no longer be changed."
KEPT = "A comment box, like a ballot box, is only added to while it is open, and emptied once."
ONCE = "Themes are published once."


def launched(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM surveys_wave w WHERE w.id = {row}.wave_id AND w.launched_at IS NOT NULL)"


def changed(*columns: str) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns) + ")"


IS_OPEN = "EXISTS (SELECT 1 FROM surveys_wave w WHERE w.id = OLD.wave_id AND w.closed_at IS NULL)"
RELEASED = "EXISTS (SELECT 1 FROM surveys_release r WHERE r.wave_id = OLD.wave_id)"
FULL = "EXISTS (SELECT 1 FROM surveys_commentbox b WHERE b.wave_id = OLD.wave_id AND length(b.box) > 0)"
TAMPERED = " OR ".join(
    [
        changed("id", "wave_id", "council_id", "side"),
        f"({IS_OPEN} AND (length(NEW.box) < length(OLD.box) OR NEW.outcome <> ''))",
        f"(NOT {IS_OPEN} AND {changed('box', 'outcome')}"
        f" AND NOT ({RELEASED} AND OLD.outcome = '' AND NEW.outcome <> '' AND length(NEW.box) = 0))",
    ]
)
REPLACES = "EXISTS (SELECT 1 FROM surveys_themerelease t WHERE t.id = NEW.id OR t.wave_id = NEW.wave_id)"
REFUSED = [
    ("surveys_reviewer", "INSERT", launched("NEW"), LOCKED),
    (
        "surveys_reviewer",
        "UPDATE",
        f"({launched('OLD')} OR {launched('NEW')}) AND ({changed('id', 'wave_id', 'council_id', 'office_id', 'name')}"
        # The one change after the launch: with the last of the comments the reviewer's key goes too.
        f" OR ({changed('public_key')} AND (length(NEW.public_key) > 0 OR {FULL})))",
        LOCKED,
    ),
    ("surveys_reviewer", "DELETE", launched("OLD"), LOCKED),
    ("surveys_commentbox", "INSERT", launched("NEW"), LOCKED),
    ("surveys_commentbox", "UPDATE", f"({launched('OLD')}) AND ({TAMPERED})", KEPT),
    ("surveys_commentbox", "DELETE", launched("OLD"), KEPT),
    ("surveys_themerelease", "INSERT", REPLACES, ONCE),
    (
        "surveys_themerelease",
        "UPDATE",
        changed("id", "council_id", "wave_id", "made_at") + " OR CAST(OLD.body AS text) <> CAST(NEW.body AS text)",
        ONCE,
    ),
    ("surveys_themerelease", "DELETE", "OLD.id IS NOT NULL", ONCE),
]  # fmt: skip
TABLES = sorted({table for table, *_ in REFUSED})


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER comments_lock_{n} BEFORE {what} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        for n, (table, what, when, why) in enumerate(REFUSED)
    ]


def postgresql() -> list[str]:
    told = []
    for n, (table, what, when, why) in enumerate(REFUSED):
        back = "OLD" if what == "DELETE" else "NEW"
        told += [
            f"CREATE FUNCTION comments_lock_{n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';"
            f" END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER comments_lock_{n} BEFORE {what} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION comments_lock_{n}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER comments_lock_{n}",
        ]
    for table in TABLES:
        told += [
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION surveys_is_not_emptied()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_is_not_emptied",
        ]
    return told


def sqlite_back() -> list[str]:
    return [f"DROP TRIGGER comments_lock_{n}" for n in range(len(REFUSED))]


def postgresql_back() -> list[str]:
    told = [f"DROP TRIGGER {table}_is_not_emptied ON {table}" for table in TABLES]
    for n, (table, *_) in enumerate(REFUSED):
        told += [f"DROP TRIGGER comments_lock_{n} ON {table}", f"DROP FUNCTION comments_lock_{n}()"]
    return told


def told_to(vendors: dict[str, list[str]]) -> Callable[[Any, Any], None]:
    def tell(apps: Any, schema_editor: Any) -> None:
        for statement in vendors[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return tell


class Migration(Together):
    dependencies = [
        ("people", "0002_alter_dutyspell_duty_rosterupload"),
        ("surveys", "0002_locks"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("councillors", "councillors"), ("officers", "officers")], max_length=12
                    ),
                ),
                ("box", models.BinaryField(default=b"")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("told", "told"),
                            ("few answered", "few answered"),
                            ("few wrote", "few wrote"),
                            ("not believed", "not believed"),
                            ("lapsed", "lapsed"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comment_boxes",
                        to="surveys.wave",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CommentCoding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("themes", models.JSONField(default=list)),
                ("quote_under", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("confirmed", models.BooleanField(default=False)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codings",
                        to="surveys.commentbox",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="As it was promised to whoever answers.", max_length=120),
                ),
                ("public_key", models.BinaryField(default=b"")),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
                    ),
                ),
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviewer",
                        to="surveys.wave",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ThemeDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="surveys.commentbox",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ThemeRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("body", models.JSONField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.council"
                    ),
                ),
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="theme_release",
                        to="surveys.wave",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="commentbox",
            constraint=models.UniqueConstraint(fields=("wave", "side"), name="each_side_has_one_comment_box"),
        ),
        migrations.AddConstraint(
            model_name="commentcoding",
            constraint=models.UniqueConstraint(fields=("box", "fingerprint"), name="a_comment_is_coded_once"),
        ),
        migrations.AddConstraint(
            model_name="themedraft",
            constraint=models.UniqueConstraint(fields=("box", "number"), name="a_draft_has_its_number"),
        ),
        migrations.RunPython(
            told_to({"sqlite": sqlite(), "postgresql": postgresql()}),
            told_to({"sqlite": sqlite_back(), "postgresql": postgresql_back()}),
        ),
    ]
