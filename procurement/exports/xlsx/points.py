"""배점표: the announced criteria, their points, and how a value becomes points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.conversion import Conversion, write_conversions
from scoring.criteria import Criterion, Grades, Ladder, Linear, Piecewise, Ratio, Scheme

_HEADER = 3
_POINTS = 4


@dataclass(frozen=True, slots=True)
class PointsTable:
    """Where each criterion's points, missing share and conversion stand, and the column of all points."""

    points: Mapping[str, str]
    missing: Mapping[str, str]
    conversions: Mapping[str, Conversion]
    column: str


def write_points(book: Book, *, scheme: Scheme) -> PointsTable:
    """Write 배점표 and 정량 환산 기준; the names 기술배점 and 가격배점 point into it (workbook.md, sheet 1)."""
    page = book.page(forms.POINTS, widths=(14, 44, 10, 14, 34, 12, 16), header_row=_HEADER)
    page.text(1, 1, forms.POINTS, look="title")
    page.texts(_HEADER, forms.POINTS_HEADER, look="header")
    for row, criterion in enumerate(scheme.criteria, _HEADER + 1):
        _criterion(page, row, criterion)
    last = _HEADER + len(scheme.criteria)
    _limit(page, last)
    _sums(page, scheme, last)
    rows = {criterion.id: row for row, criterion in enumerate(scheme.criteria, _HEADER + 1)}
    return PointsTable(
        points={key: page.ref(row, _POINTS) for key, row in rows.items()},
        missing={key: page.ref(row, 7) for key, row in rows.items()},
        conversions=write_conversions(book, scheme=scheme),
        column=page.span((_HEADER + 1, _POINTS), (last, _POINTS)),
    )


def _criterion(page: Page, row: int, criterion: Criterion) -> None:
    page.texts(row, (criterion.group, criterion.title, forms.KIND[criterion.kind]))
    page.number(row, _POINTS, criterion.points, look="entry")
    page.texts(row, (method(criterion), criterion.unit), column=5)
    if criterion.missing_share is None:
        page.text(row, 7, forms.NOT_ALLOWED if criterion.kind == "quantitative" else "", look="centre")
    else:
        page.number(row, 7, criterion.missing_share * 100, look="points")


def next_level(column: str, above: str = "") -> str:
    """The largest of the points in `column`, or the largest that are fewer than the cell `above`; empty after the last.

    Levels are formulas, so that a criterion whose points are changed counts at its new level.
    """
    if not above:
        return f"=MAX({column})"
    return f'=IF({above}="","",IFERROR(LARGE({column},SUMPRODUCT(--({column}>={above}))+1),""))'


def method(criterion: Criterion) -> str:
    """In words, how the criterion's points are found."""
    match criterion.value:
        case Linear():
            return "직선 환산 (0 %~100 %, 환산 기준표)"
        case Ratio():
            return "비율(로그) 환산 (0 %~100 %, 환산 기준표)"
        case Piecewise():
            return "꺾은선 환산 (환산 기준표)"
        case Ladder():
            return "구간 환산 (환산 기준표)"
        case Grades():
            return "등급 환산 (환산 기준표)"
        case None:
            return "평가위원 평가"


def _limit(page: Page, last: int) -> None:
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=False)
    rule.errorTitle, rule.error = "배점", "0 이상 100 이하의 수를 넣으십시오."
    page.validate(rule, spans=[((_HEADER + 1, _POINTS), (last, _POINTS))])


def _sums(page: Page, scheme: Scheme, last: int) -> None:
    column = page.span((_HEADER + 1, _POINTS), (last, _POINTS))
    kinds = page.span((_HEADER + 1, 3), (last, 3))
    for row, kind in enumerate(("qualitative", "quantitative"), last + 1):
        value = sum((c.points for c in scheme.criteria if c.kind == kind), Fraction(0))
        page.texts(row, (f"{forms.KIND[kind]} 계", "", ""), look="header")
        page.formula(row, _POINTS, f'=SUMIFS({column},{kinds},"{forms.KIND[kind]}")', value, look="total", what="배점")
    _totals(page, scheme, last + 3, column)


def _totals(page: Page, scheme: Scheme, row: int, column: str) -> None:
    technical, price = scheme.technical_points, scheme.price_points
    page.texts(row, ("기술능력평가 계", "", ""), look="header")
    page.formula(row, _POINTS, f"=SUM({column})", technical, look="total", what="기술 배점")
    page.texts(row + 1, ("입찰가격평가", "", ""), look="header")
    page.number(row + 1, _POINTS, price, look="entry")
    page.texts(row + 2, ("총계", "", ""), look="header")
    page.formula(row + 2, _POINTS, f"=D{row}+D{row + 1}", technical + price, look="total", what="총 배점")
    page.book.define("기술배점", place=page.ref(row, _POINTS))
    page.book.define("가격배점", place=page.ref(row + 1, _POINTS))
