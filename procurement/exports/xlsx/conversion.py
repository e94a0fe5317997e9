"""정량 환산 기준: the announced steps, grades and lines by which a value becomes a share of the points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from scoring.criteria import Criterion, Curve, Grades, Ladder, Linear, Piecewise, Ratio, Scheme

_HEADER = 3
_RATIO = (
    "비율(로그) 환산: 환산율 = ln(값 ÷ 0점 기준값) ÷ ln(만점 기준값 ÷ 0점 기준값), 0~100 %. "
    "값이 몇 배가 되었는지를 보므로 두 배가 될 때마다 같은 점수가 더해진다."
)
_PIECEWISE = (
    "꺾은선 환산: 이웃한 두 기준값 사이는 직선으로 잇고, 처음과 마지막 기준값의 밖은 그 끝의 환산율을 그대로 쓴다."
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """One criterion's conversion: the cells of its limits and shares (%), and where its points round.

    Best first; the knots of a curve by rising value. Lines and curves round at their announced places; the points
    of steps and grades are not rounded. `left` and `right` are (limits, shares) of all knots but the last and
    of all but the first.
    """

    limits: str
    shares: str
    best: str
    last: str
    places: str
    left: tuple[str, str] = ("", "")
    right: tuple[str, str] = ("", "")


def write_conversions(book: Book, *, scheme: Scheme) -> dict[str, Conversion]:
    """Write 정량 환산 기준 where anything is quantitative; returns criterion id -> its cells.

    The formula of a curve stands below the table in words, as `scoring.curves` computes it.
    """
    criteria = scheme.of_kind("quantitative")
    if not criteria:
        return {}
    page = book.page(forms.CONVERSIONS, widths=(14, 46, 20, 16, 12, 12), header_row=_HEADER)
    page.text(1, 1, forms.CONVERSIONS, look="title")
    page.texts(_HEADER, forms.CONVERSION_HEADER, look="header")
    found: dict[str, Conversion] = {}
    first = _HEADER + 1
    for criterion in criteria:
        last = _criterion(page, first, criterion)
        found[criterion.id] = _conversion(page, first, last, criterion)
        first = last + 1
    for number, note in enumerate(_curves(criteria), first + 1):
        page.text(number, 1, note, look="plain")
    return found


def _conversion(page: Page, first: int, last: int, criterion: Criterion) -> Conversion:
    limits, shares = _columns(page, first, last)
    knots = isinstance(criterion.value, Piecewise)
    return Conversion(
        limits=limits,
        shares=shares,
        best=page.ref(first, 4),
        last=page.ref(last, 4),
        places=page.ref(first, 6) if isinstance(criterion.value, Linear | Curve) else str(forms.SUM_PLACES),
        left=_columns(page, first, last - 1) if knots else ("", ""),
        right=_columns(page, first + 1, last) if knots else ("", ""),
    )


def _columns(page: Page, first: int, last: int) -> tuple[str, str]:
    return page.span((first, 4), (last, 4)), page.span((first, 5), (last, 5))


def _curves(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    notes = ((Ratio, _RATIO), (Piecewise, _PIECEWISE))
    yield from (note for kind, note in notes if any(isinstance(c.value, kind) for c in criteria))


def _criterion(page: Page, row: int, criterion: Criterion) -> int:
    for label, limit, share in _steps(criterion):
        page.texts(row, (criterion.group, criterion.title, label))
        if isinstance(limit, str):
            page.text(row, 4, limit, look="centre")
        else:
            page.number(row, 4, limit, look="points")
        page.number(row, 5, share * 100, look="points")
        if isinstance(criterion.value, Linear | Curve):
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
        case Ratio(floor, target, _):
            yield "만점 기준(비율)", target, Fraction(1)
            yield "0점 기준(비율)", floor, Fraction(0)
        case Piecewise(knots, _):
            for value, share in knots:
                yield "꺾이는 점", value, share
        case Ladder(steps, better):
            for threshold, share in steps:
                yield ("이상" if better == "higher" else "이하"), threshold, share
        case Grades(shares):
            for label, share in shares:
                yield "등급", label, share
