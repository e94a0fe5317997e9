from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest

from procurement.exports.dossier import Dossier
from scoring.criteria import Deduction
from scoring.result import Evaluation
from tests.procurement.exports.curves import knotted
from tests.procurement.exports.evaluations import drawn, evaluated, workbook
from tests.procurement.exports.reading import cells, opened
from tests.procurement.exports.recalculated import Cell as Place
from tests.procurement.exports.recalculated import Value, differing, formulas, recalculated, same, values
from tests.scoring.tender import bid, marks_for

DRAWN = 6
CURVED, OTHER_CURVED = (1000, 450, 2500), (500, 1999, 777)
Recalculated = dict[str, tuple[dict[Place, str], dict[Place, Value], dict[Place, Value]]]


@pytest.fixture(scope="module")
def recalculations(
    written: dict[str, bytes], require_program: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Recalculated:
    soffice = require_program("soffice")
    ours = dict(written)
    ours |= {f"drawn {seed}": workbook(drawn(seed)) for seed in range(DRAWN)}
    ours["changed in the sheet"] = overwritten(workbook(one_tender()), workbook(other_tender()))
    ours["curves changed"] = overwritten(workbook(knotted(CURVED)), workbook(knotted(OTHER_CURVED)))
    theirs = recalculated(tuple(ours.values()), soffice=soffice, folder=tmp_path_factory.mktemp("office"))
    pairs = zip(ours.items(), theirs, strict=True)
    return {name: (formulas(mine), values(mine), values(other)) for (name, mine), other in pairs}


def one_tender() -> Evaluation:
    return evaluated(differential_step=Fraction(1))


def other_tender() -> Evaluation:
    """The same bids, criteria and evaluators; every input that a sheet holds is another."""
    bids = (
        bid("A", price=880_000, speed=77, credit="B", delivery=2, power=2500),
        replace(bid("B", price=640_000, speed=91, power=3100), deductions=(Deduction(Fraction(5), "", ""),)),
        bid("C", price=990_000, speed=33, delivery=0),
    )
    marks = (
        *marks_for("A", plan=(20, 30, 27, 26), support=20),
        *marks_for("B", plan=(27, 27, 27, 27), manage=19),
        *marks_for("C", plan=(30, 29, 30, 28), support=19, manage=20),
    )
    return evaluated(
        bids=bids, marks=marks, e_amount=1_200_000, ceiling=950_000, l_pool="valid_all", floor_l=False,
        cap_at_pmax=True, trim_k=0, differential_step=Fraction(2), differential_pool="eligible_only",
    )  # fmt: skip


def overwritten(content: bytes, other: bytes) -> bytes:
    """A workbook with the values of another typed into its unlocked cells."""
    book, source = opened(content), opened(other)
    for cell in cells(book):
        if not cell.protection.locked:
            cell.value = source[cell.parent.title][cell.coordinate].value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def compared(found: Recalculated, names: list[str]) -> tuple[int, dict[str, object]]:
    count = sum(len(found[name][0]) for name in names)
    return count, {name: wrong for name in names if (wrong := differing(*found[name]))}


def test_every_formula_recalculates_to_the_number_written_beside_it(
    recalculations: Recalculated, dossiers: dict[str, Dossier]
) -> None:
    count, wrong = compared(recalculations, list(dossiers))
    print(f"{len(dossiers)} workbooks, {count} formulas recalculated, {len(wrong)} workbooks differ")  # noqa: T201 -- asked for, seen with -s
    assert wrong == {}
    assert count > 15_000


def test_random_tenders_recalculate_to_the_same_numbers(recalculations: Recalculated) -> None:
    count, wrong = compared(recalculations, [f"drawn {seed}" for seed in range(DRAWN)])
    print(f"{DRAWN} random workbooks, {count} formulas recalculated, {len(wrong)} differ")  # noqa: T201 -- asked for, seen with -s
    assert wrong == {}
    assert count > 2_400


def test_no_formula_ends_in_an_error(recalculations: Recalculated) -> None:
    errors = [
        (name, cell, value)
        for name, (_, _, theirs) in recalculations.items()
        for cell, value in theirs.items()
        if isinstance(value, str) and re.match("#[A-Z/0]+[!?A]|Err:", value)
    ]
    assert errors == []


def test_the_sheet_counts_no_difference_after_recalculation(recalculations: Recalculated) -> None:
    counts = {name: theirs["검산", "B3"] for name, (_, _, theirs) in recalculations.items()}
    typed = ("changed in the sheet", "curves changed")
    assert {name: count for name, count in counts.items() if count != 0} == {name: counts[name] for name in typed}
    assert [counts[name] for name in typed if counts[name] == 0] == []


def test_a_wrong_value_beside_a_formula_is_found(written: dict[str, bytes], recalculations: Recalculated) -> None:
    ours, (live_cells, mine, theirs) = written["plain"], recalculations["plain"]
    sheet = next(part for part, title in _parts(ours).items() if title == "종합평가표·협상순위")
    wrong = _replaced(ours, sheet, rb'(<c r="M4"[^>]*><f>[^<]*</f><v>)[^<]*', rb"\g<1>99.9999")
    place = "종합평가표·협상순위", "M4"
    assert differing(live_cells, mine, theirs) == []
    assert differing(live_cells, values(wrong), theirs) == [(place, live_cells[place], 99.9999, mine[place])]


def _parts(content: bytes) -> dict[str, str]:
    return {f"xl/worksheets/sheet{number}.xml": title for number, title in enumerate(opened(content).sheetnames, 1)}


def _replaced(content: bytes, part: str, pattern: bytes, by: bytes) -> bytes:
    source, buffer = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, re.sub(pattern, by, data) if name == part else data)
    return buffer.getvalue()


def test_formulas_do_not_depend_on_the_inputs() -> None:
    assert formulas(workbook(one_tender())) == formulas(workbook(other_tender()))
    assert formulas(workbook(knotted(CURVED))) == formulas(workbook(knotted(OTHER_CURVED)))


@pytest.mark.parametrize(
    ("name", "other", "least"),
    [("changed in the sheet", other_tender(), 150), ("curves changed", knotted(OTHER_CURVED), 90)],
)
def test_inputs_typed_into_the_sheet_give_what_the_program_gives(
    recalculations: Recalculated, name: str, other: Evaluation, least: int
) -> None:
    expected, shown = values(workbook(other)), recalculations[name][2]
    derived = [cell for cell in formulas(workbook(other)) if cell[0] != "검산"]
    assert len(derived) > least
    assert [
        (cell, expected[cell], shown.get(cell)) for cell in derived if not same(expected[cell], shown.get(cell))
    ] == []


def test_the_two_tenders_differ_in_their_results() -> None:
    one, other = ([r.rank for r in made.results] for made in (one_tender(), other_tender()))
    assert one != other


def test_what_is_not_there_is_named_on_the_cover() -> None:
    rows = [[c.value for c in row] for row in opened(workbook(evaluated()))["표지·기준전사표"].iter_rows()]
    absent = {row[0]: row[1] for row in rows if str(row[1]).startswith("없음")}
    assert absent == {
        "차등점수 산출표": "없음: 차등점수제를 적용하지 않음",
        "장비 구성안": "없음: 수요를 입력하지 않음",
        "성능 근거": "없음: 성능 근거를 제출한 업체가 없음",
        "성능 곡선": "없음: 성능 근거를 제출한 업체가 없음",
        "서약·제척": "없음: 파일로 계산한 평가에는 위원 서약 기록이 없음",
        "공개용 결과": "없음: 이 판에서 만들지 않음",
        "시나리오·순위역전": "없음: 강건성 분석을 요청하지 않음 (--robustness)",
        "강건성": "없음: 강건성 분석을 요청하지 않음 (--robustness)",
    }
