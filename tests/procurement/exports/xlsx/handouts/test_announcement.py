from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from procurement.exports.handout import Form, Judged, Notice, Product, Requirement
from procurement.exports.xlsx.handouts.announcement import (
    ANNEX,
    TOO_FEW,
    makers,
    makers_check,
    points_table,
    specification,
)
from procurement.exports.xlsx.handouts.filled import filled
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import differing, formulas, recalculated, values
from tests.procurement.exports.xlsx.handouts.notices import HOSTILE, NOTICE, hostile


def judged(value: int | None, comparison: str = "<=") -> Judged:
    return Judged(
        "power", "서버 전력", comparison, Fraction(5000), "W", None if value is None else Fraction(value), "쪽 3"
    )


PRODUCTS = (
    Product("갑", "가-1", (judged(3000),)),
    Product("갑", "가-2", (judged(4000),)),
    Product("을", "나-1", (judged(6000),)),
    Product("병", "다-1", (judged(None),)),
    Product("미기재", "라-1", (judged(1),)),
)


def annexes(notice: Notice) -> tuple[Form, ...]:
    return points_table(notice), specification(notice), makers_check(notice, products=PRODUCTS, measured=True)


def texts(content: bytes, sheet: str) -> list[object]:
    return [cell.value for row in opened(content)[sheet].iter_rows() for cell in row if cell.value is not None]


def test_the_points_table_goes_out_with_nothing_to_fill_in() -> None:
    form = points_table(NOTICE)
    book = opened(form.content)
    locked = [cell.protection.locked for sheet in book for row in sheet.iter_rows() for cell in row]
    assert (book.sheetnames, all(locked), form.inputs) == (["배점표"], True, {})
    assert book["배점표"]["E2"].value == form.digest


def test_the_specification_says_what_is_performed_or_equivalent() -> None:
    found = texts(specification(NOTICE).content, "규격서")
    assert [one for one in found if "5,000 W" in str(one)] == [
        "서버 전력: 5,000 W 이하일 것 (또는 동등 이상)",
        "5,000 W 이하",
    ]
    assert "· 추정하지 않는다." in found
    scored = replace(NOTICE, scored=(Requirement("t", "처리량", "10점", "모델", "측정"),), requirements=())
    found = texts(specification(scored).content, "규격서")
    assert ("점수로 평가하는 성능 (필수 아님)" in found, "공고에 성능 요구가 없음" in found) == (True, True)


def test_each_maker_is_counted_once_and_only_by_what_was_measured() -> None:
    assert makers(PRODUCTS) == {"갑"}
    sheet = opened(makers_check(NOTICE, products=PRODUCTS, measured=True).content)["규격 충족 확인"]
    rows = {(row[0].value, row[1].value): row for row in sheet.iter_rows(9, 13)}
    assert rows["병", "다-1"][6].value == "미측정"
    values_of = opened(makers_check(NOTICE, products=PRODUCTS, measured=True).content, values=True)
    found = [[cell.value for cell in row[:4]] for row in values_of["규격 충족 확인"].iter_rows(16, 20)]
    assert found == [
        ["갑", "가-1", "충족", 1],
        ["갑", "가-2", "충족", 0],
        ["을", "나-1", "미충족", 0],
        ["병", "다-1", "미측정", 0],
        ["미기재", "라-1", "충족", 0],
    ]
    assert TOO_FEW in str([cell.value for row in sheet.iter_rows(14) for cell in row])


def test_the_sheets_formulas_give_what_was_counted(tmp_path: Path, require_program: Callable[[str], Path]) -> None:
    more = (*PRODUCTS, Product("정", "마-1", (judged(9000, ">="),)))
    contents = [makers_check(NOTICE, products=one, measured=True).content for one in (PRODUCTS, more, ())]
    redone = recalculated(contents, soffice=require_program("soffice"), folder=tmp_path)
    for mine, other in zip(contents, redone, strict=True):
        assert differing(formulas(mine), values(mine), values(other)) == []
    ends = [[one for one in values(content).values() if one == TOO_FEW] for content in contents]
    assert [len(end) for end in ends] == [1, 0, 1]


def test_without_measured_requirements_nobody_is_counted_and_without_results_it_says_so() -> None:
    assert "측정으로 확인하는 요구가 없어 제조사를 세지 않음" in texts(
        makers_check(NOTICE, products=(), measured=False).content, "규격 충족 확인"
    )
    assert "견줄 측정 결과가 없음(미측정)" in texts(
        makers_check(NOTICE, products=(), measured=True).content, "규격 충족 확인"
    )


def test_each_paper_says_whom_it_is_for_and_its_digest_tells_the_notice() -> None:
    papers = annexes(NOTICE)
    named = [filled(form.content, filename=form.filename).named for form in papers]
    assert [one["양식대상"] for one in named] == [ANNEX, ANNEX, "내부용: 공고에 싣지 않음"]
    assert [(one["양식공고번호"], one["양식지문"]) for one in named] == [("T-1", form.digest) for form in papers]
    other = replace(NOTICE, tender_id="T-2")
    assert len({form.digest for form in (*papers, *annexes(other))}) == 6


def test_hostile_texts_stay_texts_in_the_annexes() -> None:
    for text in HOSTILE:
        for form in annexes(hostile(text)):
            for sheet in opened(form.content).worksheets:
                found = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
                assert all(one.startswith(("=SUMIFS(", "=SUM(", "=D", "=IF(")) for one in found)
