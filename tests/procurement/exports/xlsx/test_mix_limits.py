from __future__ import annotations

from procurement.exports.xlsx.mix_limits import titles_of
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.exports.cases import sizings
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import opened, table

SIZINGS = dict(sizings())


def limits(name: str) -> list[list[object]]:
    rows = table(dossier(evaluated(), sized=SIZINGS[name]), "장비 구성안")
    start = next(i for i, row in enumerate(rows) if row[0] == "조건") + 1
    end = next(i for i, row in enumerate(rows) if row[0] == "참고") - 1
    return [list(row[:6]) for row in rows[start:end]]


def test_every_limit_is_compared_with_what_the_purchase_needs() -> None:
    assert limits("cheapest mix") == [
        ["수요를 모두 배분", "수요 대화", "같음", 1, 1, "지킴"],
        ["수요를 모두 배분", "수요 요약", "같음", 1, 1, "지킴"],
        ["부하가 서버 수 이하", "서버 * (c1)", "이하", 10 / 7, 2, "지킴"],
        ["부하가 서버 수 이하", "서버 * (c2)", "이하", 0, 0, "지킴"],
        ["부하가 서버 수 이하", "서버 c3", "이하", 7.3 / 4.5, 2, "지킴"],
        ["부하가 서버 수 이하", "서버 c4", "이하", 0, 0, "지킴"],
        ["최대 공급 대수", "서버 * (c1)", "이하", 3, 9, "지킴"],
        ["예산(원)", None, "이하", 480_000, 5_000_000, "지킴"],
        ["공급사 비중", "V*", "이하", 0.625, 2 / 3, "지킴"],
        ["공급사 비중", "V4", "이하", 0, 2 / 3, "지킴"],
        ["공급사 비중", "VX", "이하", 0, 2 / 3, "지킴"],
        ["공급사 비중", "vx", "이하", 0.375, 2 / 3, "지킴"],
        ["국산 비중", None, "이상", 0.625, 1 / 3, "지킴"],
    ]


def test_height_and_numbers_of_vendors() -> None:
    assert limits("most performance")[-3:] == [
        ["랙 높이(U)", None, "이하", 40, 40, "지킴"],
        ["최소 공급사 수", None, "이상", 2, 1, "지킴"],
        ["최대 공급사 수", None, "이하", 2, 3, "지킴"],
    ]


def test_a_limit_that_is_broken_in_the_sheet_would_say_so() -> None:
    sheet = opened(evaluation_workbook(dossier(evaluated(), sized=SIZINGS["cheapest mix"])).content)["장비 구성안"]
    budget = next(row for row in sheet.iter_rows() if row[0].value == "예산(원)")
    row = budget[0].row
    assert (budget[3].value, budget[5].value) == ("=F16", f'=IF(ROUND(D{row}-E{row},9)<=0,"지킴","어김")')


def test_configurations_of_one_title_are_told_apart_by_their_ids() -> None:
    assert titles_of(SIZINGS["cheapest mix"]) == {
        "대화": "수요 대화",
        "요약": "수요 요약",
        "c1": "서버 * (c1)",
        "c2": "서버 * (c2)",
        "c3": "서버 c3",
        "c4": "서버 c4",
    }
