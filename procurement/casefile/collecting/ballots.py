"""Evaluators' forms as marks: reasons that are owed, what changes in marks.csv, and marks.csv as it will be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from procurement.casefile.collecting.checking import Checked
from procurement.casefile.collecting.refusal import Refusal
from procurement.casefile.marks import Expected, written
from procurement.exports.handout import MarkRule
from scoring.criteria import Mark
from scoring.quantity import plain

_REASON = "사유를 적으십시오. / Give the reason."


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One mark that will be stored, and the one it replaces."""

    old: Mark | None
    new: Mark

    def __str__(self) -> str:
        """One line of the summary."""
        place = f"{self.new.bid} · {self.new.criterion}"
        if self.old is None:
            return f"{place}: {plain(self.new.points)}"
        reason = "" if self.old.reason == self.new.reason else f", 사유 {self.old.reason!r} → {self.new.reason!r}"
        return f"{place}: {plain(self.old.points)} → {plain(self.new.points)}{reason}"


def marks_in(answers: Checked, *, evaluator: str, marking: tuple[MarkRule, ...]) -> tuple[Mark, ...]:
    """The marks of one evaluator's form, which has to be without refusals."""
    points = ((key, value) for key, value in answers.values.items() if key[0] == "points")
    return tuple(
        Mark(evaluator, bid, criterion, Fraction(value), str(answers.values.get(("reason", bid, criterion), "")))
        for (_, bid, criterion), value in points
        if isinstance(value, Decimal) and any(rule.criterion.id == criterion for rule in marking)
    )


def reasons_owed(answers: Checked, *, filename: str, marking: tuple[MarkRule, ...]) -> Iterator[Refusal]:
    """Marks below the share of the points from which a reason is asked for, and none is given."""
    rules = {rule.criterion.id: rule for rule in marking}
    for key, value in answers.values.items():
        rule = rules[key[2]]
        below = None if rule.reason_below is None else rule.reason_below * rule.criterion.points
        if key[0] != "points" or below is None or not isinstance(value, Decimal) or value >= below:
            continue
        place = ("reason", key[1], key[2])
        if place not in answers.values:
            problem = f"{plain(below)}점 미만({value:f}점)인데 사유가 없습니다 / a mark so low needs a reason"
            yield Refusal(filename, answers.places[place], problem, _REASON)


def changes(marks: Iterable[Mark], *, stored: Iterable[Mark]) -> tuple[MarkChange, ...]:
    """Every mark that is new or differs from what is stored; equal ones are left out."""
    known = {(mark.evaluator, mark.bid, mark.criterion): mark for mark in stored}
    pairs = ((known.get((mark.evaluator, mark.bid, mark.criterion)), mark) for mark in marks)
    return tuple(MarkChange(old, new) for old, new in pairs if old != new)


def marks_csv(marks: Iterable[Mark], *, expected: Expected) -> bytes:
    """marks.csv in the order of evaluators, bids and criteria; the same marks give the same bytes."""
    known = {(mark.evaluator, mark.bid, mark.criterion): mark for mark in marks}
    places = product(expected.evaluators, expected.bids, (criterion.id for criterion in expected.criteria))
    return written(known[place] for place in places if place in known)


def still_missing(marks: Iterable[Mark], *, expected: Expected) -> tuple[str, ...]:
    """The evaluators of whom a mark is still missing, in the announced order."""
    given = {(mark.evaluator, mark.bid, mark.criterion) for mark in marks}
    seats = ((e, bid) for e in expected.evaluators for bid in expected.bids if (e, bid) not in expected.excused)
    return tuple(dict.fromkeys(e for e, bid in seats for one in expected.criteria if (e, bid, one.id) not in given))
