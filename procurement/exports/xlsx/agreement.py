"""How far the panel agrees: Kendall's W, ICC, and each evaluator's severity and largest lean; a description."""

from __future__ import annotations

from fractions import Fraction

from procurement.exports.dossier import Agreement
from procurement.exports.xlsx.book import Page
from scoring.quantity import half_up

HEADER = ("평가위원", "엄격(−)·관대(+)(점)", "가장 큰 치우침(점)", "그 업체")
NOTE = "치우침은 위원의 엄격함과 업체의 평균으로 설명되지 않는 점수이며, 편파의 판정이 아님"
_PLACES = 4


def write_agreement(page: Page, row: int, *, found: Agreement, names: dict[str, str]) -> int:
    """W and ICC(2,1) as far as they exist, then a line an evaluator; returns the last row."""
    page.text(row, 1, "평가위원 점수의 일치도", look="heading")
    figures = f"Kendall W {_shown(found.w)}, 급내상관 ICC(2,1) {_shown(found.intraclass)} (1 = 완전 일치)"
    page.text(row + 1, 1, f"{figures}. {NOTE}", look="plain")
    page.texts(row + 2, HEADER, look="header")
    for here, severity in enumerate(found.severities, row + 3):
        lean = max((one for one in found.leans if one.evaluator == severity.evaluator), key=lambda one: abs(one.points))
        page.text(here, 1, severity.evaluator)
        page.number(here, 2, half_up(severity.points, places=_PLACES), look="measured")
        page.number(here, 3, half_up(lean.points, places=_PLACES), look="measured")
        page.text(here, 4, names[lean.bid])
    return row + 2 + len(found.severities)


def _shown(value: Fraction | None) -> str:
    return "없음(모든 점수가 같음)" if value is None else f"{half_up(value, places=_PLACES)}"
