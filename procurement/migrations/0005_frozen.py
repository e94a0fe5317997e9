"""The database itself keeps what is frozen: notice, bids, cards, prices and decisions, whatever program asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MOVES = (
    "draft>published", "published>evaluating", "evaluating>technical_closed", "technical_closed>prices_opened",
    "prices_opened>decided", "draft>cancelled", "published>cancelled", "evaluating>cancelled",
    "technical_closed>cancelled", "prices_opened>cancelled",
)  # fmt: skip
LEGAL = ", ".join(f"'{move}'" for move in MOVES)
TENDER = "SELECT stage FROM procurement_tender WHERE id = {row}.tender_id"
OF_BID = (
    "SELECT t.stage FROM procurement_tender t JOIN procurement_bid b ON b.tender_id = t.id WHERE b.id = {row}.bid_id"
)
OF_SEAT = (
    "SELECT t.stage FROM procurement_tender t JOIN procurement_seat s ON s.tender_id = t.id WHERE s.id = {row}.seat_id"
)
CARD = "SELECT submitted_at FROM procurement_seat WHERE id = {row}.seat_id"


class Guard(NamedTuple):
    """What the database refuses: an event on a table while a condition over the row holds."""

    table: str
    events: tuple[str, ...]
    refused: str
    said: str


GUARDS = (
    Guard("tender", ("DELETE",), "1 = 1", "a tender is never deleted"),
    Guard("tender", ("UPDATE",), f"OLD.stage <> NEW.stage AND OLD.stage || '>' || NEW.stage NOT IN ({LEGAL})",
          "there is no such step between stages"),
    Guard("tender", ("UPDATE",), "OLD.notice_digest <> '' AND OLD.notice_digest <> NEW.notice_digest",
          "the digest of a published notice stays"),
    Guard("tenderfile", ("INSERT", "UPDATE", "DELETE"), f"({TENDER}) <> 'draft'", "the notice is frozen"),
    Guard("bid", ("INSERT", "UPDATE", "DELETE"), f"({TENDER}) <> 'published'", "bids are frozen"),
    Guard("bidfile", ("INSERT", "UPDATE", "DELETE"), f"({OF_BID}) <> 'published'", "bids are frozen"),
    Guard("seat", ("INSERT", "DELETE"), f"({TENDER}) NOT IN ('published', 'evaluating')", "the panel is frozen"),
    Guard("seat", ("UPDATE",), f"({TENDER}) NOT IN ('published', 'evaluating')", "the cards are frozen"),
    Guard("declaration", ("INSERT",), f"({OF_SEAT}) <> 'evaluating'", "the cards are frozen"),
    Guard("declaration", ("UPDATE", "DELETE"), "1 = 1", "a declaration stays"),
    Guard("mark", ("INSERT",), f"({OF_SEAT}) <> 'evaluating' OR ({CARD}) IS NOT NULL", "the card is frozen"),
    Guard("mark", ("UPDATE", "DELETE"), "1 = 1", "a mark that was given stays readable"),
    Guard("reopening", ("UPDATE", "DELETE"), "1 = 1", "a reopening stays"),
    Guard("price", ("INSERT", "DELETE"), f"({OF_BID}) <> 'technical_closed'",
          "prices exist only from the opening on"),
    Guard("price", ("UPDATE",), "1 = 1", "a price is never changed"),
    Guard("result", ("UPDATE", "DELETE"), "1 = 1", "a result stays"),
    Guard("decision", ("UPDATE", "DELETE"), "1 = 1", "a decision stays"),
)  # fmt: skip


def _each() -> Iterator[tuple[str, str, str, str, str]]:
    for number, guard in enumerate(GUARDS):
        for event in guard.events:
            row = "OLD" if event == "DELETE" else "NEW"
            refused = guard.refused.replace("{row}", row)
            yield f"guard_{number}_{event.lower()}", guard.table, event, refused, guard.said


def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    for name, table, event, refused, said in _each():
        on = f"CREATE TRIGGER {name} BEFORE {event} ON procurement_{table}"
        if editor.connection.vendor == "postgresql":
            back = "OLD" if event == "DELETE" else "NEW"
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {refused} THEN RAISE EXCEPTION '{said}'; END IF; RETURN {back}; END $$"
            )
            editor.execute(f"{on} FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            editor.execute(f"{on} WHEN {refused} BEGIN SELECT RAISE(ABORT, '{said}'); END")


def unguard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    for name, table, *_ in _each():
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {name} ON procurement_{table}")
            editor.execute(f"DROP FUNCTION {name}()")
        else:
            editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procurement", "0004_bids_panel_prices")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
