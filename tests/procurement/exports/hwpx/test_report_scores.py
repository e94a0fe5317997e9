from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.exports.hwpx.paper import Heading, Line, Table
from procurement.exports.hwpx.report_scores import ranking, ties, totals
from scoring.result import Evaluation
from tests.procurement.exports.cases import tied
from tests.procurement.exports.evaluations import dossier, drawn, evaluated
from tests.procurement.exports.hwpx.documents import under
from tests.procurement.exports.procedures import after_cut, by_total, drawn_lot, twelve
from tests.procurement.exports.reading import table

# column of the document -> column of the sheet
CELLS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 9, 8: 10, 9: 11, 11: 12, 12: 13}

SAME, OTHER = (("45", "28", "9"),) * 3, (("46", "27", "9"),) * 3


def number(text: object) -> object:
    """The text as a number where it is one; a cell left empty is an empty text."""
    try:
        return Decimal(str(text))
    except ArithmeticError:
        return "" if text is None else text


@pytest.mark.parametrize(
    "evaluation",
    [*(drawn(seed) for seed in range(12)), by_total(), after_cut(), twelve()],
    ids=lambda made: made.input_digest[:8],
)
def test_every_total_is_the_workbooks_and_the_librarys(evaluation: Evaluation) -> None:
    rows = under(tuple(totals(evaluation)), "종합평가표").rows
    sheet = table(dossier(evaluation), "종합평가표·협상순위")[3 : 3 + len(rows)]
    assert [[number(row[at]) for at in CELLS] for row in rows] == [
        [number(round(cell, 10) if isinstance(cell, float) else cell) for cell in (row[at] for at in CELLS.values())]
        for row in sheet
    ]
    assert [Decimal(row[11]) for row in rows if row[11] != "미산출"] == [
        r.total.value for r in evaluation.results if r.total
    ]


def test_a_bid_has_all_its_parts_to_the_rules_places() -> None:
    assert under(tuple(totals(evaluated())), "종합평가표").rows[0] == (
        "업체 A", "64.0000", "20.0000", "84.0000", "84.0000", "76.5", "충족", "적격", "8.8889", "0.0000", "0.0000",
        "92.8889", "1",
    )  # fmt: skip


def test_the_ranking_goes_by_rank_and_says_why() -> None:
    blocks = tuple(ranking(evaluated()))
    assert under(blocks, "협상적격자").rows == (
        ("1", "업체 A", "92.8889", "합산점수 순"),
        ("2", "업체 B", "91.5000", "합산점수 순"),
    )
    [out] = under(blocks, "부적격").rows
    assert out[:2] == ("업체 C", "부적격: 기술점수 기준 미달.")
    assert "미만" in out[2]


def test_without_a_tie_nothing_had_to_be_settled() -> None:
    blocks = list(ties(evaluated()))
    assert blocks[-2:] == [Heading("합계가 같은 협상적격자", 2), Line("해당 없음")]


def test_a_tie_shows_the_levels_that_decide_it() -> None:
    evaluation = tied(SAME, OTHER, SAME)
    blocks = tuple(ties(evaluation))
    equal = under(blocks, "합계가 같은 협상적격자").rows
    assert [(row[0], row[3], row[4]) for row in equal] == [
        ("업체 B", "1", "합계·기술점수 동점: 배점이 큰 항목의 점수로 정함"),
        ("업체 A", "2", "모두 동점: 규정으로 정해지지 않음, 담당자 결정 필요"),
        ("업체 C", "2", "모두 동점: 규정으로 정해지지 않음, 담당자 결정 필요"),
    ]
    levels = under(blocks, "배점이 큰 항목부터의 점수")
    sheet = table(dossier(evaluation), "동점 처리")
    assert [[number(cell) for cell in row] for row in levels.rows] == [
        [number(cell) for cell in row] for row in sheet[3 : 3 + len(levels.rows)]
    ]


def test_a_recorded_lot_stands_with_its_day_and_record() -> None:
    blocks = tuple(ties(drawn_lot()))
    assert [type(block) for block in blocks] == [Heading, Line, Heading, Table, Heading, Table]
    assert under(blocks, "추첨 기록").rows == (
        ("업체 B", "1", "2026-11-20", "추첨조서 2026-11-20"),
        ("업체 A", "2", "2026-11-20", "추첨조서 2026-11-20"),
    )
    assert [row[4] for row in under(tuple(ties(drawn_lot(()))), "합계가 같은 협상적격자").rows] == [
        "합계·기술점수 동점: 추첨하여 기록할 것"
    ] * 2
