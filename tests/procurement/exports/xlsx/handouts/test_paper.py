from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.exports.handout import Input
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.bid_form import bid_forms
from procurement.exports.xlsx.handouts.paper import safe_names, told
from tests.procurement.exports.xlsx.handouts.notices import HOSTILE, NOTICE, hostile, opened


def test_only_what_is_asked_for_can_be_filled_in_and_no_password_is_set() -> None:
    for form in (*ballots(NOTICE), *bid_forms(NOTICE)):
        book = opened(form.content)
        open_cells = {
            (sheet.title, cell.row, cell.column)
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert open_cells == set(form.inputs)
        assert [(s.protection.sheet, s.protection.password) for s in book.worksheets] == [
            (True, None) for _ in book.worksheets
        ]


def test_every_input_is_watched_and_says_in_korean_what_it_takes() -> None:
    for form in (*ballots(NOTICE), *bid_forms(NOTICE)):
        for sheet in opened(form.content).worksheets:
            rules = sheet.data_validations.dataValidation
            asked = {place for place in form.inputs if place[0] == sheet.title}
            assert {cell.coord for rule in rules for cell in rule.sqref.ranges} == {
                sheet.cell(row, column).coordinate for _, row, column in asked
            }
            assert all(rule.showErrorMessage and rule.error and rule.prompt and rule.errorTitle for rule in rules)


def test_every_sheet_says_which_form_it_is_and_the_cells_have_names() -> None:
    (form, _) = ballots(NOTICE)
    book = opened(form.content)
    assert [[cell.value for cell in row[:2]] for row in book["평가표"].iter_rows(2, 5)] == [
        ["공고번호", "T-1"],
        ["공고명", "시험 사업"],
        ["대상", "평가위원 위원1"],
        ["양식 지문", form.digest],
    ]
    assert {name: one.attr_text for name, one in book.defined_names.items()} == {
        "양식공고번호": "'평가표'!$B$2",
        "양식대상": "'평가표'!$B$4",
        "양식지문": "'평가표'!$B$5",
    }


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Input(("a",), "가", "choice", choices=("예", "아니오")), "다음에서 고르십시오: 예, 아니오"),
        (Input(("a",), "가", "text"), "2,000자까지의 글. =, +, -, @로 시작하지 않습니다."),
        (Input(("a",), "가", "number", allowed=(Decimal(5), Decimal("4.5"))), "다음 점수 중 하나: 5, 4.5"),
        (Input(("a",), "가", "number", most=Decimal(15)), "0 이상 15 이하의 수, 소수 4자리까지"),
        (Input(("a",), "가", "number", most=Decimal(15), step=Decimal("0.5")), "0 이상 15 이하의 수, 0.5 간격"),
    ],
)
def test_what_a_cell_takes_is_said_in_words(asked: Input, says: str) -> None:
    assert told(asked) == says


def test_file_names_are_safe_and_never_alike() -> None:
    names = safe_names(["위원1", "a/b", "a:b", "../..", "A_B", "가" * 200, "\u202e숨김"], prefix="평가표")
    assert list(names.values()) == [
        "평가표_위원1.xlsx",
        "평가표_a_b.xlsx",
        "평가표_a_b (2).xlsx",
        "평가표__.xlsx",
        "평가표_A_B (3).xlsx",
        f"평가표_{'가' * 40}.xlsx",
        "평가표__숨김.xlsx",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    for form in (*ballots(hostile(text)), *bid_forms(hostile(text))):
        for sheet in opened(form.content).worksheets:
            formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert all(str(one).startswith("=IF(COUNT(") for one in formulas)
            rules = sheet.data_validations.dataValidation
            assert max(len(str(rule.promptTitle).encode("utf-16-le")) for rule in rules) <= 2 * 32
            assert max(len(str(rule.prompt).encode("utf-16-le")) for rule in rules) <= 2 * 255


def test_a_list_too_long_for_excel_is_watched_as_a_range() -> None:
    asked = tuple(Decimal(number) / 100 for number in range(10_000, 9_900, -1))
    assert len(",".join(map(str, asked))) > 250
    from procurement.exports.xlsx.handouts import paper  # noqa: PLC0415 -- the rule behind a cell is not public

    rule = paper._validation(Input(("a",), "가", "number", most=Decimal(100), allowed=asked), "A1")  # noqa: SLF001 -- as above
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "100")
