"""The workbook of an assessment as a form that is read back: which open cell is which value of assess.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from procurement.exports.assessed import (
    Assessed,
    CallCase,
    ComparisonCase,
    MasCase,
    QualificationCase,
    ReserveCase,
    StagedCase,
)
from procurement.exports.handout import Form, Input, Key, Place
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess import comparison, mas, open_call, qualification, reserve_price, two_stage
from procurement.exports.xlsx.assess.funding import STOPS
from procurement.exports.xlsx.assess.workbook import assess_workbook
from scoring.quantity import decimal_of
from scoring.rules.loading import number

REMARK = "remark"
"""First part of the key of a cell that is open for a reader's remark and belongs to no value."""
LOT = ("lot_place", "lot_day", "lot_witness", "lot_record")
MEANT: Mapping[str, str | bool] = {
    forms.YES: True,
    forms.NO: False,
    two_stage.SUITABLE: True,
    two_stage.UNSUITABLE: False,
    **{word: value for value, word in STOPS.items()},
    **{word: value for value, word in reserve_price.AUTHORITY.items()},
    "A": "A",
    "B": "B",
}
"""What the words of the lists are in assess.toml."""
_EITHER = (forms.YES, forms.NO)
_PLACES = 10
_TERMS = {
    "가격배점": "price_points", "산식상한": "ceiling", "산식하한": "floor", "허용폭": "band",
    "가격가중": "price_weight", "품질가중": "quality_weight",
}  # fmt: skip
Asked = tuple[Place, Input]


def assess_form(assessed: Assessed, *, filename: str) -> Form:
    """The workbook with its inputs; a key is the path in assess.toml, lists by number from 0. Raises NotForSheets."""
    content = assess_workbook(assessed).content
    cells = _cells_of(content)
    inputs = dict(_inputs(assessed, cells))
    for place in cells.open:
        remark = Input((REMARK, place[0], str(place[1]), str(place[2])), "검증자·일시", "text", required=False)
        inputs.setdefault(place, remark)
    return Form("assess", assessed.kind, filename, assessed.digest, content, inputs)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The unlocked cells row by row, and the cell of every name."""

    open: tuple[Place, ...]
    named: Mapping[str, Place]

    def column(self, sheet: str, column: int) -> list[Place]:
        return [place for place in self.open if place[0] == sheet and place[2] == column]

    def asked(self, sheet: str, column: int, inputs: Iterable[Input]) -> Iterator[Asked]:
        """The open cells of a column from above, one for each input."""
        yield from zip(self.column(sheet, column), inputs, strict=True)


def _cells_of(content: bytes) -> _Cells:
    book = load_workbook(BytesIO(content))
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    unlocked = tuple((c.parent.title, c.row or 0, c.column or 0) for c in cells if not c.protection.locked)
    named: dict[str, Place] = {}
    for name, defined in book.defined_names.items():
        [(sheet, corner)] = defined.destinations
        cell = book[sheet][corner.replace("$", "")]
        named[name] = (sheet, cell.row, cell.column)
    return _Cells(unlocked, named)


def _inputs(assessed: Assessed, cells: _Cells) -> Iterator[Asked]:
    match assessed.case:
        case QualificationCase() as case:
            yield from _qualification(assessed, case, cells)
        case StagedCase() as case:
            yield from _staged(case, cells)
        case ReserveCase() as case:
            yield from _reserve(case, cells)
        case ComparisonCase() as case:
            yield from _comparison(case, cells)
        case MasCase() as case:
            yield from _mas(case, cells)
        case CallCase() as case:
            yield from _call(case, cells)


def _qualification(assessed: Assessed, case: QualificationCase, cells: _Cells) -> Iterator[Asked]:
    ids, sheet = [one.id for one in case.candidates], qualification.ENTRIES
    most = decimal_of(case.found.form.other_points)
    around = decimal_of(number(assessed.rules, key="reliability_points_range"))
    yield cells.named["예정가격"], _won(("qualification", "reserve"), "예정가격")
    yield from cells.asked(sheet, 2, (_won(key, f"{one} 입찰금액") for one, key in _each("bids", ids, "price")))
    yield from cells.asked(
        sheet, 3, (_points(key, f"{one} 납품이행능력", most=most) for one, key in _each("bids", ids, "capability"))
    )
    yield from cells.asked(
        sheet,
        4,
        (_points(key, f"{one} 신인도", least=-around, most=around) for one, key in _each("bids", ids, "reliability")),
    )
    yield from cells.asked(
        sheet, 5, (_choice(key, f"{one} 결격사유", _EITHER) for one, key in _each("bids", ids, "disqualified"))
    )
    yield from _lots(cells, sheet, 6, ids)


def _staged(case: StagedCase, cells: _Cells) -> Iterator[Asked]:
    ids, sheet = [one.id for one in case.entries], two_stage.ENTRIES
    words = (two_stage.SUITABLE, two_stage.UNSUITABLE)
    yield cells.named["예정가격"], _won((case.kind, "reserve"), "예정가격")
    yield from cells.asked(
        sheet, 2, (_choice(key, f"{one} 규격", words) for one, key in _each("bids", ids, "suitable"))
    )
    yield from cells.asked(sheet, 3, (_text(key, f"{one} 사유") for one, key in _each("bids", ids, "why")))
    yield from cells.asked(
        sheet, 4, (_won(key, f"{one} 입찰금액", required=False) for one, key in _each("bids", ids, "price"))
    )
    yield from _lots(cells, sheet, 5, ids)


def _reserve(case: ReserveCase, cells: _Cells) -> Iterator[Asked]:
    given, name = case.preliminary, "reserve_price"
    heads = (
        _won((name, "base"), "기초금액"),
        _choice((name, "authority"), "적용", tuple(reserve_price.AUTHORITY.values())),
        _choice((name, "unit_price"), "단가입찰", _EITHER),
    )
    prices = (_won((name, "prices", str(n)), f"예비가격 {n + 1}번") for n in range(len(given.prices)))
    most = Decimal(len(given.prices))
    drawn = (_count((name, "drawn", str(n)), f"추첨 번호 {n + 1}", least=1, most=most) for n in range(len(given.drawn)))
    yield from cells.asked(reserve_price.ENTRIES, 2, (*heads, *prices))
    yield from cells.asked(reserve_price.ENTRIES, 5, drawn)


def _comparison(case: ComparisonCase, cells: _Cells) -> Iterator[Asked]:
    ids, sheet = [one.id for one in case.bids], comparison.ENTRIES
    for name, key in _TERMS.items():
        if name in cells.named:
            yield cells.named[name], _points(("comparison", key), name)
    yield from cells.asked(sheet, 2, (_points(key, f"{one} 가격") for one, key in _each("bids", ids, "price")))
    yield from cells.asked(sheet, 3, (_points(key, f"{one} 품질") for one, key in _each("bids", ids, "quality")))


def _mas(case: MasCase, cells: _Cells) -> Iterator[Asked]:
    invited, ids, sheet = [one.id for one in case.suppliers], [one.id for one in case.proposals], mas.ENTRIES
    heads = (
        _won(("mas", "amount"), "구매 금액"),
        _choice(("mas", "between_smes"), "중소기업자간 경쟁제품", _EITHER),
        _choice(("mas", "price_type"), "가격 유형", ("A", "B")),
        _choice(("mas", "reserved_for_smes"), "가격 하한 적용", _EITHER),
        _text(("mas", "reason"), "최소 수에 못 미친 사유", required=False),
    )
    makers = (_text(key, f"{one} 제조사") for one, key in _each("invited", invited, "manufacturer"))
    yield from cells.asked(mas.INVITED, 1, (_text(key, "계약상대자") for _, key in _each("invited", invited, "id")))
    yield from cells.asked(mas.INVITED, 2, (*heads, *makers))
    yield from cells.asked(sheet, 2, (_won(key, f"{one} 제안가격") for one, key in _each("proposals", ids, "price")))
    contract = (_won(key, f"{one} 계약가격") for one, key in _each("proposals", ids, "contract_price"))
    yield from cells.asked(sheet, 3, contract)
    yield from cells.asked(sheet, 4, (_points(key, f"{one} 점수") for one, key in _each("proposals", ids, "score")))
    yield from cells.asked(sheet, 5, (_text(key, f"{one} 산식") for one, key in _each("proposals", ids, "formula")))
    well = (_choice(key, f"{one} 고용 우수", _EITHER) for one, key in _each("proposals", ids, "employs_well"))
    yield from cells.asked(sheet, 6, well)
    yield from _lots(cells, sheet, 7, ids)


def _call(case: CallCase, cells: _Cells) -> Iterator[Asked]:
    call, ids, sheet = case.call, [one.id for one in case.projects], open_call.ENTRIES
    words = (open_call.SUITABLE, open_call.UNSUITABLE)
    yield cells.named["예산"], _won(("call", "budget"), "예산")
    yield cells.named["가점한도"], _points(("call", "bonus_max"), "가점 한도")
    yield cells.named["예비자리"], _count(("call", "reserves"), "예비 선정 수")
    yield cells.named["초과처리"], _choice(("call", "on_overrun"), "예산에 들지 않는 과제", tuple(STOPS.values()))
    stages = [stage.title for stage in call.stages]
    yield from cells.asked(
        open_call.TABLE, 2, (_points(key, f"{one} 기준점수") for one, key in _each("stages", stages, "pass_mark"))
    )
    ranked = (_choice(("call", "ranked_by", one.id), f"{one.title} 순위에 반영", _EITHER) for one in call.stages)
    yield from cells.asked(open_call.TABLE, 3, ranked)
    items = [(stage, n, item) for stage, one in enumerate(call.stages) for n, item in enumerate(one.items)]
    most = (
        _points(("stages", str(stage), "items", str(n), "points"), f"{item.title} 배점") for stage, n, item in items
    )
    yield from cells.asked(open_call.TABLE, 7, most)
    yield from cells.asked(sheet, 2, (_won(key, f"{one} 신청액") for one, key in _each("projects", ids, "requested")))
    suitable = (_choice(key, f"{one} 적합성", words) for one, key in _each("projects", ids, "suitable"))
    yield from cells.asked(sheet, 3, suitable)
    yield from cells.asked(sheet, 4, (_text(key, f"{one} 사유") for one, key in _each("projects", ids, "why")))
    bonus = (_points(key, f"{one} 가점", required=False) for one, key in _each("projects", ids, "bonus"))
    yield from cells.asked(sheet, 5, bonus)
    for column, (_, _, item) in enumerate(items, 6):
        given = [((*key, item.id), one) for one, key in _each("projects", ids, "points")]
        marks = (_points(key, f"{one} {item.title}", required=False) for key, one in given)
        yield from cells.asked(sheet, column, marks)


def _each(name: str, ids: Iterable[str], key: str) -> Iterator[tuple[str, Key]]:
    for position, one in enumerate(ids):
        yield one, (name, str(position), key)


def _lots(cells: _Cells, sheet: str, column: int, ids: list[str]) -> Iterator[Asked]:
    """추첨 순번, day, witness and record of every bid."""
    most = Decimal(max(len(ids), 1))
    places = (_count((LOT[0], one), f"{one} 추첨 순번", least=1, most=most, required=False) for one in ids)
    yield from cells.asked(sheet, column, places)
    for offset, (name, label) in enumerate(zip(LOT[1:], ("추첨일", "입회", "기록"), strict=True), 1):
        told = (_text((name, one), f"{one} {label}", required=False) for one in ids)
        yield from cells.asked(sheet, column + offset, told)


def _won(key: Key, label: str, *, required: bool = True) -> Input:
    return _count(key, f"{label}(원)", least=1, required=required)


def _count(key: Key, label: str, *, least: int = 0, most: Decimal = Decimal(10**15), required: bool = True) -> Input:
    return Input(key, label, "number", required=required, least=Decimal(least), most=most, places=0)


def _points(
    key: Key, label: str, *, least: Decimal = Decimal(0), most: Decimal = Decimal(10**15), required: bool = True
) -> Input:
    return Input(key, label, "number", required=required, least=least, most=most, places=_PLACES)


def _choice(key: Key, label: str, words: tuple[str, ...]) -> Input:
    return Input(key, label, "choice", choices=words)


def _text(key: Key, label: str, *, required: bool = True) -> Input:
    return Input(key, label, "text", required=required)
