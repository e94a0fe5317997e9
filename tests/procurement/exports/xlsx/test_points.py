from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.points import method, write_points
from scoring.criteria import Criterion
from tests.procurement.exports.cases import may_be_missing
from tests.procurement.exports.curves import HOURS, RISING
from tests.procurement.exports.evaluations import dossier, evaluated, panel_only, workbook
from tests.procurement.exports.reading import opened, table
from tests.procurement.exports.recalculated import formulas
from tests.scoring.tender import CREDIT, DELIVERY, PLAN, SCHEME, SPEED

SHEET = forms.POINTS


def test_criteria_stand_as_announced() -> None:
    rows = table(dossier(evaluated()), SHEET)
    assert tuple(rows[2]) == forms.POINTS_HEADER
    assert [rows[3], rows[6], rows[8]] == [
        ["정성", "구현방안", "정성", 30, "평가위원 평가", None, None],
        ["정량", "처리량", "정량", 10, "직선 환산 (0 %~100 %, 환산 기준표)", "tok/s", "평가 불가"],
        ["정량", "납품실적", "정량", 5, "구간 환산 (환산 기준표)", None, 70],
    ]


def test_kinds_are_summed_and_the_price_makes_the_total() -> None:
    rows = table(dossier(evaluated()), SHEET)
    assert [(row[0], row[3]) for row in rows[9:14]] == [
        ("정성 계", 70),
        ("정량 계", 20),
        ("기술능력평가 계", 90),
        ("입찰가격평가", 10),
        ("총계", 100),
    ]
    assert {place: f for (title, place), f in formulas(workbook(evaluated())).items() if title == SHEET} == {
        "D10": "=SUMIFS('배점표'!$D$4:$D$9,'배점표'!$C$4:$C$9,\"정성\")",
        "D11": "=SUMIFS('배점표'!$D$4:$D$9,'배점표'!$C$4:$C$9,\"정량\")",
        "D12": "=SUM('배점표'!$D$4:$D$9)",
        "D14": "=D12+D13",
    }


def test_two_names_lead_to_the_technical_and_the_price_points() -> None:
    names = opened(workbook(evaluated())).defined_names
    assert (names["기술배점"].attr_text, names["가격배점"].attr_text) == ("'배점표'!$D$12", "'배점표'!$D$13")


def test_points_lie_between_zero_and_a_hundred() -> None:
    [rule] = opened(workbook(evaluated()))[SHEET].data_validations.dataValidation
    assert (rule.type, rule.operator, rule.formula1, rule.formula2) == ("decimal", "between", "0", "100")
    assert (str(rule.sqref), rule.allow_blank) == ("D4:D9", False)


def test_where_the_points_and_the_missing_shares_stand() -> None:
    found = write_points(Book(heading=""), scheme=SCHEME)
    order = ("plan", "support", "manage", "speed", "credit", "delivery")
    assert found.points == {key: f"'배점표'!$D${row}" for row, key in enumerate(order, 4)}
    assert found.missing == {key: f"'배점표'!$G${row}" for row, key in enumerate(order, 4)}
    assert sorted(found.conversions) == ["credit", "delivery", "speed"]


def test_announced_shares_of_missing_values_are_percents() -> None:
    rows = table(dossier(evaluated(may_be_missing())), SHEET)
    assert [row[6] for row in rows[3:9]] == [None, None, None, 20, 20, 20]


def test_a_panel_alone_needs_no_conversions() -> None:
    book = Book(heading="")
    found = write_points(book, scheme=panel_only((50, 30, 10)))
    assert found.conversions == {}
    assert book.workbook.sheetnames == [SHEET]


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        (SPEED, "직선 환산 (0 %~100 %, 환산 기준표)"),
        (replace(SPEED, value=RISING), "비율(로그) 환산 (0 %~100 %, 환산 기준표)"),
        (replace(SPEED, value=HOURS), "꺾은선 환산 (환산 기준표)"),
        (DELIVERY, "구간 환산 (환산 기준표)"),
        (CREDIT, "등급 환산 (환산 기준표)"),
        (PLAN, "평가위원 평가"),
    ],
)
def test_the_way_to_the_points_in_words(criterion: Criterion, words: str) -> None:
    assert method(criterion) == words
