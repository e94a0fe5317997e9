"""What people recorded beside the marks: lots that were drawn, evaluators who were away, reasons in writing."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Literal, cast, get_args

from benchmarks.table import Table, read_table
from procurement.exports.dossier import Changed, Reopened
from scoring.result import Lot
from scoring.sitting import Absence, CommitteeKind, Reason, Sitting

Away = Literal["recused", "replaced", "absent"]
_MARKS = ("excused", "reason", "reopened")


def lots_of(folder: Path) -> tuple[Lot, ...]:
    """The [[lot]] of lots.toml; none where there is no such file. Raises TableError."""
    return tuple(lot_of(one) for one in _tables(folder, "lots.toml", "lot"))


def sitting_of(folder: Path, *, tender: Table) -> Sitting | None:
    """[evaluators] of tender.toml with [[excused]] and [[reason]] of marks.toml; None where nothing but names is said.

    A project by the PPS rule says its amount, by which the rule sets the size of the committee. Raises TableError.
    """
    table = tender.table("evaluators").only("ids", "amount", "committee")
    if tender.table("tender").optional_text("procedure") == "negotiation_pps":
        table.count("amount")
    absences = tuple(_absence(one) for one in _tables(folder, "marks.toml", "excused", *_MARKS))
    reasons = tuple(_reason(one) for one in _tables(folder, "marks.toml", "reason", *_MARKS))
    amount = table.optional_count("amount")
    if not absences and not reasons and amount is None:
        return None
    kind = cast("CommitteeKind", table.optional_choice("committee", choices=get_args(CommitteeKind)) or "ordinary")
    return Sitting(table.texts("ids"), absences, reasons, amount, kind)


def reopened_of(folder: Path) -> tuple[Reopened, ...]:
    """The [[reopened]] of marks.toml: cards that were given back, with what stood on them. Raises TableError."""
    return tuple(_reopened(one) for one in _tables(folder, "marks.toml", "reopened", *_MARKS))


def _tables(folder: Path, name: str, key: str, *others: str) -> tuple[Table, ...]:
    path = folder / name
    if not path.is_file():
        return ()
    return read_table(path.read_bytes(), filename=name).only(key, *others).tables(key)


def lot_of(table: Table) -> Lot:
    """One recorded lot. Raises TableError."""
    table.only("bids", "day", "witnessed_by", "record")
    return Lot(table.texts("bids"), table.day("day"), table.text("witnessed_by"), table.text("record"))


def _absence(table: Table) -> Absence:
    table.only("evaluator", "bid", "kind", "reason", "replacement")
    return Absence(
        evaluator=table.text("evaluator"),
        bid=table.optional_text("bid"),
        kind=cast("Away", table.choice("kind", choices=get_args(Away))),
        reason=table.text("reason"),
        replacement=table.optional_text("replacement") or "",
    )


def _reason(table: Table) -> Reason:
    table.only("evaluator", "bid", "text")
    return Reason(table.text("evaluator"), table.text("bid"), table.text("text"))


def _reopened(table: Table) -> Reopened:
    table.only("evaluator", "at", "by", "reason", "changed")
    at = table.values.get("at")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise table.wrong("at: 시간대가 있는 일시여야 합니다 / must be a date-time with its zone")
    changed = tuple(_changed(one) for one in table.tables("changed"))
    return Reopened(table.text("evaluator"), at, table.text("by"), table.text("reason"), changed)


def _changed(table: Table) -> Changed:
    table.only("bid", "criterion", "points", "reason")
    points = Fraction(table.number("points"))
    return Changed(table.text("bid"), table.text("criterion"), points, table.optional_text("reason") or "")
