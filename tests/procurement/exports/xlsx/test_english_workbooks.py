from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import getfile
from pathlib import Path
from typing import Any

import pytest

from procurement.exports.xlsx.acceptance import acceptance_workbook
from procurement.exports.xlsx.assess.workbook import assess_workbook
from procurement.exports.xlsx.english import Words, table
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.openings import opening_workbook
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.exports.xlsx.workbook import Sheets
from tests.procurement.exports.english import both, left, skeleton
from tests.procurement.exports.explored_cases import explored_sizing
from tests.procurement.exports.inspected import handovers
from tests.procurement.exports.kperf_cases import kperf_cases
from tests.procurement.exports.plan_cases import plans, sizing
from tests.procurement.exports.recalculated import differing, formulas, recalculated, values
from tests.procurement.exports.robust_cases import TIGHT, plan_sizing, tender_sizing
from tests.procurement.exports.sizing_cases import sizings
from tests.procurement.exports.xlsx.assess.workbooks import WORKBOOKS, made
from tests.procurement.exports.xlsx.test_openings import reconciliations


@dataclass(frozen=True, slots=True)
class Kind:
    """How the workbooks of a command are written, the table of their words, and the one that is recalculated."""

    write: Callable[[Any], Sheets]
    table: str
    recalculated: str
    cases: Callable[[], Mapping[str, Any]]


def sizing_cases() -> dict[str, Any]:
    explored = {f"budget {won}": explored_sizing(won) for won in (1_000_000_000, 1000)}
    robust = {"robust": tender_sizing(), "tight": tender_sizing(*TIGHT), "years": plan_sizing()}
    return {**sizings(), **explored, **robust, **{name: sizing(one) for name, one in plans().items()}}


KINDS = {
    "size": Kind(sizing_workbook, "sizing", "everything", sizing_cases),
    "reconcile": Kind(opening_workbook, "reconciled", "places", reconciliations),
    "results": Kind(kperf_workbook, "results", "tools", kperf_cases),
    "accept": Kind(acceptance_workbook, "handover", "failed", handovers),
    "assess": Kind(assess_workbook, "assessed", "mas", lambda: {kind: made(kind) for kind in WORKBOOKS}),
}
Pair = tuple[Any, bytes, bytes]


@pytest.fixture(scope="module", params=list(KINDS))
def command(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def pairs(command: str) -> dict[str, Pair]:
    """Case -> its source, and its workbook in Korean and in English."""
    kind = KINDS[command]
    return {name: (one, *_both(kind, one)) for name, one in kind.cases().items()}


def _both(kind: Kind, source: Any) -> tuple[bytes, bytes]:
    return both(lambda: kind.write(source), source=source)


def test_sheets_cells_numbers_and_formulas_are_the_same(pairs: dict[str, Pair]) -> None:
    for name, (_, korean, english) in pairs.items():
        assert skeleton(english) == skeleton(korean), name


def test_nothing_is_left_in_korean_but_the_texts_of_the_source(pairs: dict[str, Pair]) -> None:
    found = {name: texts for name, (source, _, english) in pairs.items() if (texts := left(english, source=source))}
    assert found == {}, "add these to the table english_<type of the source>.toml"


def test_libreoffice_finds_the_values_beside_the_english_formulas(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    chosen = [_both(kind, kind.cases()[kind.recalculated])[1] for kind in KINDS.values()]
    again = recalculated(chosen, soffice=require_program("soffice"), folder=tmp_path)
    found = [differing(formulas(mine), values(mine), values(other)) for mine, other in zip(chosen, again, strict=True)]
    assert found == [[]] * len(chosen)


def test_every_table_belongs_to_a_kind_of_workbook_and_is_one() -> None:
    folder = Path(getfile(Words)).parent
    assert {file.stem for file in folder.glob("english_*.toml")} == {f"english_{kind.table}" for kind in KINDS.values()}
    assert all(table(kind.table) != table() for kind in KINDS.values())
