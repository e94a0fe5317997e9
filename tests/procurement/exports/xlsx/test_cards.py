from __future__ import annotations

from dataclasses import replace

from scoring.criteria import Mark
from scoring.result import Evaluation
from tests.procurement.exports.evaluations import dossier, evaluated, workbook
from tests.procurement.exports.procedures import twelve
from tests.procurement.exports.reading import opened, table
from tests.procurement.exports.recalculated import values
from tests.scoring.tender import MARKS


def renamed_evaluators(names: tuple[str, ...]) -> Evaluation:
    by_old = {f"위원{number}": name for number, name in enumerate(names, 1)}
    return evaluated(marks=tuple(replace(mark, evaluator=by_old[mark.evaluator]) for mark in MARKS))


def with_reason(reason: str) -> Evaluation:
    first, *rest = MARKS
    return evaluated(marks=(replace(first, reason=reason), *rest))


def test_a_card_holds_one_evaluators_marks_and_their_sum() -> None:
    assert table(dossier(evaluated()), "평가표 위원2")[3:8] == [
        ["세부항목", "배점", "업체 A", "업체 B", "업체 C"],
        ["구현방안", 30, 28, 26, 22],
        ["유지관리", 20, 18, 18, 12],
        ["사업관리", 20, 18, 18, 18],
        ["계", 70, 64, 62, 52],
    ]


def test_criteria_of_equal_points_are_summed_for_ties() -> None:
    rows = table(dossier(evaluated()), "평가표 위원2")
    assert [row[1:] for row in rows[10:13]] == [[30, 28, 26, 22], [20, 36, 36, 30], [None] * 4]
    assert [row[0] for row in rows[10:13]] == [*["배점이 오른쪽과 같은 항목의 합"] * 2, None]


def test_evaluators_whose_names_clean_alike_keep_their_own_sheets() -> None:
    content = workbook(renamed_evaluators(("위원/1", "위원?1", "가" * 40, "가" * 41)))
    titles = [title for title in opened(content).sheetnames if title.startswith("평가표")]
    assert sorted(titles) == sorted(
        ["평가표 위원_1", "평가표 위원_1 (2)", "평가표 " + "가" * 27, "평가표 " + "가" * 23 + " (2)"]
    )
    found = values(content)
    told = {found[title, "A2"]: found[title, "C5"] for title in titles}
    assert told == {
        "평가위원: 위원/1": 28,
        "평가위원: 위원?1": 28,
        "평가위원: " + "가" * 40: 27,
        "평가위원: " + "가" * 41: 30,
    }


def test_marks_above_the_points_are_refused_with_a_message() -> None:
    rules = opened(workbook(evaluated()))["평가표 위원1"].data_validations.dataValidation
    assert [(str(r.sqref), r.formula1, r.formula2, r.error) for r in rules] == [
        (f"C{row}:E{row}", "0", f"$B${row}", "0점 이상, 그 항목의 배점 이하로 넣으십시오.") for row in (5, 6, 7)
    ]


def test_reasons_stand_below_the_marks_of_the_card() -> None:
    rows = table(dossier(with_reason("=근거 부족")), "평가표 위원1")
    assert [row[0] for row in rows[14:18]] == [
        "평가 사유",
        "업체 A · 구현방안: =근거 부족",
        None,
        "평가위원 서명:                         (서명)",
    ]


def test_a_reason_of_any_length_is_shown_whole() -> None:
    rows = [row[0] for row in table(dossier(with_reason("가나다라마바사" * 700)), "평가표 위원1")]
    start = rows.index("평가 사유") + 1
    end = rows.index("평가위원 서명:                         (서명)")
    told = "".join(str(text) for text in rows[start:end] if text)
    assert told == "업체 A · 구현방안:" + "가나다라마바사" * 700


def test_every_card_is_signed() -> None:
    assert table(dossier(evaluated()), "평가표 위원4")[-1][0] == "정정 날인:                             (인)"


def test_marks_are_written_as_given() -> None:
    first, *rest = MARKS
    given = Mark(first.evaluator, first.bid, first.criterion, first.points - first.points / 1600)
    assert table(dossier(evaluated(marks=(given, *rest))), "평가표 위원1")[4][2] == 27.9825


def test_a_card_holds_the_bids_that_its_evaluator_marked() -> None:
    rows = table(dossier(twelve()), "평가표 위원3")
    assert rows[3] == ["세부항목", "배점", "업체 B", "업체 C"]
    assert "평가표 위원7" not in opened(workbook(twelve())).sheetnames
