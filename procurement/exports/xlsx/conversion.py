"""정량 환산 기준: the announced steps, grades and lines by which a value becomes a share of the points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from scoring.criteria import Criterion, Grades, Ladder, Linear, Scheme

_HEADER = 3


@dataclass(frozen=True, slots=True)
class Conversion:
    """One criterion's conversion: the cells of its limits and shares (%), best first, and where its points round.

    A line rounds at its announced places; the points of steps and grades are not rounded.
    """

    limits: str
    shares: str
    best: str
    last: str
    places: str


def write_conversions(book: Book, *, scheme: Scheme) -> dict[str, Conversion]:
    """Write 정량 환산 기준 where anything is quantitative; returns criterion id -> its cells."""
    criteria = scheme.of_kind("quantitative")
    if not criteria:
        return {}
    page = book.page(forms.CONVERSIONS, widths=(14, 50, 14, 16, 12, 12), header_row=_HEADER)
    page.text(1, 1, forms.CONVERSIONS, look="title")
    page.texts(_HEADER, forms.CONVERSION_HEADER, look="header")
    found: dict[str, Conversion] = {}
    first = _HEADER + 1
    for criterion in criteria:
        last = _criterion(page, first, criterion)
        found[criterion.id] = Conversion(
            limits=page.span((first, 4), (last, 4)),
            shares=page.span((first, 5), (last, 5)),
            best=page.ref(first, 4),
            last=page.ref(last, 4),
            places=page.ref(first, 6) if isinstance(criterion.value, Linear) else str(forms.SUM_PLACES),
        )
        first = last + 1
    return found


def _criterion(page: Page, row: int, criterion: Criterion) -> int:
    for label, limit, share in _steps(criterion):
        page.texts(row, (criterion.group, criterion.title, label))
        if isinstance(limit, str):
            page.text(row, 4, limit, look="centre")
        else:
            page.number(row, 4, limit, look="points")
        page.number(row, 5, share * 100, look="points")
        if isinstance(criterion.value, Linear):
            page.number(row, 6, criterion.value.places, look="count")
        else:
            page.text(row, 6, "반올림 없음", look="centre")
        row += 1
    return row - 1


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
