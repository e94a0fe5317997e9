"""Triggers that refuse what no program may do, for SQLite and PostgreSQL from one list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class Guard(NamedTuple):
    """What the database refuses: events on a table while a condition holds; {row} is the row that is at stake."""

    table: str
    events: tuple[str, ...]
    refused: str
    said: str


def guard(editor: BaseDatabaseSchemaEditor, *, prefix: str, guards: tuple[Guard, ...]) -> None:
    """Make the triggers, named by the prefix and their place in the list."""
    for name, event, one in _each(prefix, guards):
        row = "OLD" if event == "DELETE" else "NEW"
        on, refused = f"CREATE TRIGGER {name} BEFORE {event} ON procurement_{one.table}", one.refused.format(row=row)
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {refused} THEN RAISE EXCEPTION '{one.said}'; END IF; RETURN {row}; END $$"
            )
            editor.execute(f"{on} FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            editor.execute(f"{on} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{one.said}'); END")


def unguard(editor: BaseDatabaseSchemaEditor, *, prefix: str, guards: tuple[Guard, ...]) -> None:
    """Take the triggers away."""
    for name, _, one in _each(prefix, guards):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {name} ON procurement_{one.table}")
            editor.execute(f"DROP FUNCTION {name}()")
        else:
            editor.execute(f"DROP TRIGGER {name}")


def _each(prefix: str, guards: tuple[Guard, ...]) -> Iterator[tuple[str, str, Guard]]:
    for number, one in enumerate(guards):
        for event in one.events:
            yield f"{prefix}_{number}_{event.lower()}", event, one
