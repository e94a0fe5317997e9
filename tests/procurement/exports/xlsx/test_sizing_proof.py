from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from openpyxl import Workbook

from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.exports.xlsx.sizing_proof import proof_facts, write_proof, write_total
from procurement.exports.xlsx.sizing_terms import TermCells
from procurement.sizing.purchase import Reached
from tests.procurement.exports.reading import opened
from tests.procurement.exports.sizing_cases import sizings
from tests.procurement.exports.xlsx.sizing_sheets import sheet


def test_the_answer_stands_on_top_with_its_parts_and_proof() -> None:
    rows = sheet("ugly", "장비 구성안")
    assert [row[:2] for row in rows[2:11]] == [
        ["목적", "최소 비용"],
        ["구매 금액(원)", 100_000_000],
        ["총비용(원)", 115_357_830],
        ["덮인 수요의 제공 배수", 1],
        ["덮인 수요의 처리 비율", 1],
        ["최적 증명", "증명됨"],
        ["이보다 나을 수 없는 값", 115_357_830],
        ["차이(비율)", 0],
        ["풀이", "HiGHS 1.15.1 / PuLP 3.3.2: Optimal"],
    ]
    assert rows[3][3:7] == ["구매(현재가치)", "전기", "유지보수", "잔존가치(뺌)"]


def test_what_is_not_proven_says_so() -> None:
    sizing = sizings()["bare"]
    assert sizing.sized.mix is not None
    mix = replace(sizing.sized.mix, proven=False, bound=None, gap=None)
    content = sizing_workbook(replace(sizing, sized=replace(sizing.sized, mix=mix))).content
    shown = opened(content, values=True)["장비 구성안"]
    assert [shown[cell].value for cell in ("B8", "B9", "B10")] == ["증명되지 않음 (아래 차이 이내)", "없음", "없음"]


def test_what_later_aims_cost_is_not_a_gap() -> None:
    sizing = sizings()["bare"]
    assert sizing.sized.mix is not None
    aims = (Reached("cost", Fraction(5), Fraction(5), proven=True),)
    mix = replace(sizing.sized.mix, bound=Decimal(5), gap=Decimal("0.2"), aims=aims)
    labels = [fact[0] for fact in proof_facts(sizing.sized, mix=mix, gap="share")]
    assert labels[2] == "다음 목적에 더 쓴 몫(비율)"
    plain = proof_facts(sizing.sized, mix=replace(mix, aims=()), gap="share")
    assert plain[2] == ("차이(비율)", Decimal("0.2"), "share")


def test_without_an_answer_nothing_is_written() -> None:
    book = Book(heading="x", workbook=Workbook())
    page = book.page("x", widths=(10,))
    sized = sizings()["nothing"].sized
    write_proof(page, sized=sized, orders=[])
    write_total(page, sized=sized, orders=[], existing=[], terms=TermCells("", "", "", "", "", "", "", "", 1))
    assert page.values == {}
