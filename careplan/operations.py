"""What our migrations do faster than the libraries' own operations."""

from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger import migrations


class AddTrigger(migrations.AddTrigger):
    """Adds a trigger without rendering every related model anew: no model looks different for it.

    One by one, the first migrations' hundred and fifty triggers would double the time of a first run.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class RemoveTrigger(migrations.RemoveTrigger):
    """The same for a trigger that goes."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [trigger for trigger in options.get("triggers", []) if trigger.name != self.name]


class Together(Operation):
    """Operations of one kind, after all of which the models are rendered once.

    Who did what and what came before relate nearly every model to every other, so rendering after each took most of the
    time of a first run.
    """

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        was_rendered = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if was_rendered:
            state.apps  # noqa: B018  # renders

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(str(operation.describe()) for operation in self.operations)


def together(operations: list[Operation]) -> list[Operation]:
    """The same operations, those of one kind in a row as one."""
    runs = ((kind, list(run)) for kind, run in groupby(operations, type))
    kinds = {CreateModel, AddField, AddConstraint}
    return [one for kind, run in runs for one in ([Together(run)] if kind in kinds else run)]
