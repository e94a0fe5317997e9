"""[[judges]] of a weighing: pairwise judgments by name, to one matrix for each judge and family."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from benchmarks.table import Table
from procurement.casefile.weighing.tree import Entry, Family
from scoring.ahp import Judgment, Matrix, UnusableJudgments, matrix_of
from scoring.ahp_completion import NotConnected, completed

_PARTS = ("first", "second", "times")
_FRACTION = re.compile(r"([1-9][0-9]{0,2})/([1-9][0-9]{0,2})")


@dataclass(frozen=True, slots=True)
class Answered:
    """What one judge answered; `table` tells where it stands in the file."""

    name: str
    weight: Fraction
    judgments: tuple[Judgment, ...]
    table: Table


def judges_of(root: Table, *, entries: tuple[Entry, ...]) -> tuple[Answered, ...]:
    """Every judge in the order of the file. Raises TableError, also for a comparison across the tree."""
    parents = {entry.id: entry.parent for entry in entries}
    return tuple(_answered(table, parents) for table in root.tables("judges"))


def matrices_of(answered: Answered, *, family: Family) -> tuple[Matrix, Matrix]:
    """The matrix as answered, and with its gaps filled by logarithmic least squares. Raises TableError."""
    own = [judgment for judgment in answered.judgments if judgment.first in family.children]
    try:
        given = matrix_of(family.children, judgments=own)
        return given, completed(given)
    except (NotConnected, UnusableJudgments) as error:
        raise answered.table.wrong(f"{answered.name}: {family.title}: {error}") from error


def _answered(table: Table, parents: dict[str, str]) -> Answered:
    table.only("name", "weight", "judgments")
    given = table.values.get("judgments")
    if not isinstance(given, list):
        raise _not_triples(table)
    judgments = tuple(_judgment(table, n, one, parents) for n, one in enumerate(given))
    weight = table.optional_number("weight")
    return Answered(table.text("name"), Fraction(1 if weight is None else weight), judgments, table)


def _judgment(judge: Table, number: int, given: object, parents: dict[str, str]) -> Judgment:
    if not isinstance(given, list) or len(given) != len(_PARTS):
        raise _not_triples(judge)
    table = Table(f"{judge.where}.judgments[{number}]", dict(zip(_PARTS, given, strict=True)))
    names = tuple(parents)
    judgment = Judgment(table.choice("first", choices=names), table.choice("second", choices=names), _times(table))
    if parents[judgment.first] != parents[judgment.second]:
        raise table.wrong(
            f"{judgment.first} : {judgment.second}: parent가 같은 항목끼리만 비교합니다 / "
            f"only criteria of the same parent are compared"
        )
    return judgment


def _times(table: Table) -> Fraction:
    value = table.scalar("times")
    if not isinstance(value, str):
        return Fraction(value)
    found = _FRACTION.fullmatch(value)
    if found is None:
        raise table.wrong(f'times = {value!r}: 3 또는 "1/3"처럼 적으십시오 / write it as 3 or "1/3"')
    return Fraction(int(found[1]), int(found[2]))


def _not_triples(table: Table) -> Exception:
    return table.wrong(
        'judgments: ["처리량", "전력", 3]처럼 항목 둘과 몇 배인지의 배열이어야 합니다 / '
        "must be a list of two criteria and how many times more the first is worth"
    )
