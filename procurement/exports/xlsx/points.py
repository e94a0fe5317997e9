"""배점표: the announced criteria, their points, and how a value becomes points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from scoring.criteria import Criterion, Grades, Ladder, Linear, Scheme

_HEADER = 3
_POINTS = 4


@dataclass(frozen=True, slots=True)
class PointsTable:
    """Where 배점표 holds each criterion's points, missing share and conversion cells."""

    points: Mapping[str, str]
    missing: Mapping[str, str]
    conversion: Mapping[str, tuple[tuple[str, str], ...]]
    places: Mapping[str, str]


def write_points(book: Book, *, scheme: Scheme) -> PointsTable:
    """Write 배점표; the names 기술배점 and 가격배점 point into it (workbook.md, sheet 1)."""
    page = book.page(forms.POINTS, widths=(12, 44, 10, 14, 30, 12, 16), header_row=_HEADER)
    page.text(1, 1, forms.POINTS, look="title")
    page.texts(_HEADER, forms.POINTS_HEADER, look="header")
    for row, criterion in enumerate(scheme.criteria, _HEADER + 1):
        _criterion(page, row, criterion)
    last = _HEADER + len(scheme.criteria)
    _limit(page, last)
    _sums(page, scheme, last)
    conversion, places = _conversions(page, scheme, last + 8)
    rows = {criterion.id: row for row, criterion in enumerate(scheme.criteria, _HEADER + 1)}
    return PointsTable(
        points={key: page.ref(row, _POINTS) for key, row in rows.items()},
        missing={key: page.ref(row, 7) for key, row in rows.items()},
        conversion=conversion,
        places=places,
    )


def _criterion(page: Page, row: int, criterion: Criterion) -> None:
    page.texts(row, (criterion.group, criterion.title, forms.KIND[criterion.kind]))
    page.number(row, _POINTS, criterion.points, look="entry")
    page.texts(row, (method(criterion), criterion.unit), column=5)
    if criterion.missing_share is None:
        page.text(row, 7, forms.NOT_ALLOWED if criterion.kind == "quantitative" else "", look="centre")
    else:
        page.number(row, 7, criterion.missing_share * 100, look="points")


def method(criterion: Criterion) -> str:
    """In words, how the criterion's points are found."""
    match criterion.value:
        case Linear():
            return "직선 환산 (0 %~100 %, 아래 환산 기준)"
        case Ladder():
            return "구간 환산 (아래 환산 기준)"
        case Grades():
            return "등급 환산 (아래 환산 기준)"
        case None:
            return "평가위원 평가"


def _limit(page: Page, last: int) -> None:
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=False)
    rule.errorTitle, rule.error = "배점", "0 이상 100 이하의 수를 넣으십시오."
    page.validate(rule, first=(_HEADER + 1, _POINTS), last=(last, _POINTS))


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


def _conversions(page: Page, scheme: Scheme, row: int) -> tuple[dict[str, tuple[tuple[str, str], ...]], dict[str, str]]:
    page.text(row, 1, "정량 환산 기준", look="heading")
    page.texts(row + 1, forms.CONVERSION_HEADER, look="header")
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    places: dict[str, str] = {}
    row += 2
    for criterion in scheme.of_kind("quantitative"):
        first = row
        for label, threshold, share in _steps(criterion):
            _step(page, row, (criterion.group, criterion.title, label), threshold, share)
            row += 1
        found[criterion.id] = tuple((page.ref(r, 4), page.ref(r, 5)) for r in range(first, row))
        if isinstance(criterion.value, Linear):
            page.number(first, 6, criterion.value.places, look="count")
            places[criterion.id] = page.ref(first, 6)
    return found, places


def _steps(criterion: Criterion) -> Iterator[tuple[str, Fraction | str, Fraction]]:
    match criterion.value:
        case Linear(floor, target, _):
            yield "만점 기준", target, Fraction(1)
            yield "0점 기준", floor, Fraction(0)
        case Ladder(steps, better):
            for threshold, share in steps:
                yield ("이상" if better == "higher" else "이하"), threshold, share
        case Grades(shares):
            for label, share in shares:
                yield "등급", label, share


def _step(page: Page, row: int, labels: tuple[str, str, str], threshold: Fraction | str, share: Fraction) -> None:
    page.texts(row, labels)
    if isinstance(threshold, str):
        page.text(row, 4, threshold, look="centre")
    else:
        page.number(row, 4, threshold, look="measured")
    page.number(row, 5, share * 100, look="points")
    page.text(row, 6, "")
