"""A wave in preparation whose questions have Welsh of the council's own goes on asking in both languages.

It now needs somebody who has checked it. A wave that is launched shows what was frozen at its launch.
"""

from typing import Any

from django.db import migrations


def ask_as_before(apps: Any, schema_editor: Any) -> None:
    waves = apps.get_model("surveys", "Wave").objects.filter(launched_at=None).select_related("instrument")
    for wave in waves.order_by("id"):
        if any(item.get("councillors_cy") for item in wave.instrument.items):
            apps.get_model("surveys", "InWelsh").objects.create(council_id=wave.council_id, wave=wave)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0008_welsh_beside_english")]

    operations = [migrations.RunPython(ask_as_before, migrations.RunPython.noop)]
