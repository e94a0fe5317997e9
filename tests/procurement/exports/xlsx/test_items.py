from __future__ import annotations

from tests.procurement.exports.cases import measured_only
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import table
from tests.procurement.exports.xlsx.test_pictures import grouped


def test_a_criterion_of_the_panel_shows_the_mean_of_those_that_count() -> None:
    rows = table(dossier(grouped()), "세부항목별 점수")[4:]
    assert rows[:4] == [
        ["업체 A", "기술", "항목 0", "정성", 30, 28],
        ["업체 A", "지원", "항목 1", "정성", 30, 28],
        ["업체 A", "기술", "항목 2", "정성", 20, 20],
        ["업체 B", "기술", "항목 0", "정성", 30, 25],
    ]


def test_measured_criteria_show_their_points() -> None:
    evaluation = evaluated()
    rows = table(dossier(evaluation), "세부항목별 점수")[4:]
    measured = {(r.bid.name, i.criterion.title): float(i.number.value) for r in evaluation.results for i in r.items}
    assert {(str(row[0]), str(row[2])): row[5] for row in rows if row[3] == "정량"} == measured


def test_without_a_panel_only_measured_points_are_there() -> None:
    rows = table(dossier(measured_only()), "세부항목별 점수")[4:]
    assert {row[3] for row in rows} == {"정량"}
    assert len(rows) == 12
