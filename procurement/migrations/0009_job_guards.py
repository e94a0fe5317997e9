"""The database itself keeps what a job was asked and what came of it, whatever program asks."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from procurement.migrations import _guards
from procurement.migrations._guards import Guard

ENDED = ("done", "refused", "cancelled", "failed")
_LISTED = ", ".join(f"'{one}'" for one in ENDED)
_STATE = "(SELECT state FROM procurement_job WHERE id = {row}.job_id)"
_ASKED = ("kind", "agency_id", "plan_id", "asked_by_id", "asked_at", "parameters", "inputs", "digest")
_CHANGED = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in _ASKED)
ALWAYS = "1 = 1"
GUARDS = (
    Guard("job", ("INSERT",), "NEW.state <> 'waiting'", "a job begins by waiting"),
    Guard("job", ("UPDATE",), f"OLD.state IN ({_LISTED})", "an ended job stays"),
    Guard("job", ("UPDATE",), _CHANGED, "what was asked stays"),
    Guard("job", ("DELETE",), ALWAYS, "a job stays"),
    Guard("jobfile", ("INSERT",), f"{_STATE} <> 'running'", "only a running job makes files"),
    Guard("jobfile", ("UPDATE", "DELETE"), ALWAYS, "what a job made stays"),
)


def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    _guards.guard(editor, prefix="job", guards=GUARDS)


def unguard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    _guards.unguard(editor, prefix="job", guards=GUARDS)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procurement", "0008_plans_and_jobs")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
