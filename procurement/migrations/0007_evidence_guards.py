"""The database itself keeps what is submitted, reviewed, shown and cited, whatever program asks."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from procurement.migrations import _guards
from procurement.migrations._guards import Guard

STEPS = (
    "draft>submitted", "submitted>checked", "checked>verified", "submitted>rejected", "checked>rejected",
    "submitted>withdrawn", "checked>withdrawn", "verified>withdrawn", "rejected>withdrawn",
)
LEGAL = ", ".join(f"'{step}'" for step in STEPS)
STATE = "(SELECT state FROM procurement_release WHERE id = {row}.release_id)"
OF_MEASURED = (
    "(SELECT r.state FROM procurement_release r JOIN procurement_measured m ON m.release_id = r.id "
    "WHERE m.id = {row}.measured_id)"
)
TENDER = "(SELECT stage FROM procurement_tender WHERE id = {row}.tender_id)"
PEOPLE = (
    "(SELECT COUNT(DISTINCT by_id) FROM procurement_reviewstep "
    "WHERE release_id = NEW.id AND after IN ('checked', 'verified'))"
)
FIXED = ("owner_id", "title", "begun_by_id", "begun_at", "submitted_at", "number", "previous", "digest")
CHANGED = " OR ".join(
    [*(f"OLD.{name} <> NEW.{name}" for name in FIXED), "COALESCE(OLD.supersedes_id, 0) <> COALESCE(NEW.supersedes_id, 0)"]
)
ALWAYS = "1 = 1"
GUARDS = (
    Guard("release", ("INSERT",), "NEW.state <> 'draft'", "a release begins as a draft"),
    Guard("release", ("DELETE",), "OLD.state <> 'draft'", "a submitted release stays"),
    Guard("release", ("UPDATE",), f"OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({LEGAL})",
          "there is no such step between states"),
    Guard("release", ("UPDATE",), f"OLD.state <> 'draft' AND ({CHANGED})", "a submitted release stays"),
    Guard("release", ("UPDATE",), f"NEW.state = 'verified' AND {PEOPLE} < 2", "verified by two people"),
    Guard("releasefile", ("INSERT", "UPDATE", "DELETE"), f"{STATE} <> 'draft'", "a submitted release stays"),
    Guard("measured", ("INSERT", "UPDATE", "DELETE"), f"{STATE} <> 'draft'", "a submitted release stays"),
    Guard("finding", ("INSERT", "UPDATE", "DELETE"), f"{OF_MEASURED} <> 'draft'", "a submitted release stays"),
    Guard("reviewstep", ("UPDATE", "DELETE"), ALWAYS, "a step of a review stays"),
    Guard("disclosure", ("UPDATE", "DELETE"), ALWAYS, "a disclosure stays"),
    Guard("disclosedto", ("UPDATE", "DELETE"), ALWAYS, "a disclosure stays"),
    Guard("datarequest", ("UPDATE", "DELETE"), ALWAYS, "a request stays"),
    Guard("reply", ("UPDATE", "DELETE"), ALWAYS, "a reply stays"),
    Guard("look", ("UPDATE", "DELETE"), ALWAYS, "a look stays"),
    Guard("proposal", ("DELETE",), ALWAYS, "a proposal stays"),
    Guard("proposal", ("UPDATE",), "OLD.state <> 'proposed'", "a decided proposal stays"),
    Guard("tenderevidence", ("INSERT",), f"{TENDER} NOT IN ('draft', 'published')", "the evidence is frozen"),
    Guard("tenderevidence", ("UPDATE", "DELETE"), ALWAYS, "the evidence is frozen"),
)


def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    _guards.guard(editor, prefix="evidence", guards=GUARDS)


def unguard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    _guards.unguard(editor, prefix="evidence", guards=GUARDS)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procurement", "0006_evidence")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
