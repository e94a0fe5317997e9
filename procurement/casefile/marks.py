"""marks.csv: what every evaluator gave every bid on every qualitative criterion."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from fractions import Fraction

from scoring.criteria import Mark
from scoring.quantity import NotExact, exact

HEADER = ["evaluator", "bid", "criterion", "points", "reason"]
_PLACES = 4


class UnreadableMarks(ValueError):
    """marks.csv cannot be read; the message names the line and the mend."""


def marks_from(data: bytes, *, filename: str, evaluators: tuple[str, ...]) -> tuple[Mark, ...]:
    """The marks of a UTF-8 CSV with the columns evaluator, bid, criterion, points, reason.

    Points have at most four decimals, so that sums stay exact in a spreadsheet. Raises UnreadableMarks.
    """
    rows = list(csv.reader(io.StringIO(_text(data, filename), newline="")))
    if not rows or rows[0] != HEADER:
        raise UnreadableMarks(
            f"{filename} 1행: 머리글이 {','.join(HEADER)} 이어야 합니다 / the header must be {','.join(HEADER)}"
        )
    return tuple(_mark(row, f"{filename} {line}행", evaluators) for line, row in enumerate(rows[1:], 2) if row)


def _text(data: bytes, filename: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableMarks(
            f"{filename}: UTF-8이 아닙니다. 'CSV UTF-8'로 저장하십시오 / not UTF-8, save it as 'CSV UTF-8'"
        ) from error


def _mark(row: list[str], where: str, evaluators: tuple[str, ...]) -> Mark:
    if len(row) != len(HEADER):
        raise UnreadableMarks(
            f"{where}: 열이 {len(row)}개입니다. {len(HEADER)}개여야 합니다 / needs {len(HEADER)} columns"
        )
    evaluator, bid, criterion, points, reason = row
    if evaluator not in evaluators:
        raise UnreadableMarks(
            f"{where}: 모르는 평가위원 {evaluator!r} / unknown evaluator; tender.toml lists {evaluators}"
        )
    return Mark(evaluator=evaluator, bid=bid, criterion=criterion, points=_points(points, where), reason=reason)


def _points(text: str, where: str) -> Fraction:
    try:
        value = exact(text.strip())
    except NotExact as error:
        raise UnreadableMarks(f"{where}: 점수 {text!r}: {error}") from error
    if value != round(value, _PLACES) or Decimal(text.strip()) < 0:
        raise UnreadableMarks(
            f"{where}: 점수 {text}: 0 이상, 소수 {_PLACES}자리까지 / 0 or more, at most {_PLACES} decimals"
        )
    return value
