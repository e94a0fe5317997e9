from __future__ import annotations

from procurement.exports.hwpx.paper import Heading, Line, Table
from procurement.exports.hwpx.report_basis import committee, method_and_clauses, overview
from tests.procurement.exports.evaluations import dossier, drawn, evaluated
from tests.procurement.exports.hwpx.documents import under
from tests.procurement.exports.procedures import twelve
from tests.procurement.exports.reading import table


def test_the_overview_names_the_tender_its_points_and_who_took_part() -> None:
    assert under(tuple(overview(dossier(evaluated()))), "개요").rows == (
        ("공고번호", "R26BK00000001-000"),
        ("공고명", "추론 서버 구매"),
        ("수요기관", "가상기관"),
        ("적용 규정 기준일", "2026-11-22"),
        ("배점", "기술 90점, 가격 10점"),
        ("배점 조정 사유", "사유"),
        ("입찰자", "3인"),
        ("평가위원", "4인"),
    )


def test_the_committee_is_told_by_number_with_those_who_were_away() -> None:
    blocks = tuple(committee(twelve()))
    numbers = under(blocks, "평가위원(공개 번호)").rows
    assert [row[0] for row in numbers] == [str(n) for n in range(1, len(numbers) + 1)]
    assert sorted(row[1] for row in numbers) == ["2", *["3"] * (len(numbers) - 1)]
    [recused] = [row for row in numbers if row[1] == "2"]
    assert under(blocks, "제척·기피·회피, 교체, 불참").rows == (
        (recused[0], "업체 A", "제척·회피"),
        ("채점하지 않은 위원", "모든 업체", "교체"),
        ("채점하지 않은 위원", "모든 업체", "불참"),
    )


def test_nobody_away_is_said_in_words() -> None:
    blocks = list(committee(evaluated()))
    assert blocks[blocks.index(Heading("제척·기피·회피, 교체, 불참", 2)) + 1] == Line("해당 없음")


def test_every_setting_of_the_workbooks_cover_stands_here_with_its_clause() -> None:
    for seed in range(6):
        made = dossier(drawn(seed))
        cover = table(made, "표지·기준전사표")
        start = next(n for n, row in enumerate(cover) if row[:2] == ["항목", "공고 원문·위치"])
        rows = under(tuple(method_and_clauses(made)), "적용 기준").rows
        told = [(row[0], str(row[2]), row[4]) for row in cover[start + 1 : start + 1 + len(rows)]]
        assert [(label, value.replace(",", ""), clause) for label, value, _, _, clause in rows] == told


def test_the_points_end_with_price_and_sum() -> None:
    points = under(tuple(method_and_clauses(dossier(evaluated()))), "배점표")
    assert isinstance(points, Table)
    assert points.rows[0] == ("정성", "구현방안", "정성", "30", "평가위원 평가")
    assert [row[1:4] for row in points.rows[-2:]] == [("입찰가격", "", "10"), ("계", "", "100")]
