"""The files that came with guides and trends, for what was published before there were any.

In a migration of its own: PostgreSQL alters no table that has rows waiting for their keys to be checked.
"""

from typing import Any

from django.db import migrations


def ask_for_the_new_files(apps: Any, schema_editor: Any) -> None:
    """Every release that is out gets its guide; the newest of each council its trend, if it has an older one."""
    rendering = apps.get_model("surveys", "Rendering").objects
    by_council: dict[int, list[Any]] = {}
    for each in apps.get_model("surveys", "Release").objects.order_by("-made_at", "-id"):
        by_council.setdefault(each.council_id, []).append(each)
    for council, (newest, *older) in by_council.items():
        for form in ("trend.docx", "trend.pdf", "trend.xlsx") if older else ():
            rendering.create(council_id=council, release=newest, format=form)
        for each in (newest, *older):
            for form in ("guide.docx", "guide.pdf"):
                rendering.create(council_id=council, release=each, format=form)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_trends_promises_and_pools")]

    operations = [migrations.RunPython(ask_for_the_new_files, migrations.RunPython.noop)]
