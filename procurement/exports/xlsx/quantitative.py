"""정량평가표: evidence values turned into points by formulas over 배점표's conversion cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, rounded
from procurement.exports.xlsx.conversion import Conversion
from procurement.exports.xlsx.points import PointsTable
from scoring.criteria import Criterion, Grades, Ladder, Linear, Piecewise, Ratio
from scoring.result import BidResult, Evaluation, ItemScore

_HEADER = 3
_FIRST = _HEADER + 1
_VALUE, _SHARE, _SCORE = 4, 6, 7
_NOT_ALLOWED = f'"{forms.NOT_ALLOWED}"'


@dataclass(frozen=True, slots=True)
class Quantities:
    """Bid id -> the cell with its sum; (bid id, criterion id) -> the cell with its points."""

    sums: dict[str, str]
    items: dict[tuple[str, str], str]


def write_quantitative(
    book: Book, *, evaluation: Evaluation, points: PointsTable, edges: Mapping[tuple[str, str], str]
) -> Quantities:
    """Write 정량평가표, scored by the officer and not the panel (제7조⑤).

    `edges` is (bid id, criterion id) -> what its repeats say of the steps.
    """
    page = book.page(forms.QUANTITATIVE, widths=(24, 30, 8, 14, 12, 12, 11, 9, 50, 12, 40), header_row=_HEADER)
    page.text(1, 1, forms.QUANTITATIVE, look="title")
    page.texts(_HEADER, forms.QUANTITATIVE_HEADER, look="header")
    count = len(evaluation.scheme.of_kind("quantitative"))
    sums_at = _FIRST + count * len(evaluation.results) + 2
    page.text(sums_at, 1, "업체별 정량 계", look="heading")
    found = Quantities(sums={}, items={})
    for index, result in enumerate(evaluation.results):
        first = _FIRST + index * count
        for row, item in enumerate(result.items, first):
            _item(page, row, result, item, points)
            page.text(row, 11, edges.get((result.bid.id, item.criterion.id), forms.NO_EDGE))
            found.items[result.bid.id, item.criterion.id] = page.ref(row, _SCORE)
        found.sums[result.bid.id] = _sum(page, sums_at + 1 + index, (first, first + count - 1), result)
    _only_grades(page, evaluation, points.conversions)
    page.text(sums_at + len(evaluation.results) + 3, 1, "담당공무원 서명:                     (서명)", look="plain")
    return found


def _item(page: Page, row: int, result: BidResult, item: ItemScore, points: PointsTable) -> None:
    criterion = item.criterion
    conversion = points.conversions[criterion.id]
    page.texts(row, (result.bid.name, criterion.title))
    page.formula(row, 3, f"={points.points[criterion.id]}", criterion.points, look="points")
    _value(page, row, item)
    page.text(row, 5, criterion.unit, look="centre")
    missing = f"{points.missing[criterion.id]}/100" if criterion.missing_share is not None else _NOT_ALLOWED
    share = item.number.exact / criterion.points
    page.formula(row, _SHARE, _share(criterion, f"D{row}", conversion, missing), share, look="share")
    points_of_share = rounded(f"C{row}*F{row}", places=conversion.places)
    formula = f"=IF(ISNUMBER(F{row}),{points_of_share},{_NOT_ALLOWED})"
    page.formula(row, _SCORE, formula, item.number.value, what=f"{result.bid.name} {criterion.title}")
    blank = f'=IF(OR(D{row}="",D{row}="{forms.NOT_MEASURED}"),"{forms.NOT_MEASURED}","")'
    page.formula(row, 8, blank, forms.NOT_MEASURED if item.missing else "", look="centre")
    page.text(row, 9, item.evidence.trace if item.evidence else forms.NOT_MEASURED)
    page.text(row, 10, "", look="entry_text")


def _value(page: Page, row: int, item: ItemScore) -> None:
    value = item.evidence.value if item.evidence else None
    if isinstance(value, Fraction):
        page.number(row, _VALUE, value, look="entry")
    else:
        page.text(row, _VALUE, forms.NOT_MEASURED if value is None else value, look="entry_text")


def _share(criterion: Criterion, value: str, conversion: Conversion, missing: str) -> str:
    """The share of the points that a value earns, 0..1, over the cells of 정량 환산 기준."""
    limits, shares = conversion.limits, conversion.shares
    match criterion.value:
        case Linear():
            span = f"({conversion.best}-{conversion.last})"
            return f"=IF(ISNUMBER({value}),MAX(0,MIN(1,({value}-{conversion.last})/{span})),{missing})"
        case Ratio():
            logs = f"LN({value}/{conversion.last})/LN({conversion.best}/{conversion.last})"
            found = f"IF({value}>0,MAX(0,MIN(1,{logs})),{_NOT_ALLOWED})"
            return f"=IF(ISNUMBER({value}),{found},{missing})"
        case Piecewise():
            return f"=IF(ISNUMBER({value}),{_along(value, conversion)},{missing})"
        case Ladder(_, better):
            sign = ">=" if better == "higher" else "<="
            return f"=IF(ISNUMBER({value}),SUMPRODUCT(MAX(({value}{sign}{limits})*{shares}))/100,{missing})"
        case _:
            known = f"SUMPRODUCT(--EXACT({limits},{value}))=1"
            found = f"IF({known},SUMPRODUCT(--EXACT({limits},{value}),{shares})/100,{_NOT_ALLOWED})"
            return f'=IF(OR({value}="",{value}="{forms.NOT_MEASURED}"),{missing},{found})'


def _along(value: str, conversion: Conversion) -> str:
    """The share at the first knot and the gain of each piece: all of a piece passed, a part of the one entered."""
    (left, below), (right, above) = conversion.left, conversion.right
    entered = f"({value}>{left})*({value}<{right})*({value}-{left})/({right}-{left})"
    first = f"INDEX({conversion.shares},1)"
    return f"({first}+SUMPRODUCT(({above}-{below})*(({value}>={right})+{entered})))/100"


def _only_grades(page: Page, evaluation: Evaluation, conversions: Mapping[str, Conversion]) -> None:
    """Let the value of a graded criterion be chosen from its announced grades alone."""
    criteria = evaluation.scheme.of_kind("quantitative")
    for index, criterion in enumerate(criteria):
        if isinstance(criterion.value, Grades):
            grades = DataValidation(type="list", formula1=f"={conversions[criterion.id].limits}", allow_blank=True)
            grades.errorTitle, grades.error = "등급", "환산 기준표에 있는 등급만 고를 수 있습니다."
            rows = range(_FIRST + index, _FIRST + len(criteria) * len(evaluation.results), len(criteria))
            page.validate(grades, spans=[((row, _VALUE), (row, _VALUE)) for row in rows])


def _sum(page: Page, row: int, span: tuple[int, int], result: BidResult) -> str:
    page.texts(row, (result.bid.name, "정량 계"))
    cells = f"G{span[0]}:G{span[1]}"
    sums = f"=IF(COUNT({cells})=ROWS({cells}),ROUND(SUM({cells}),{forms.SUM_PLACES}),{_NOT_ALLOWED})"
    formula = sums if span[1] >= span[0] else "=0"
    page.formula(row, _SCORE, formula, result.quantitative.value, look="total", what=f"{result.bid.name} 정량 계")
    return page.ref(row, _SCORE)
