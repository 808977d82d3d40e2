"""Tables that are made together, in the state in which a migration leaves them.

Django draws every model that is joined to a new one afresh for each table, index and constraint. Here nearly
every table knows an office or a council, so a room of twenty tables took ten seconds to found.
"""

from itertools import groupby

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(migrations.Migration):
    """A migration whose new tables, with all that it adds to them, are made at one go."""

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        whole = list(self.operations)
        try:
            for founds, steps in [(founds, list(run)) for founds, run in groupby(whole, self._founds)]:
                vars(self)["operations"] = [_Tables(steps)] if founds else steps
                project_state = super().apply(project_state, schema_editor, collect_sql=collect_sql)
        finally:
            vars(self)["operations"] = whole
        return project_state

    def _founds(self, operation: Operation) -> bool:
        """Whether it makes a table of this migration, or adds to one."""
        new = {each.name_lower for each in type(self).operations if isinstance(each, migrations.CreateModel)}
        adds = (migrations.AddConstraint, migrations.AddIndex, migrations.AddField)
        return isinstance(operation, migrations.CreateModel) or (
            isinstance(operation, adds) and operation.model_name_lower in new
        )


class _Tables(Operation):
    """Forward only: going back, each step is taken by itself, as Django does."""

    def __init__(self, steps: list[Operation]) -> None:
        self.steps = steps

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn once, when all stand, and not after each
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for step in self.steps:
            if isinstance(step, migrations.CreateModel):
                step.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Make tables together: " + ", ".join(step.describe() for step in self.steps)
