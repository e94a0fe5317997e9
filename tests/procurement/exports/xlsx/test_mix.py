from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from procurement.exports.dossier import Sized
from procurement.exports.xlsx.mix import percent
from procurement.exports.xlsx.workbook import evaluation_workbook
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.problem import Year
from tests.procurement.exports.cases import sizings
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.plan_cases import plans
from tests.procurement.exports.reading import line, table
from tests.procurement.exports.recalculated import Value, differing, formulas, recalculated, values
from tests.procurement.sizing.builders import cheapest_here

SIZINGS = dict(sizings())


def rows(sized: Sized) -> list[list[Value]]:
    return table(dossier(evaluated(), sized=sized), "장비 구성안")


def test_the_answer_stands_on_top_with_its_proof() -> None:
    assert [row[:2] for row in rows(SIZINGS["cheapest mix"])[2:9]] == [
        ["목적", "최소 비용"],
        ["총비용(원)", 480_000],
        ["제공 가능한 수요 배수", 1],
        ["최적 증명", "증명됨"],
        ["이보다 나을 수 없는 값", 480_000],
        ["차이(비율)", 0],
        ["풀이", "HiGHS 1.15.1 / PuLP 3.3.2: Optimal"],
    ]


def test_a_purchase_that_is_not_proven_says_so() -> None:
    sized = SIZINGS["cheapest mix"]
    assert sized.mix is not None
    shown = rows(replace(sized, mix=replace(sized.mix, proven=False, bound=None, gap=None)))
    assert [row[1] for row in shown[5:8]] == ["증명되지 않음 (아래 차이 이내)", "없음", "없음"]


def test_servers_their_cost_power_and_height() -> None:
    shown = rows(SIZINGS["cheapest mix"])
    assert [row[:10] for row in shown[11:16]] == [
        ["서버 * (c1)", "V*", "예", 100_000, 3, 300_000, 1000, 3000, 4, 12],
        ["서버 * (c2)", "VX", "아니오", 70_000, 0, 0, 1000, 0, 4, 0],
        ["서버 c3", "vx", "아니오", 60_000, 3, 180_000, "미기재", "미기재", 4, 12],
        ["서버 c4", "V4", "아니오", 50_000, 0, 0, 1000, 0, "미기재", 0],
        ["계", None, None, None, 6, 480_000, None, "미기재", None, 24],
    ]


def test_the_demand_is_shared_out_over_measured_capacities() -> None:
    shown = rows(SIZINGS["cheapest mix"])
    assert line(shown, "수요 대화") == [
        "수요 대화", "llama 128/64", None, 10, 1, "서버 * (c1)", 1, 7, 1, 10 / 7, "m-c1-대화", "측정",
    ]  # fmt: skip
    assert [row[10] for row in shown[11:15]] == [10 / 7, 0, 7.3 / 4.5, 0]


def test_the_most_performance_tells_how_much_of_the_demand_is_served() -> None:
    sized = SIZINGS["most performance"]
    assert sized.mix is not None
    shown = rows(sized)
    assert [shown[row][1] for row in (2, 4, 6)] == [
        "예산 내 최대 성능",
        float(sized.mix.scale),
        float(sized.mix.bound or 0),
    ]


def test_a_plan_over_years_has_the_sheet_of_a_plan() -> None:
    sized = SIZINGS["cheapest mix"]
    problem = replace(sized.problem, years=(Year("1년"),))
    shown = rows(replace(sized, problem=problem, mix=cheapest_here(problem)))
    assert line(shown, "구매 금액(원)")[1] == 480_000
    assert line(shown, "주문")[6] == "금액(원)"


@pytest.mark.parametrize("name", ["everything", "replicas"])
def test_what_only_a_plan_can_show_has_its_sheets_and_no_difference(
    name: str, require_program: Callable[[str], Path], tmp_path: Path
) -> None:
    mine = evaluation_workbook(dossier(evaluated(), sized=plans()[name])).content
    (other,) = recalculated((mine,), soffice=require_program("soffice"), folder=tmp_path)
    live = {place: formula for place, formula in formulas(mine).items() if place[0] in {"장비 구성안", "수요·처리능력"}}
    assert differing(live, values(mine), values(other)) == []
    assert len(live) > 40


def test_why_nothing_fits_is_written_instead() -> None:
    assert [row[0] for row in rows(SIZINGS["no mix"])] == [
        "장비 구성안", None, "함께 지킬 수 없는 조건입니다: 예산; 전력",
    ]  # fmt: skip


def remarks(sized: Sized) -> list[Value]:
    shown = [row[0] for row in rows(sized)]
    return shown[shown.index("참고") + 1 :]


def test_what_was_not_measured_or_could_not_be_used_is_told() -> None:
    assert remarks(SIZINGS["cheapest mix"]) == [
        "국산 비중의 근거: 중소기업자간 경쟁 등 협정 제외",
        "서버 c3 · 수요 대화 미측정: 미측정",
        "서버 c4 · 수요 대화 미측정: 미측정",
        "서버 c4 · 수요 요약 미측정: 미측정",
    ]
    assert remarks(SIZINGS["most performance"])[0] == (
        "서버 c4 제외: 랙 높이 값이 없어 랙 높이 한도 아래에서는 쓸 수 없습니다."
    )


def test_a_domestic_share_that_may_not_decide_only_informs() -> None:
    sized = SIZINGS["cheapest mix"]
    limits = replace(sized.problem.limits, domestic_share=DomesticShare(Fraction(1, 2), "none", 2, 1))
    problem = replace(sized.problem, limits=limits)
    mix = cheapest_here(problem)
    assert mix.informed is not None
    told = remarks(replace(sized, problem=problem, mix=mix))[0]
    assert str(told).startswith(f"국산 비중 (참고만 함) {percent(mix.informed.reached)}: ")


@pytest.mark.parametrize(("share", "words"), [(Fraction(2, 3), "66.67 %"), (Fraction(1), "100.00 %")])
def test_a_share_in_words(share: Fraction, words: str) -> None:
    assert percent(share) == words
