"""Two hundred inputs changed at random, in the sheet and in the library: every figure moves the same way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.result import Evaluation
from tests.procurement.exports.changes import CHANGES, changed, several
from tests.procurement.exports.evaluations import dossier, drawn
from tests.procurement.exports.recalculated import recalculated
from tests.procurement.exports.retyped import Retyped, apart, retyped

TOGETHER, EACH = 9, 21
ALONE = (
    ("mark", "example"), ("mark", "twelve evaluators"), ("price", "two_slope_legacy valid_all"),
    ("measured", "ratios and knots"), ("gate", "example"), ("deduction", "undecided"), ("bonus", "bonus"),
    ("lot", "local lot"), ("answer", "differential for the eligible"), ("answer", "over the points, cut"),
    ("points", "undecided"),
)  # fmt: skip
CASES = (
    "example", "differential for all", "differential of twins", "deviation", "local total after deductions",
    "local lot", "bonus", "linear fixed ceiling",
)  # fmt: skip
RECORDS = {"규격 비교표": "H", "정량평가표": "I", "검산": "E", "표지·기준전사표": "ABC"}
"""Columns of fixed texts and numbers that tell of the inputs: traces, the program's own figures, digest and notes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One tender before and after, which kinds of input were changed, and the workbook they were typed into."""

    kinds: tuple[str, ...]
    before: Evaluation
    after: Evaluation
    made: Retyped


def change(base: Dossier, kinds: tuple[str, ...], after: Evaluation) -> Change:
    contents = (evaluation_workbook(one).content for one in (base, replace(base, evaluation=after)))
    return Change(kinds, base.evaluation, after, retyped(*contents))


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- made-up changes, nothing secret


@pytest.fixture(scope="module")
def changes(dossiers: dict[str, Dossier]) -> list[Change]:
    """Single changes of named tenders, and changes that come together in named and in random tenders."""
    found = []
    for seed, (kind, name) in enumerate(ALONE):
        after = changed(dossiers[name].evaluation, chance(seed), kinds=(kind,))[1]
        found.append(change(dossiers[name], (kind,), after))
    named = [dossiers[name] for name in CASES]
    for seed, base in enumerate([*named, *(dossier(drawn(n)) for n in range(TOGETHER - len(named)))]):
        found.append(change(base, *several(base.evaluation, chance(seed), count=EACH)))
    return found


@pytest.fixture(scope="module")
def recalculations(
    changes: list[Change], require_program: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> list[bytes]:
    contents = [one.made.content for one in changes]
    return recalculated(contents, soffice=require_program("soffice"), folder=tmp_path_factory.mktemp("office"))


def test_every_figure_moves_in_the_sheet_as_in_the_library(changes: list[Change], recalculations: list[bytes]) -> None:
    pairs = list(zip(changes, recalculations, strict=True))
    wrong = [(one.kinds, one.made.typed, found) for one, new in pairs if (found := apart(one.made, new))]
    inputs, figures = (sum(map(len, found)) for found in zip(*((c.kinds, c.made.live) for c in changes), strict=True))
    print(f"{inputs} inputs changed, {figures} figures compared, {len(wrong)} workbooks differ")  # noqa: T201 -- asked for, seen with -s
    assert wrong == []
    assert inputs == 200


def test_the_changes_are_of_every_kind_and_move_ranks_and_verdicts(changes: list[Change]) -> None:
    assert {kind for one in changes for kind in one.kinds} == set(CHANGES)
    stands = [[[(r.rank, r.eligible) for r in made.results] for made in (c.before, c.after)] for c in changes]
    assert sum(1 for before, after in stands if before != after) >= len(changes) // 3
    assert sum(1 for one in changes if one.made.moved) >= len(changes) * 2 // 3


def test_one_changed_input_is_one_cell(changes: list[Change]) -> None:
    alone = [(one.kinds, len(one.made.typed)) for one in changes if len(one.kinds) == 1 and one.kinds != ("lot",)]
    assert len(alone) == len(ALONE) - 1
    assert [(kinds, cells) for kinds, cells in alone if cells != (2 if kinds == ("points",) else 1)] == []


def test_formulas_stay_and_no_figure_is_a_fixed_number(changes: list[Change]) -> None:
    assert [one.made.reshaped for one in changes if one.made.reshaped] == []
    assert {cell for one in changes for cell in one.made.fixed if not recorded(cell, one.before)} == set()


def recorded(cell: tuple[str, str], evaluation: Evaluation) -> bool:
    """Whether a cell holds a record and no figure; the records of 정성 집계표 stand below its two tables."""
    title, place = cell
    if title == "정성 집계표":
        return int(place[1:]) > 2 * len(evaluation.results) + 7
    return place[0] in RECORDS.get(title, "")


def test_a_formula_that_is_typed_over_is_found(dossiers: dict[str, Dossier]) -> None:
    base = dossiers["plain"]
    kind, after = changed(base.evaluation, chance(1), kinds=("mark",))
    before, later = (evaluation_workbook(one).content for one in (base, replace(base, evaluation=after)))
    made = retyped(before, later)
    assert (kind, len(made.typed)) == ("mark", 1)
    wrong = apart(made, before)
    assert {cell[0] for cell, *_ in wrong} >= {"종합평가표·협상순위", "정성 집계표", "검산"}
    assert apart(made, later)[-1][2:] == (made.moved, 0)
