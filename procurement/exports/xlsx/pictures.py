"""도표: totals stacked by group, price against technical points, the mix by vendor, below tables of formulas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from openpyxl.worksheet.pagebreak import Break

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.drawing import Curve, Marks, Side, Table, bars, points
from procurement.exports.xlsx.items import Items
from procurement.exports.xlsx.mix_vendors import Sold
from procurement.exports.xlsx.prices import offer_cells
from procurement.exports.xlsx.ranking import column_cells, with_bonus
from procurement.exports.xlsx.verdicts import on_total
from scoring.result import BidResult, Evaluation

Priced = tuple[tuple[BidResult, int], ...]
"""Results whose envelope is open, each with its price in won."""
_LONGEST_NAME = 18
_WIDTHS = (32, 32, *(12,) * 6)
_UNITS = (("백만 원", 1_000_000), ("천 원", 1_000))
_FEWEST = 2
_SIDES: tuple[Side, ...] = ("t", "b", "r", "l")
_STACK_NOTE = (
    "막대는 감점하기 전의 점수이고, 순위는 합계로 정한다. "
    "가격점수를 산출하지 않은 업체는 가격 부분이 없다. 긴 업체명은 줄여 적는다."
)
_PLOT_NOTE = "왼쪽일수록 값이 싸고 위일수록 기술점수가 높다. 가격점수는 입찰가격 평가표의 산식이 정한다."


@dataclass(frozen=True, slots=True)
class _Bids:
    """The bids, their cells in 종합평가표 by column, and the rows of the first table here."""

    evaluation: Evaluation
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.evaluation.results) - 1

    def cell(self, letter: str, result: BidResult) -> str:
        return column_cells(self.evaluation, letter)[result.bid.id]


def write_pictures(book: Book, *, evaluation: Evaluation, items: Items | None, sold: tuple[Sold, ...]) -> None:
    """Write 도표. Without `items` (차등점수제) the technical points are one part; one vendor alone is no mix."""
    names = items.groups if items else ()
    page = book.page(forms.PICTURES, widths=(*_WIDTHS, *(12,) * max(0, len(names) - 2)))
    page.text(1, 1, forms.PICTURES, look="title")
    row = _stack(page, _Bids(evaluation, 6), items)
    row = _plot(page, row, evaluation, _priced(evaluation))
    if len(sold) >= _FEWEST:
        _vendors(page, row, sold)


def _stack(page: Page, bids: _Bids, items: Items | None) -> int:
    page.text(3, 1, "종합점수 구성", look="heading")
    page.text(4, 1, _STACK_NOTE, look="plain")
    header, evaluation = bids.first - 1, bids.evaluation
    page.texts(header, ("업체", "도표의 이름"), look="header")
    for row, result in enumerate(evaluation.results, bids.first):
        page.text(row, 1, shortened(result.bid.name))
        page.formula(row, 2, _named(row, result, bids), _name(result), look="text")
    after = _groups(page, bids, items) if items else _technical(page, bids)
    extra = [("K", forms.PRICE), *([("R", forms.BONUS)] if with_bonus(evaluation) else [])]
    extra += [("L", forms.DEDUCTION), ("M", forms.TOTAL)]
    for column, (letter, title) in enumerate(extra, after):
        page.text(header, column, title, look="header")
        for row, result in enumerate(evaluation.results, bids.first):
            page.formula(row, column, f"={bids.cell(letter, result)}", _value(letter, result))
    drawn = range(3, after + len(extra) - 2)
    labels = tuple(_name(result) for result in evaluation.results)
    titles = "업체별 종합점수 구성", "업체 (순위)", "점수 (점)"
    return bars(page, bids.last + 2, table=Table((header, bids.last), drawn, 2, labels), titles=titles)


def _groups(page: Page, bids: _Bids, items: Items) -> int:
    """A column for each group of criteria; returns the next column."""
    for column, group in enumerate(items.groups, 3):
        page.formula(bids.first - 1, column, f'={items.names[group]}&""', group, look="header")
        for row, result in enumerate(bids.evaluation.results, bids.first):
            page.formula(row, column, *items.sums[result.bid.id, group])
    return 3 + len(items.groups)


def _technical(page: Page, bids: _Bids) -> int:
    page.text(bids.first - 1, 3, "차등 기술점수", look="header")
    for row, result in enumerate(bids.evaluation.results, bids.first):
        page.formula(row, 3, f"={bids.cell('E', result)}", result.technical.value)
    return 4


def _value(letter: str, result: BidResult) -> Fraction | str:
    match letter:
        case "K":
            return Fraction(result.price.number.value) if result.price else forms.NOT_OPENED
        case "L":
            return result.deduction.exact
        case "R":
            return result.bonus.exact if result.bonus else Fraction(0)
        case _:
            return Fraction(result.total.value) if result.total else forms.NOT_OPENED


def shortened(name: str) -> str:
    """A bidder's name on one line, short enough for the side of a chart."""
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"


def _named(row: int, result: BidResult, bids: _Bids) -> str:
    rank, verdict = bids.cell("N", result), bids.cell("J", result)
    return f'=A{row}&" ("&IF({rank}="",{verdict},{rank}&"순위")&")"'


def _name(result: BidResult) -> str:
    state = f"{result.rank}순위" if result.rank else forms.NOT_ELIGIBLE
    return f"{shortened(result.bid.name)} ({state})"


def _priced(evaluation: Evaluation) -> Priced:
    return tuple((r, r.bid.price) for r in evaluation.results if r.bid.price is not None)


def _plot(page: Page, row: int, evaluation: Evaluation, priced: Priced) -> int:
    """Price against technical points, where there are opened bids to compare; returns the next free row."""
    if len(priced) < _FEWEST:
        return row
    first, last, (unit, won) = row + 3, row + 2 + len(priced), _won(priced)
    page.sheet.row_breaks.append(Break(id=row - 1))
    page.text(row, 1, "입찰가격과 기술점수", look="heading")
    page.text(row + 1, 1, _PLOT_NOTE, look="plain")
    page.texts(row + 2, ("업체", f"입찰가격 ({unit})", "기술점수"), look="header")
    offers, technical = offer_cells(evaluation), column_cells(evaluation, "E")
    for line, (result, price) in enumerate(priced, first):
        page.text(line, 1, shortened(result.bid.name))
        page.formula(line, 2, f"={offers[result.bid.id]}/{won}", Fraction(price, won), look="points")
        page.formula(line, 3, f"={technical[result.bid.id]}", result.technical.value)
    limit = _threshold(page, evaluation, priced, last, won) if _tested_as_drawn(evaluation) else None
    below = last + (4 if limit else 2)
    titles = "입찰가격과 기술점수", f"입찰가격 ({unit})", "기술점수 (점)"
    marks = Marks((first, last), (1, 2, 3), _sides(priced), limit)
    return points(page, below, marks=marks, titles=titles)


def _sides(priced: Priced) -> tuple[Side, ...]:
    """Bids of one price have their names on different sides, the best above its mark."""
    found: dict[str, Side] = {}
    for price in {price for _, price in priced}:
        same = [result for result, own in priced if own == price]
        same.sort(key=lambda result: -result.technical.value)
        found |= {result.bid.id: _SIDES[number % len(_SIDES)] for number, result in enumerate(same)}
    return tuple(found[result.bid.id] for result, _ in priced)


def _won(priced: Priced) -> tuple[str, int]:
    """The unit that prices are drawn in and its won."""
    most = max(price for _, price in priced)
    return next((unit for unit in _UNITS if most >= 10 * unit[1]), ("원", 1))


def _tested_as_drawn(evaluation: Evaluation) -> bool:
    """Whether the threshold is one of the technical points that are drawn."""
    raw = evaluation.answers.differential_step is not None and evaluation.answers.differential_threshold_on == "raw"
    return not on_total(evaluation) and not raw


def _threshold(page: Page, evaluation: Evaluation, priced: Priced, last: int, won: int) -> Curve:
    result, first = evaluation.results[0], last + 1
    prices = f"B{first - len(priced)}:B{last}"
    found = [Fraction(price, won) for _, price in priced]
    for row, (name, value) in enumerate((("MIN", min(found)), ("MAX", max(found))), first):
        page.text(row, 1, "적격 기준")
        page.formula(row, 2, f"={name}({prices})", value, look="points")
        page.formula(row, 3, f"={column_cells(evaluation, 'F')[result.bid.id]}", result.threshold.exact)
    return Curve(2, 3, (first, first + 1), (first, 1), limit=True)


def _vendors(page: Page, row: int, sold: tuple[Sold, ...]) -> None:
    """What share of the mix's amount goes to each vendor."""
    page.sheet.row_breaks.append(Break(id=row - 1))
    page.text(row, 1, "장비 구성안의 공급사별 금액 비중", look="heading")
    page.text(row + 1, 1, "구성안을 검토한 자료이며 낙찰자 결정에 쓰지 않는다.", look="plain")
    page.texts(row + 2, ("공급사", "금액(원)", "비중(%)"), look="header")
    first, last = row + 3, row + 2 + len(sold)
    whole = sum((one.won for one in sold), Fraction(0))
    for line, one in enumerate(sold, first):
        page.formula(line, 1, f'={one.name}&""', one.vendor, look="text")
        page.formula(line, 2, one.formula, one.won, look="won")
        share = one.won / whole * 100 if whole else Fraction(0)
        page.formula(line, 3, f"=IF(SUM(B${first}:B${last})=0,0,B{line}/SUM(B${first}:B${last})*100)", share)
    table = Table((row + 2, last), range(3, 4), 1, tuple(shortened(one.vendor) for one in sold))
    bars(page, last + 2, table=table, titles=("공급사별 금액 비중", "공급사", "구성안 금액에서 차지하는 비중 (%)"))
