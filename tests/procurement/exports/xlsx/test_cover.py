from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.cover import constants
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.result import Evaluation
from scoring.rules.schema import Rules
from tests.procurement.exports.cases import ROOT
from tests.procurement.exports.evaluations import TENDER, dossier, evaluated, goods_rules, workbook
from tests.procurement.exports.procedures import after_cut, by_points, by_total, priced
from tests.procurement.exports.reading import line, opened, table
from tests.procurement.exports.recalculated import Value
from tests.scoring.tender import RULES

TITLE = "표지·기준전사표"
LAWFUL = ["적격비율", "평균자리", "가격자리", "가격산식"]


def names(evaluation: Evaluation) -> list[str]:
    return [constant.name for constant in constants(evaluation)]


def test_the_cover_says_what_was_evaluated_by_which_rules() -> None:
    evaluation = evaluated()
    rows = table(dossier(evaluation), TITLE)
    assert [row[:2] for row in rows[2:13]] == [
        ["공고번호", "R26BK00000001-000"],
        ["공고명", "추론 서버 구매"],
        ["수요기관", "가상기관"],
        ["적용 규정 기준일", "2026-11-22"],
        ["배점 조정 사유", "사유"],
        *[[f"규정 요약값 {r.id}", f"sha256 {r.digest}"] for r in evaluation.rules],
        ["입력 요약값", f"sha256 {evaluation.input_digest}"],
        ["감사기록 머리값", "해당 없음 (파일로 계산함)"],
        ["프로그램", "Jeoul 시험"],
    ]


def test_an_answer_stands_with_the_place_in_the_notice_and_its_kind() -> None:
    tender = replace(TENDER, places=(("E_kind", "공고서 3쪽"), ("L_pool", "공고서 4쪽")))
    rows = table(dossier(evaluated(), tender=tender), TITLE)
    clause = "공고로 정함 (조문이 정하지 않음)"
    assert line(rows, "기준금액 E(원)")[1:5] == ["공고서 3쪽", 1_000_000, "사업예산, 부가가치세 포함", clause]
    assert line(rows, "최저가 L을 찾는 범위")[1:3] == ["공고서 4쪽", "협상적격자만"]


def test_a_constant_of_the_law_stands_with_its_clause_and_how_it_is_known() -> None:
    rows = table(dossier(evaluated()), TITLE)
    share = line(rows, "협상적격 기술점수 비율(%)")
    assert (share[2], share[4]) == (85, "(계약예규) 협상에 의한 계약체결기준 제8조제1항 (원문 확인, 2019-12-18부터)")


@pytest.mark.parametrize(
    ("evaluation", "expected"),
    [
        (evaluated(), [
            "기준금액", "적격상한", "입찰부가세", "최저가대상", "하한적용", "배점상한적용", "절사수", *LAWFUL,
            "구간상한율", "구간하한율", "구간계수", "저가점수율",
        ]),
        (evaluated(price_formula="two_slope_legacy"), [
            "기준금액", "적격상한", "입찰부가세", "최저가대상", "하한적용", "배점상한적용", "절사수", *LAWFUL,
            "구간상한율", "구간하한율", "구간계수",
        ]),
        (evaluated(price_formula="relative_lowest", differential_step=Fraction(1)), [
            "기준금액", "적격상한", "입찰부가세", "최저가대상", "배점상한적용", "절사수",
            "차등점수차", "차등대상", "적격판정점수", *LAWFUL,
        ]),
        (evaluated(price_formula="deviation_from_reserve", rules=goods_rules()), [
            "기준금액", "적격상한", "입찰부가세", "최저가대상", "배점상한적용", "절사수", *LAWFUL,
            "기준율", "퍼센트당감점", "비율자리",
        ]),
    ],
)  # fmt: skip
def test_only_constants_that_decide_something_are_listed(evaluation: Evaluation, expected: list[str]) -> None:
    assert names(evaluation) == expected


def test_which_technical_points_are_tested_is_printed() -> None:
    raw, fixed = (
        evaluated(differential_step=Fraction(1), differential_threshold_on=on) for on in ("raw", "differential")
    )
    label = "협상적격을 판정하는 기술점수"
    assert line(table(dossier(raw), TITLE), label)[2] == "원점수"
    assert line(table(dossier(fixed), TITLE), label)[2] == "차등점수"


def choosable(made: Dossier) -> dict[str, str | None]:
    sheet = opened(evaluation_workbook(made).content)[TITLE]
    rules = sheet.data_validations.dataValidation
    return {str(sheet[f"A{str(r.sqref)[1:]}"].value): r.formula1 for r in rules}


def test_an_answer_can_be_changed_only_to_another_answer() -> None:
    assert choosable(dossier(evaluated(differential_step=Fraction(1)))) == {
        "기준금액 E(원)": "1",
        "입찰가격 상한(원)": "1",
        "최저가 L을 찾는 범위": '"유효입찰 전체,협상적격자만"',
        "최저가 L의 하한 적용": '"예,아니오"',
        "가격점수의 배점 상한 적용": '"예,아니오"',
        "제외하는 최고·최저점 수(각각)": "0",
        "차등점수제 순위 간 점수차": "0",
        "차등점수 순위를 매기는 범위": '"입찰자 전체,협상적격자만"',
    }


def test_who_holds_a_rank_is_fixed_where_the_differential_points_are_tested() -> None:
    fixed = evaluated(differential_step=Fraction(1), differential_threshold_on="differential")
    assert "차등점수 순위를 매기는 범위" not in choosable(dossier(fixed))


def test_every_note_stands_on_the_cover() -> None:
    evaluation = evaluated()
    rows = table(dossier(evaluation), TITLE)
    start = next(i for i, row in enumerate(rows) if row[:3] == ["구분", "내용", "근거"]) + 1
    assert [row[0] for row in rows[start : start + 3]] == ["2차 자료 산식", "기준금액", "동점 위원"]
    assert rows[start + 2][1] == "업체 C: 최고 또는 최저 점수가 같은 위원이 있어 그중 일부만 제외함"


def test_what_the_law_text_did_not_give_is_said() -> None:
    missing = [p.description for r in RULES for p in r.not_obtained]
    rows = table(dossier(evaluated()), TITLE)
    told = [str(row[1]).partition(":")[0] for row in rows if row[0] == "조문 미확보"]
    assert told == missing


def test_a_constant_that_is_a_text_in_the_rules_is_refused() -> None:
    wrong = tuple(_with_text(rules) for rules in evaluated().rules)
    with pytest.raises(TypeError, match="eligibility_share: 팔십오"):
        list(constants(replace(evaluated(), rules=wrong)))


def _with_text(rules: Rules) -> Rules:
    changed = (replace(r, value="팔십오") if r.key == "eligibility_share" else r for r in rules.rules)
    return replace(rules, rules=tuple(changed))


def test_the_cover_stands_first_and_lists_the_other_sheets() -> None:
    book = opened(workbook(evaluated()))
    listed = [row[0].value for row in book[TITLE].iter_rows() if row[1].value == "있음"]
    assert listed == book.sheetnames[1:]
    assert book.active is not None
    assert (book.sheetnames[0], book.active.title) == (TITLE, TITLE)


def test_three_people_sign() -> None:
    told = [str(row[0]).partition(":")[0] for row in table(dossier(evaluated()), TITLE)[-3:]]
    assert told == ["작성자", "검토자", "계약담당공무원"]


def standard(evaluation: Evaluation, label: str) -> list[Value]:
    rows = table(dossier(evaluation), "표지·기준전사표")
    return next(row for row in rows if row[0] == label)


def test_the_threshold_is_the_rules_own_and_says_where_it_comes_from() -> None:
    total = standard(by_total(), "협상적격 합산점수(기술 + 가격, 점)")
    law = "지방자치단체 입찰시 낙찰자 결정기준 제7장"
    assert (total[2], total[4]) == (70, f"{law} (2차 자료, 2026-07-01부터)")
    assert standard(by_total(), "감점한 합산점수로 적격 판정")[2] == "미정"
    assert standard(after_cut(), "감점한 합산점수로 적격 판정")[2] == "예"
    points = standard(by_points(), "협상적격 기술점수(점)")
    assert (points[2], points[4]) == (59, "시험 공고 7 (공고문, 2026-11-22부터)")
    assert standard(by_total(), "입찰가격 상한(원)")[4] == law
    assert standard(priced("linear_fixed_ceiling"), "산식의 하한 F(원)")[2] == 500_000


def test_every_note_that_an_evaluation_may_carry_has_a_word() -> None:
    notes = (ROOT / "scoring").glob("*notes.py")
    codes = {
        code for file in notes for code in re.findall(r'(?:code=|_note\()"(\w+)"', file.read_text(encoding="utf-8"))
    }
    assert codes | {"deviation_reason_owed", "deviation_explained"} == set(forms.NOTE)
