"""정량평가표: evidence values turned into points by formulas over 배점표's conversion cells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.points import PointsTable
from scoring.criteria import Criterion, Grades, Ladder, Linear
from scoring.result import BidResult, Evaluation, ItemScore

_HEADER = 3
_FIRST = _HEADER + 1
_VALUE, _SCORE = 4, 6


@dataclass(frozen=True, slots=True)
class Quantities:
    """Bid id -> the cell with its sum; (bid id, criterion id) -> the cell with its points."""

    sums: dict[str, str]
    items: dict[tuple[str, str], str]


def write_quantitative(book: Book, *, evaluation: Evaluation, points: PointsTable) -> Quantities:
    """Write 정량평가표, scored by the officer and not the panel (제7조⑤)."""
    page = book.page(forms.QUANTITATIVE, widths=(24, 30, 8, 16, 12, 12, 10, 60, 16), header_row=_HEADER)
    page.text(1, 1, forms.QUANTITATIVE, look="title")
    page.texts(_HEADER, forms.QUANTITATIVE_HEADER, look="header")
    count = len(evaluation.scheme.of_kind("quantitative"))
    sums_at = _FIRST + count * len(evaluation.results) + 2
    page.texts(sums_at, ("업체", "정량 계"), look="header")
    found = Quantities(sums={}, items={})
    for index, result in enumerate(evaluation.results):
        first = _FIRST + index * count
        for row, item in enumerate(result.items, first):
            _item(page, row, result, item, points)
            found.items[result.bid.id, item.criterion.id] = page.ref(row, _SCORE)
        found.sums[result.bid.id] = _sum(page, sums_at + 1 + index, (first, first + count - 1), result)
    page.text(sums_at + len(evaluation.results) + 3, 1, "담당공무원 서명:                     (서명)", look="plain")
    return found


def _item(page: Page, row: int, result: BidResult, item: ItemScore, points: PointsTable) -> None:
    criterion = item.criterion
    page.texts(row, (result.bid.name, criterion.title))
    page.formula(row, 3, f"={points.points[criterion.id]}", criterion.points, look="points")
    _value(page, row, item)
    page.text(row, 5, criterion.unit, look="centre")
    formula = _formula(criterion, value=f"D{row}", full=f"C{row}", points=points)
    page.formula(row, _SCORE, formula, item.number.value, what=f"{result.bid.name} {criterion.title}")
    blank = f'=IF(OR(D{row}="",D{row}="{forms.NOT_MEASURED}"),"{forms.NOT_MEASURED}","")'
    page.formula(row, 7, blank, forms.NOT_MEASURED if item.missing else "", look="centre")
    page.text(row, 8, item.evidence.trace if item.evidence else forms.NOT_MEASURED)
    page.text(row, 9, "", look="entry_text")


def _value(page: Page, row: int, item: ItemScore) -> None:
    value = item.evidence.value if item.evidence else None
    if isinstance(value, Fraction):
        page.number(row, _VALUE, value, look="entry")
    else:
        page.text(row, _VALUE, forms.NOT_MEASURED if value is None else value, look="entry_text")


def _formula(criterion: Criterion, *, value: str, full: str, points: PointsTable) -> str:
    cells = points.conversion[criterion.id]
    missing = f"{full}*{points.missing[criterion.id]}/100" if criterion.missing_share is not None else '"평가 불가"'
    match criterion.value:
        case Linear():
            (target, _), (floor, _) = cells
            share = f"MAX(0,MIN(1,({value}-{floor})/({target}-{floor})))"
            return f"=IF(ISNUMBER({value}),ROUND({full}*{share},{points.places[criterion.id]}),{missing})"
        case Ladder(_, better):
            sign = ">=" if better == "higher" else "<="
            steps = "".join(f"IF({value}{sign}{limit},{share}/100," for limit, share in cells) + "0" + ")" * len(cells)
            return f"=IF(ISNUMBER({value}),ROUND({full}*{steps},10),{missing})"
        case Grades():
            limits, shares = (f"{column[0]}:{column[-1].rsplit('!')[-1]}" for column in zip(*cells, strict=True))
            found = f"INDEX({shares},MATCH({value},{limits},0))"
            return f'=IF(OR({value}="",{value}="{forms.NOT_MEASURED}"),{missing},ROUND({full}*{found}/100,10))'
    raise AssertionError(criterion.id)


def _sum(page: Page, row: int, span: tuple[int, int], result: BidResult) -> str:
    page.text(row, 1, result.bid.name)
    formula = f"=ROUND(SUM(F{span[0]}:F{span[1]}),10)" if span[1] >= span[0] else "=0"
    page.formula(row, 2, formula, result.quantitative.value, look="total", what=f"{result.bid.name} 정량 계")
    return page.ref(row, 2)
