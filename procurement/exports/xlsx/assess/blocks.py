"""What the sheets of every kind share: inputs that a sheet can hold, exact ratios, orders, lots, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Corner, Exact, Page, decimal
from procurement.exports.xlsx.freeze import Cached
from scoring.lots import Groups
from scoring.result import Lot

LOT_HEADER = ("추첨 순번", "추첨일", "입회", "기록")
LOT_WIDTHS = (10, 13, 18, 22)
FIRST_PLACE, TO_DRAW = "낙찰 예정", "추첨하여 기록할 것"
_MOST_DIGITS, _MOST_PLACES = 15, 10
Key = tuple[str, str]
"""A column letter, and the sign by which another bid's value there stands ahead (`<` the smaller)."""


class NotForSheets(ValueError):
    """A number that a spreadsheet does not hold exactly."""


def held(value: Exact, *, what: str) -> Exact:
    """The value, where a spreadsheet computes with it as it stands. Raises NotForSheets."""
    number = decimal(value).normalize()
    if len(number.as_tuple().digits) > _MOST_DIGITS or int(number.as_tuple().exponent) < -_MOST_PLACES:
        raise NotForSheets(
            f"{what}: {number:f}: 엑셀은 유효숫자 {_MOST_DIGITS}자리, 소수 {_MOST_PLACES}자리까지만 정확합니다. "
            f"줄여 적거나 -o 없이 계산하십시오 / a spreadsheet holds {_MOST_DIGITS} digits and {_MOST_PLACES} decimals "
            f"exactly: shorten it or leave out -o"
        )
    return value


def whole(value: int, *, what: str) -> int:
    """A whole number as `held`. Raises NotForSheets."""
    held(value, what=what)
    return value


def share(value: Fraction, *, what: str) -> Fraction:
    """A fraction as `held`. Raises NotForSheets."""
    held(value, what=what)
    return value


def entry(page: Page, place: Corner, value: Exact | None, *, what: str, look: str = "entry") -> None:
    """An unlocked number, empty where there is none. Raises NotForSheets."""
    if value is None:
        page.blank(*place, look=look)
    else:
        page.number(*place, held(value, what=what), look=look)


def drawn(lots: Sequence[Lot]) -> dict[str, int]:
    """Bid -> its place in the lot it took part in."""
    return {bid: place for lot in lots for place, bid in enumerate(lot.bids, 1)}


def lot_cells(page: Page, place: Corner, *, bid: str, lots: Sequence[Lot]) -> None:
    """추첨 순번, day, witness and record of a bid, to be filled in where no lot is recorded."""
    row, column = place
    lot = next((one for one in lots if bid in one.bids), None)
    entry(page, place, drawn(lots).get(bid), what=bid)
    told = (lot.day.isoformat(), lot.witnessed_by, lot.record) if lot else ("", "", "")
    page.texts(row, told, look="entry_words", column=column + 1)


def ratio(part: str, whole: str, *, places: str) -> str:
    """`part / whole` rounded half up to `places`, decided on whole numbers: a quotient in doubles may miss a half."""
    tens = f"10^{places}"
    near = f"ROUND({part}*{tens}/{whole},0)"
    up = f"IF(2*{part}*{tens}>=(2*{near}+1)*{whole},1,0)"
    down = f"IF(2*{part}*{tens}<(2*{near}-1)*{whole},1,0)"
    return f"({near}+{up}-{down})/{tens}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the list of the order: its letter in the table, its look, and its values in that order."""

    title: str
    letter: str
    look: str
    values: Sequence[Cached]


@dataclass(frozen=True, slots=True)
class Order:
    """How rows `first`..`last` are put in order: those where `counted` (a mask) is 1, by their keys, then by lot."""

    counted: str
    keys: tuple[Key, ...]
    first: int
    last: int

    def column(self, letter: str) -> str:
        """A column of these rows, fixed."""
        return f"${letter}${self.first}:${letter}${self.last}"

    def place(self, row: int, *, drawn: str = "") -> str:
        """1 and how many rows stand ahead; `drawn` is the column that `draw` fills, where lots decide."""
        text = "0"
        for letter, sign in reversed((*self.keys, *(((drawn, "<"),) if drawn else ()))):
            every = self.column(letter)
            text = f"({every}{sign}{letter}{row})+({every}={letter}{row})*({text})"
        return f"1+SUMPRODUCT({self.counted}*({text}))"

    def draw(self, row: int, *, own: str, every: str) -> str:
        """The place in the lot from the cell `own` of the column `every`; 0 unless each of the tied rows has one."""
        alike = "*".join((self.counted, *(f"({self.column(letter)}={letter}{row})" for letter, _ in self.keys)))
        return f"IF(AND(ISNUMBER({own}),SUMPRODUCT({alike})=SUMPRODUCT({alike}*ISNUMBER({every}))),{own},0)"


def positions(groups: Groups) -> dict[str, int]:
    """Bid -> its place; the bids of a group share one."""
    return {bid: 1 + sum(map(len, groups[:n])) for n, group in enumerate(groups) for bid in group}


def lines(ids: Sequence[str], places: Mapping[str, int]) -> dict[str, int]:
    """Bid -> its line in the list of the order: tied ones as the table has them."""
    placed = sorted((bid for bid in ids if bid in places), key=lambda bid: places[bid])
    return {bid: line for line, bid in enumerate(placed, 1)}


def line_formula(letter: str, row: int, *, first: int) -> str:
    """The line in the list of the order, from the place in column `letter`."""
    return f'=IF({letter}{row}="","",{letter}{row}+COUNTIF({letter}${first}:{letter}{row},{letter}{row})-1)'


def listing(page: Page, top: int, *, order: Order, line: str, shown: Sequence[Shown]) -> int:
    """The rows in their order below a header at `top`: the columns `shown`, found by the column `line`."""
    page.texts(top, ("순서", *(one.title for one in shown)), look="header")
    count = order.last - order.first + 1
    for number in range(1, count + 1):
        row = top + number
        page.number(row, 1, number, look="count")
        for at, one in enumerate(shown, 2):
            match = f"MATCH($A{row},{order.column(line)},0)"
            value = one.values[number - 1] if number <= len(one.values) else ""
            page.formula(row, at, f'=IFERROR(INDEX({order.column(one.letter)},{match}),"")', value, look=one.look)
    return top + count


def choice(page: Page, spans: Sequence[tuple[Corner, Corner]], *, of: Sequence[str], title: str) -> None:
    """Only these words may be entered."""
    rule = DataValidation(type="list", formula1=f'"{",".join(of)}"', allow_blank=False)
    rule.errorTitle, rule.error = title, "목록에서 고르십시오."
    page.validate(rule, spans=spans)


def limit(
    page: Page, span: tuple[Corner, Corner], *, title: str, least: str, most: str = "", whole: bool = False
) -> None:
    """Only numbers from `least` on, to `most` where it is given, may be entered; an empty cell stays allowed."""
    rule = DataValidation(type="whole" if whole else "decimal", allow_blank=True, formula1=least)
    rule.operator, rule.formula2 = ("between", most) if most else ("greaterThanOrEqual", None)
    rule.errorTitle = title
    rule.error = f"{least} 이상{f' {most} 이하' if most else ''}의 {'정수' if whole else '수'}를 넣으십시오."
    page.validate(rule, spans=[span])


def heading(page: Page, title: str, header: Sequence[str], *, row: int) -> None:
    """The sheet's title and the header row."""
    page.text(1, 1, title, look="title")
    page.texts(row, header, look="header")


def signatures(page: Page, row: int) -> None:
    """Where those who answer for the sheet sign."""
    for offset, who in enumerate(("작성자", "검토자", "계약담당공무원")):
        page.text(row + offset, 1, f"{who}:                       (서명)", look="plain")


def yes(value: bool) -> str:  # noqa: FBT001 -- the word for it
    """예 or 아니오."""
    return forms.YES if value else forms.NO
