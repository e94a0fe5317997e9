from __future__ import annotations

from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.conversion import Conversion, write_conversions
from tests.procurement.exports.cases import measured_only
from tests.procurement.exports.curves import USERS, curves, knotted
from tests.procurement.exports.evaluations import dossier, evaluated, panel_only
from tests.procurement.exports.reading import table
from tests.scoring.tender import SCHEME

TITLE = "정량 환산 기준"


def test_each_step_grade_and_end_of_a_line_stands_in_a_row() -> None:
    assert table(dossier(evaluated()), TITLE)[2:] == [
        ["분야", "세부항목", "구간", "기준값", "환산율(%)", "점수 자릿수"],
        ["정량", "처리량", "만점 기준", 100, 100, 4],
        ["정량", "처리량", "0점 기준", 0, 0, 4],
        ["정량", "경영상태", "등급", "A", 100, "반올림 없음"],
        ["정량", "경영상태", "등급", "B", 90, "반올림 없음"],
        ["정량", "납품실적", "이상", 3, 100, "반올림 없음"],
        ["정량", "납품실적", "이상", 1, 80, "반올림 없음"],
    ]


def test_long_ladders_are_written_whole() -> None:
    rows = table(dossier(measured_only()), TITLE)
    assert [row[3] for row in rows if row[1] == "ladder"] == list(range(70, 0, -1))


def test_where_each_conversion_stands_is_returned() -> None:
    found = write_conversions(Book(heading=""), scheme=SCHEME)
    sheet = "'정량 환산 기준'!"
    assert found["speed"] == Conversion(
        f"{sheet}$D$4:$D$5", f"{sheet}$E$4:$E$5", f"{sheet}$D$4", f"{sheet}$D$5", f"{sheet}$F$4"
    )
    assert (found["delivery"].limits, found["delivery"].places) == (f"{sheet}$D$8:$D$9", "10")


def test_the_ends_of_a_ratio_and_the_knots_stand_in_rows_with_the_formula_in_words_below() -> None:
    rows = table(dossier(knotted((1000, 450, 2500))), TITLE)
    assert rows[3:7] == [
        ["정량", "곡선 0", "만점 기준(비율)", 2000, 100, 4],
        ["정량", "곡선 0", "0점 기준(비율)", 500, 0, 4],
        ["정량", "곡선 1", "꺾이는 점", 400, 100, 2],
        ["정량", "곡선 1", "꺾이는 점", 900, 20, 2],
    ]
    assert [str(row[0]).split(":")[0] for row in rows[8:]] == ["비율(로그) 환산", "꺾은선 환산"]


def test_the_pieces_of_a_curve_are_returned_by_their_two_ends() -> None:
    found = write_conversions(Book(heading=""), scheme=curves().scheme)
    sheet = "'정량 환산 기준'!"
    assert (found["q2"].limits, len(USERS.knots)) == (f"{sheet}$D$8:$D$10", 3)
    assert found["q2"].left == (f"{sheet}$D$8:$D$9", f"{sheet}$E$8:$E$9")
    assert found["q2"].right == (f"{sheet}$D$9:$D$10", f"{sheet}$E$9:$E$10")
    assert (found["q0"].left, found["q0"].places, found["q3"].places) == (("", ""), f"{sheet}$F$4", f"{sheet}$F$11")


def test_nothing_quantitative_needs_no_sheet() -> None:
    book = Book(heading="")
    assert write_conversions(book, scheme=panel_only((50, 40))) == {}
    assert book.workbook.sheetnames == []
