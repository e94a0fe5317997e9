from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook

from procurement.casefile.collecting.checking import Checked, checked
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.bid_form import bid_forms
from procurement.exports.xlsx.handouts.filled import filled
from tests.procurement.exports.xlsx.handouts.notices import NOTICE, filled_in, marked, opened, saved

FORM = ballots(NOTICE)[0]
GOOD = marked(A_plan=60.5, A_help=20, B_plan=70, B_help=18)


def came(**changed: float | str | bool) -> Checked:
    """The good form with single answers changed: `points_A_plan=…`."""
    own = {tuple(name.split("_")): value for name, value in changed.items()}
    return checked(filled(filled_in(FORM, {**GOOD, **own}), filename="a.xlsx"), form=FORM)


def edited(change: Callable[[Workbook], None]) -> Checked:
    book = opened(filled_in(FORM, GOOD))
    change(book)
    return checked(filled(saved(book), filename="a.xlsx"), form=FORM)


def said(answers: Checked) -> list[str]:
    return [str(one) for one in answers.refusals]


def test_a_form_filled_in_by_its_rules_is_taken() -> None:
    found = came()
    assert (said(found), found.untouched) == ([], False)
    assert found.values["points", "A", "plan"] == Decimal("60.5")
    assert found.values["reason", "B", "help"] == "B 사유"
    assert found.places["points", "A", "plan"] == "평가표!E9"


def test_a_form_nobody_wrote_into_is_only_untouched() -> None:
    found = checked(filled(FORM.content, filename="a.xlsx"), form=FORM)
    assert (found.untouched, found.values, found.refusals) == (True, {}, ())


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (70.5, "70.5: 0 이상 70 이하가 아닙니다 / is out of range"),
        (-1, "-1: 0 이상 70 이하가 아닙니다"),
        (60.25, "60.25: 0.5 간격이 아닙니다 / is not in steps of 0.5"),
        (60.00001, "소수 4자리를 넘습니다"),
        ("60", "수여야 하는데 글이(가) 들어 있습니다: '60'"),
        ("=1+1", "수여야 하는데 글이(가) 들어 있습니다: '=1+1'"),
        (True, "수여야 하는데 참·거짓이(가) 들어 있습니다"),
    ],
)
def test_points_that_break_a_rule_are_refused_with_their_cell(value: float | str | bool, says: str) -> None:  # noqa: FBT001 -- a value of a cell
    (line,) = said(came(points_A_plan=value))
    assert line.startswith("a.xlsx 평가표!E9: 업체 1 · 수행계획 점수: ")
    assert says in line
    assert "▶ 0 이상 70 이하의 수, 0.5 간격 / " in line


def test_points_that_are_none_of_the_ladders_are_refused() -> None:
    (line,) = said(came(points_A_help=19))
    assert "19: 줄 수 있는 점수가 아닙니다" in line
    assert "▶ 다음 점수 중 하나: 20, 18" in line


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("=1+1", "'='로 시작합니다. 표 계산 프로그램이 수식으로 읽습니다"),
        ("-없음", "'-'로 시작합니다"),
        ("@a", "'@'로 시작합니다"),
        ("+1", "'+'로 시작합니다"),
        ("가" * 2001, "2,000자를 넘거나 제어문자가 있습니다"),
        (12, "글이어야 하는데 수이(가) 들어 있습니다: '12'"),
    ],
)
def test_reasons_that_no_csv_can_hold_safely_are_refused(value: float | str, says: str) -> None:
    (line,) = said(came(reason_A_plan=value))
    assert line.startswith("a.xlsx 평가표!F9: 업체 1 · 수행계획 사유: ")
    assert says in line


def test_letters_of_every_kind_are_kept_as_typed() -> None:
    text = "둘째 줄\n\u202eabc 😀 각 _x0041_ 한글"
    assert came(reason_A_plan=text).values["reason", "A", "plan"] == text.replace("_x0041_", "A")


def test_what_is_missing_is_told_cell_by_cell_and_spaces_are_empty() -> None:
    answers = {**GOOD, ("reason", "A", "plan"): "   "}
    del answers["points", "B", "plan"]
    found = checked(filled(filled_in(FORM, answers), filename="a.xlsx"), form=FORM)
    assert [one.where for one in found.refusals] == ["평가표!F9", "평가표!E12"]
    assert "비어 있습니다. 빈칸은 0이 아닙니다" in said(found)[0]


def formula(book: Workbook) -> None:
    book["평가표"]["E9"] = "=30+30"


def error(book: Workbook) -> None:
    book["평가표"]["E9"] = "#REF!"


@pytest.mark.parametrize(("change", "says"), [(formula, "수식이(가) 들어 있습니다: '=30+30'"), (error, "오류값이(가)")])
def test_a_formula_or_an_error_is_no_mark(change: Callable[[Workbook], None], says: str) -> None:
    (line,) = said(edited(change))
    assert (line.startswith("a.xlsx 평가표!E9: "), says in line) == (True, True)


def locked_text(book: Workbook) -> None:
    book["평가표"]["B9"] = "다른 항목"


def locked_number(book: Workbook) -> None:
    book["평가표"]["C9"] = 71


def locked_sum(book: Workbook) -> None:
    book["평가표"]["E11"] = 90


def other_sum(book: Workbook) -> None:
    book["평가표"]["E11"] = "=SUM(E9:E10)"


def erased(book: Workbook) -> None:
    book["평가표"]["A9"] = None


def extra(book: Workbook) -> None:
    book["평가표"]["H9"] = "메모"


def sheet_added(book: Workbook) -> None:
    book.create_sheet("메모")


def sheet_renamed(book: Workbook) -> None:
    book["평가표"].title = "표"


def merged(book: Workbook) -> None:
    book["평가표"].merge_cells("A1:B1")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (locked_text, "평가표!B9: 잠긴 칸이 바뀌었습니다: '수행계획' → '다른 항목'"),
        (locked_number, "평가표!C9: 잠긴 칸이 바뀌었습니다: '70' → '71'"),
        (locked_sum, "평가표!E11: 잠긴 칸이 바뀌었습니다"),
        (other_sum, "평가표!E11: 잠긴 칸이 바뀌었습니다"),
        (erased, "평가표!A9: 잠긴 칸이 바뀌었습니다: '업체 1' → '빈칸'"),
        (extra, "평가표!H9: 양식에 없는 칸에 값이 있습니다: '메모'"),
        (sheet_added, "메모: 양식에 없는 시트입니다"),
        (merged, "평가표: 병합한 칸이 있습니다"),
    ],
)
def test_anything_changed_outside_the_inputs_is_refused(change: Callable[[Workbook], None], says: str) -> None:
    (line,) = said(edited(change))
    assert line.startswith(f"a.xlsx {says}")


def test_a_renamed_sheet_is_told_once_and_not_cell_by_cell() -> None:
    lines = said(edited(sheet_renamed))
    assert lines[0].startswith("a.xlsx 평가표: 시트가 없습니다. 지웠거나 이름을 바꿨습니다 / ")
    assert lines[1].startswith("a.xlsx 표: 양식에 없는 시트입니다 / the form has no such sheet ▶ ")
    assert len(lines) == 2


def test_moved_rows_are_told_with_ten_cells_and_the_number_of_the_others() -> None:
    def moved(book: Workbook) -> None:
        book["평가표"].move_range("A9:G14", rows=1)

    lines = said(edited(moved))
    assert sum("잠긴 칸" in line for line in lines) == 11
    assert any("개가 더 다릅니다" in line for line in lines)


def test_a_choice_is_one_of_those_offered() -> None:
    form = bid_forms(NOTICE)[0]
    data = filled_in(form, {("offer", "domestic"): "네", ("evidence", "1", "role"): "시험기관"})
    found = checked(filled(data, filename="a.xlsx"), form=form)
    (line,) = [line for line in said(found) if "구성!B13" in line]
    assert line.startswith("a.xlsx 구성!B13: 국산 여부: '네': 고를 수 있는 값이 아닙니다 / is none of the choices ▶ ")
    assert "다음에서 고르십시오: 예, 아니오 / " in line
    assert found.values["evidence", "1", "role"] == "시험기관"
