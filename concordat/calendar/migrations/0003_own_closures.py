from typing import Any

from django.db import migrations


def own_closures(apps: Any, schema_editor: Any) -> None:
    """What was the council's own until now is so from now on; everything else came with the list."""
    apps.get_model("calendar", "Closure").objects.filter(source="council").update(origin="council")


class Migration(migrations.Migration):
    dependencies = [("calendar", "0002_known_since")]

    operations = [migrations.RunPython(own_closures, migrations.RunPython.noop)]
