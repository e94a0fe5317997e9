from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from procurement.exports.dossier import Changed, Reopened
from procurement.exports.xlsx.panel_records import far_from_the_mean
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.procedures import twelve
from tests.procurement.exports.reading import table

SHEET = "정성 집계표"


def test_absences_and_reasons_stand_below_the_totals_as_recorded() -> None:
    rows = table(dossier(twelve()), SHEET)
    start = next(i for i, row in enumerate(rows) if row[0] == "제척·기피·회피, 교체, 불참")
    assert [row[:5] for row in rows[start + 1 : start + 5]] == [
        ["위원", "업체", "구분", "교체 위원", "사유"],
        ["위원3", "업체 A", "제척·회피", None, "전년도 공동연구 수행"],
        ["위원7", "모든 업체", "교체", "위원13", "질병으로 사임"],
        ["위원12", "모든 업체", "불참", None, "교통 사정으로 불참"],
    ]
    far = next(i for i, row in enumerate(rows) if str(row[0]).startswith("위원 평균에서 벗어난 합계"))
    assert rows[far + 1][:6] == ["위원", "업체", "합계", "위원 평균", "편차(%)", "사유"]
    lines = {(row[0], row[1]): row[5] for row in rows[far + 2 : far + 6]}
    assert lines["위원1", "업체 A"] == "=실현 가능성이 낮다고 봄"
    assert lines["위원1", "업체 B"] == "사유서 필요"


def test_a_panel_of_one_mind_needs_no_record() -> None:
    texts = [str(row[0]) for row in table(dossier(evaluated()), SHEET)]
    assert [text for text in texts if text.startswith(("제척", "위원 평균"))] == []


def test_where_no_rule_asks_nobody_owes_a_reason() -> None:
    made = twelve()
    texts = (
        replace(text, rules=tuple(r for r in text.rules if r.key != "panel_deviation_share")) for text in made.rules
    )
    assert next((one.evaluator, one.bid) for one in far_from_the_mean(made)) == ("위원1", "A")
    assert far_from_the_mean(replace(made, rules=tuple(texts))) == ()


def test_cards_that_were_given_back_stand_with_the_marks_before_the_change() -> None:
    """C.2-9"""
    made = evaluated()
    bid, item = made.results[0].bid, next(one for one in made.scheme.criteria if one.kind == "qualitative")
    at = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    changed = (Changed(bid.id, item.id, Fraction("12.5"), "처음 사유"),)
    reopened = (Reopened("위원1", at, "최위원장", "가점 착오", changed), Reopened("위원2", at, "최위원장", "=서명", ()))
    rows = table(replace(dossier(made), reopened=reopened), SHEET)
    start = next(i for i, row in enumerate(rows) if row[0] == "다시 연 평가표와 바뀌기 전의 점수")
    when = f"{at:%Y-%m-%d %H:%M}"
    assert [row[:7] for row in rows[start + 1 : start + 4]] == [
        ["위원", "다시 연 때", "다시 연 사람", "업체", "항목", "바뀌기 전의 점수", "사유"],
        ["위원1", when, "최위원장", bid.name, item.title, "12.5000", "가점 착오"],
        ["위원2", when, "최위원장", "바뀐 점수 없음", None, None, "=서명"],
    ]
