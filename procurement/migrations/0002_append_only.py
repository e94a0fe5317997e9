"""The database itself refuses to change or delete an entry of the record; the head's one row is made here."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSED = "the record is append-only"
SQLITE = (
    f"CREATE TRIGGER auditentry_no_update BEFORE UPDATE ON procurement_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER auditentry_no_delete BEFORE DELETE ON procurement_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER audithead_no_delete BEFORE DELETE ON procurement_audithead "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
)
SQLITE_BACK = tuple(
    f"DROP TRIGGER {name}" for name in ("auditentry_no_update", "auditentry_no_delete", "audithead_no_delete")
)
POSTGRESQL = (
    "CREATE FUNCTION procurement_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    "CREATE TRIGGER auditentry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON procurement_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION procurement_append_only()",
    "CREATE TRIGGER audithead_no_delete BEFORE DELETE OR TRUNCATE ON procurement_audithead "
    "FOR EACH STATEMENT EXECUTE FUNCTION procurement_append_only()",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER auditentry_append_only ON procurement_auditentry",
    "DROP TRIGGER audithead_no_delete ON procurement_audithead",
    "DROP FUNCTION procurement_append_only()",
)


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the head's row and the triggers."""
    apps.get_model("procurement", "AuditHead").objects.using(editor.connection.alias).create(id=1)
    _run(editor, POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE)


def unprotect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers and the head's row away."""
    _run(editor, POSTGRESQL_BACK if editor.connection.vendor == "postgresql" else SQLITE_BACK)
    apps.get_model("procurement", "AuditHead").objects.using(editor.connection.alias).all().delete()


def _run(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    for statement in statements:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procurement", "0001_people_and_record")]
    operations: ClassVar = [migrations.RunPython(protect, unprotect)]
