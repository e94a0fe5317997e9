from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procurement.exports.xlsx.acceptance import acceptance_workbook
from tests.procurement.exports.inspected import handovers
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import Value, differing, formulas, plain, recalculated, values
from tests.procurement.exports.xlsx.test_promises import KNOWN

FIRST = 17


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return {name: acceptance_workbook(made).content for name, made in handovers().items()}


def rows(content: bytes) -> list[list[Value]]:
    sheet = opened(content, values=True)["검수"]
    return [[plain(cell.value) for cell in row] for row in sheet.iter_rows()]


def test_each_line_shows_condition_promise_limit_delivery_and_verdict(written: dict[str, bytes]) -> None:
    found = rows(written["edge"])
    assert found[FIRST - 2][:4] == ["번호", "조건", "지표", "통계"]
    assert found[FIRST - 1] == [
        1, "mock-model fp8, 입력/출력 128/64, 동시 1", "첫 토큰 지연(TTFT)", "p90", "ms", "낮을수록", 100, 10, 110, 110,
        10, "적합", None,
    ]  # fmt: skip
    assert found[FIRST + 1][5:12] == ["높을수록", 100, 5, 95, 95, -5, "적합"]


def test_the_overall_verdict_and_where_the_notice_says_the_tolerance_stand_on_top(written: dict[str, bytes]) -> None:
    tops = {name: [row[2] for row in rows(content)[10:12]] for name, content in written.items()}
    assert tops == {
        "accepted": ["예시 제안요청서 7.2", "적합"],
        "failed": ["예시 제안요청서 7.2", "부적합"],
        "edge": ["예시 제안요청서 7.2", "적합"],
        "hostile": ["예시 제안요청서 7.2", "미측정"],
        "unknown": ["예시 제안요청서 7.2", "미측정"],
        "zero": ["예시 제안요청서 7.2", "적합"],
    }


def test_what_was_not_measured_reads_so(written: dict[str, bytes]) -> None:
    found = rows(written["failed"])
    missing = found[FIRST + 3]
    assert (missing[9:]) == ["미측정", "미측정", "미측정", "검수에서 재지 않은 조건"]
    assert found[FIRST + 2][6:12] == ["미측정", 0, "미측정", "미측정", "미측정", "미측정"]


def test_there_is_room_for_the_contract_and_for_four_signatures(written: dict[str, bytes]) -> None:
    sheet = opened(written["accepted"])["검수"]
    open_cells = [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert open_cells[:7] == [f"C{row}" for row in range(4, 11)]
    labels = [sheet.cell(row, 2).value for row in range(FIRST + 4, FIRST + 9)]
    assert labels == ["구분", "검수자", "입회자", "계약담당공무원", "계약상대자"]
    assert len(open_cells) == 7 + 4 * 5


def test_texts_stay_texts(written: dict[str, bytes]) -> None:
    sheet = opened(written["hostile"])["검수 출처"]
    assert (sheet["H4"].value, sheet["H4"].data_type, sheet["H4"].quotePrefix) == ("@a 1.0", "s", True)
    assert opened(written["hostile"])["검수"].cell(FIRST, 2).data_type == "s"


def test_the_same_comparison_gives_the_same_bytes_of_the_day_it_was_measured(written: dict[str, bytes]) -> None:
    again = {name: acceptance_workbook(made).content for name, made in handovers().items()}
    assert again == written
    stamps = {name: str(opened(content).properties.modified) for name, content in written.items()}
    assert {stamps.pop("unknown"), *stamps.values()} == {"1980-01-01 00:00:00", "2026-11-22 00:00:00"}


def test_an_example_says_so(written: dict[str, bytes]) -> None:
    titles = {name: str(opened(content)["검수"]["A1"].value) for name, content in written.items()}
    assert titles.pop("edge") == "[예시] 성능 검수 조서"
    assert set(titles.values()) == {"성능 검수 조서"}


def test_every_formula_recalculates_to_what_stands_beside_it(
    written: dict[str, bytes], require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    ours = [written[name] for name in sorted(written)]
    theirs = [values(content) for content in recalculated(ours, soffice=require_program("soffice"), folder=tmp_path)]
    found = [differing(formulas(one), values(one), two) for one, two in zip(ours, theirs, strict=True)]
    assert found == [[]] * len(ours)
    assert [two["검산", "B3"] for two in theirs] == [0] * len(ours)
    assert sum(len(formulas(one)) for one in ours) > 150


def test_only_functions_that_other_sheets_use(written: dict[str, bytes]) -> None:
    texts = " ".join(formula for content in written.values() for formula in formulas(content).values())
    assert {word for word in ("AND", "IF", "ISNUMBER", "ROUND", "COUNTIF") if f"{word}(" in texts} <= KNOWN


def test_the_number_of_pairs_is_told(written: dict[str, bytes]) -> None:
    for name, made in handovers().items():
        assert acceptance_workbook(made).pairs == opened(written[name], values=True)["검산"]["B2"].value
