"""marks.csv: what every evaluator gave every bid on every qualitative criterion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from benchmarks.table import LONGEST_TEXT, Table
from procurement.casefile import csv_rows
from scoring.attendance import seating
from scoring.criteria import Criterion, Mark, Scheme
from scoring.quantity import NotExact, exact, plain
from scoring.rules.schema import Rules
from scoring.sitting import Sitting

HEADER = ["evaluator", "bid", "criterion", "points", "reason"]
_PLACES = 4


class UnreadableMarks(ValueError):
    """marks.csv cannot be used; the message names the line and the mend."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Who marks whom on what: evaluators, bid ids, and the qualitative criteria with their points."""

    evaluators: tuple[str, ...]
    bids: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    excused: frozenset[tuple[str, str]] = frozenset()


def expected_of(
    tender: Table,
    scheme: Scheme,
    bids: tuple[str, ...],
    *,
    sitting: Sitting | None,
    rules: tuple[Rules, ...],
    trim_k: int,
) -> Expected:
    """Who is expected to mark what, once recusals, replacements and absences are taken into account.

    Raises TableError, UnusableAbsence and TooFewEvaluators.
    """
    criteria = scheme.of_kind("qualitative")
    if sitting is None:
        return Expected(tender.table("evaluators").texts("ids"), bids, criteria)
    seats = seating(sitting, bids=bids, rules=rules, trim_k=trim_k)
    instead = dict.fromkeys(a.replacement for a in sitting.absences if a.replacement)
    return Expected((*sitting.appointed, *instead), bids, criteria, seats.excused)


def marks_from(data: bytes, *, filename: str, expected: Expected) -> tuple[Mark, ...]:
    """The marks of a UTF-8 CSV with the columns evaluator, bid, criterion, points, reason.

    Exactly one mark for each expected evaluator, bid and criterion; a mark that is not there is no zero. Points have
    at most four decimals, so that sums stay exact in a spreadsheet. Raises UnreadableMarks.
    """
    marks = marks_so_far(data, filename=filename, expected=expected)
    _refuse_gaps(((mark.evaluator, mark.bid, mark.criterion) for mark in marks), filename, expected)
    return marks


def marks_so_far(data: bytes, *, filename: str, expected: Expected) -> tuple[Mark, ...]:
    """The marks that are there, some perhaps still missing; as strict as `marks_from`. Raises UnreadableMarks."""
    marks: dict[tuple[str, str, str], Mark] = {}
    for line, row in csv_rows.rows_of(data, filename=filename, header=HEADER, unreadable=UnreadableMarks):
        where = f"{filename} {line}행"
        mark = _mark(row, where, expected)
        place = (mark.evaluator, mark.bid, mark.criterion)
        if place in marks:
            raise UnreadableMarks(
                f"{where}: {', '.join(place)}: 점수가 두 번 있습니다. 하나만 남기십시오 / is marked twice, keep one"
            )
        marks[place] = mark
    return tuple(marks.values())


def written(marks: Iterable[Mark]) -> bytes:
    """marks.csv with these marks in their order; the same marks give the same bytes."""
    return csv_rows.written(HEADER, rows=((m.evaluator, m.bid, m.criterion, plain(m.points), m.reason) for m in marks))


def _mark(row: list[str], where: str, expected: Expected) -> Mark:
    if len(row) != len(HEADER):
        raise UnreadableMarks(
            f"{where}: 열이 {len(row)}개입니다. {len(HEADER)}개여야 합니다. 쉼표가 든 사유는 따옴표로 감싸십시오 / "
            f"needs {len(HEADER)} columns, has {len(row)}; put a reason with a comma in quotes"
        )
    evaluator, bid, criterion, points, reason = row
    announced = {one.id: one for one in expected.criteria}
    _refuse_unknown(where, "평가위원 / evaluator", evaluator, expected.evaluators)
    _refuse_unknown(where, "입찰 / bid", bid, expected.bids)
    _refuse_unknown(where, "정성 항목 / qualitative criterion", criterion, tuple(announced))
    if len(reason) > LONGEST_TEXT or any(char < " " and char not in "\t\r\n" for char in reason):
        raise UnreadableMarks(
            f"{where}: 사유에 제어문자가 있거나 {LONGEST_TEXT}자를 넘습니다 / "
            f"the reason has control characters or is too long"
        )
    return Mark(evaluator, bid, criterion, _points(points, where, most=announced[criterion].points), reason)


def _refuse_unknown(where: str, what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        korean, _, english = what.partition(" / ")
        raise UnreadableMarks(
            f"{where}: 모르는 {korean} {name[:60]!r} / unknown {english}; 있는 것 / there are: {', '.join(known)}"
        )


def _points(text: str, where: str, *, most: Fraction) -> Fraction:
    try:
        value = exact(text.strip())
    except NotExact as error:
        raise UnreadableMarks(f"{where}: 점수: {error}") from error
    if -int(Decimal(text.strip()).as_tuple().exponent) > _PLACES or not 0 <= value <= most:
        raise UnreadableMarks(
            f"{where}: 점수 {text}: 0 이상 {plain(most)} 이하, 소수 {_PLACES}자리까지 / "
            f"0 to {plain(most)}, at most {_PLACES} decimals"
        )
    return value


def _refuse_gaps(given: Iterable[tuple[str, str, str]], filename: str, expected: Expected) -> None:
    marked = set(given)
    for evaluator in expected.evaluators:
        if all((evaluator, bid) in expected.excused for bid in expected.bids):
            continue
        if expected.criteria and evaluator not in {name for name, _, _ in marked}:
            raise UnreadableMarks(
                f"{filename}: {evaluator}: 점수가 하나도 없습니다. 불참한 위원은 tender.toml [evaluators] ids에서 "
                f"빼십시오 / has no marks; leave an evaluator who was absent out of ids"
            )
    for place in product(expected.evaluators, expected.bids, (c.id for c in expected.criteria)):
        if place not in marked and place[:2] not in expected.excused:
            raise UnreadableMarks(
                f"{filename}: {', '.join(place)}: 점수가 없습니다. 미채점은 0점이 아닙니다. 점수를 넣으십시오 / "
                f"the mark is missing and is not taken as zero; enter it"
            )
