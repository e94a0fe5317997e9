from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from procurement.exports.sizing import Sizing
from procurement.exports.xlsx.sizing import sizing_workbook
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import differing, formulas, recalculated, values
from tests.procurement.exports.robust_cases import TIGHT, plan_sizing, robust_in, tender_sizing


def rows(sizing: Sizing) -> list[list[object]]:
    sheet = opened(sizing_workbook(sizing).content, values=True)["강건성(구성)"]
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_each_answer_has_its_table() -> None:
    told = rows(tender_sizing(*TIGHT))
    assert [row[0] for row in told if len(row) == 1][2:] == [
        "가정 (사용자가 정한 값)", "수요와 처리율이 달라져도 모두 처리하는 경우", "더 견디는 가장 싼 구성",
        "구할 때 쓴 시나리오 10개 중 10개, 새 시나리오 40개 중 40개를 모두 처리",
        "업체나 서버 한 대를 잃었을 때", "요청이 몰릴 때의 대기 (모의)",
    ]  # fmt: skip
    assert ["측정 처리율", "2 %"] in told
    assert "뽑은 시나리오 10개 중 9개 이상을 모두 처리하는 가장 싼 구성" in [row[0] for row in told if row]
    found = robust_in(tender_sizing(*TIGHT)).served[0].found
    (counted,) = [row for row in told if row and row[0] == "계획 전체"]
    assert counted[1:3] + counted[4:6] == [40, found.served, 0.9, "미달"]
    assert counted[3] == found.served / 40
    waiting = told[-1]
    assert (waiting[:2], waiting[6]) == (["A사 · A사 서버", "상담"], 0.9)
    assert str(waiting[7]).startswith("목표 0.900초를 ")


def test_what_has_no_answer_and_what_has_no_target_is_said() -> None:
    told = rows(plan_sizing())
    assert told[-1][0] == "서버 (새것): 대기 모의"
    assert "미측정이라 대기를 모의할 수 없습니다" in str(told[-1][1])
    sizing = tender_sizing()
    (delay,) = robust_in(sizing).delays
    robust = replace(
        robust_in(sizing), delays=(replace(delay, limit_s=None, ok=None),), assured=None, gamma=None, losses=()
    )
    bare = rows(replace(sizing, robust=robust))
    assert bare[-1][6:] == ["없음", "E2E p99 목표가 없어 판정하지 않음"]
    assert ["더 견디는 가장 싼 구성"] not in bare
    assert ["요청이 몰릴 때의 대기 (모의)"] not in rows(replace(sizing, robust=replace(robust, delays=())))


def test_formulas_recalculate_to_what_stands_beside_them(
    require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    content = sizing_workbook(tender_sizing(*TIGHT)).content
    (other,) = recalculated((content,), soffice=require_program("soffice"), folder=tmp_path)
    assert differing(formulas(content), values(content), values(other)) == []
    assert content == sizing_workbook(tender_sizing(*TIGHT)).content


def test_a_purchase_that_fails_fresh_scenarios_says_so() -> None:
    sizing = tender_sizing()
    found = robust_in(sizing).assured
    assert found is not None
    worse = replace(found, outside=replace(found.outside, served=1))
    told = rows(replace(sizing, robust=replace(robust_in(sizing), assured=worse)))
    (tried,) = [str(row[0]) for row in told if row and str(row[0]).startswith("구할 때 쓴")]
    assert tried.endswith("1개를 모두 처리. 목표 미달이므로 더 많은 시나리오(sought)로 구할 것")
