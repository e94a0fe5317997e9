"""성능 곡선: throughput and latency of a bid against concurrency, with the notice's service level as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.worksheet.pagebreak import Break

from benchmarks.findings.load import saturated
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric
from benchmarks.slo import Limit
from procurement.exports.dossier import Evidenced, ServiceLevel
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, at
from procurement.exports.xlsx.drawing import Curve, curves
from procurement.exports.xlsx.evidence import evidence_cell
from procurement.exports.xlsx.kperf_results import REJECTED, WITHDRAWN, Result, condition, lengths_of

MOST_CURVES = 40
_FEWEST = 2
_COLUMNS, _WIDTH = 6, 22
_SPEED = "출력 처리량 (tokens/s)"
_ACROSS = "동시 요청 수 (개)"
_KEPT, _MISSED, _SATURATED = "지킴", "어김", "포화"
_NOTE = (
    "측정한 지점만 잇는다. 부적합·철회 측정값은 그리지 않는다. 세로 점선은 공고의 서비스 수준을 지킨 가장 큰 "
    "동시 요청 수, 가로 점선은 공고의 한도이다."
)


@dataclass(frozen=True, slots=True)
class Point:
    """A measurement and its place (0 = first) in 성능 근거."""

    place: int
    concurrency: Decimal
    measurement: Measurement


@dataclass(frozen=True, slots=True)
class Group:
    """Points of one bid and condition, by concurrency, and the limits that the notice sets for it."""

    title: str
    points: tuple[Point, ...]
    limits: tuple[Limit, ...]


def groups_of(evidence: Sequence[Evidenced], *, levels: Sequence[ServiceLevel]) -> tuple[Group, ...]:
    """The usable points of each bid and condition whose throughput was measured at two concurrencies or more."""
    found: dict[tuple[str | None, ...], list[Point]] = {}
    bidders: dict[tuple[str | None, ...], str] = {}
    for place, item in enumerate(evidence):
        m, result = item.measurement, Result(item.measurement, item.findings)
        if result.state in {REJECTED, WITHDRAWN} or m.throughput.output_tps is None or not m.scenario.concurrency:
            continue
        key = (item.bid, m.model.name, *condition(result))
        bidders[key] = item.bidder
        found.setdefault(key, []).append(Point(place, m.scenario.concurrency, m))
    several = {key: points for key, points in found.items() if len({p.concurrency for p in points}) >= _FEWEST}
    return tuple(_group(bidders[key], points, levels) for key, points in several.items())


def _group(bidder: str, points: list[Point], levels: Sequence[ServiceLevel]) -> Group:
    m = points[0].measurement
    lengths = lengths_of(m)
    asked = [level.limit for level in levels if (level.model, level.isl, level.osl) == (m.model.name, *lengths)]
    strictest: dict[tuple[str, str], Limit] = {}
    for limit in asked:
        key = limit.metric, limit.statistic
        strictest[key] = min(strictest.get(key, limit), limit, key=lambda one: one.at_most)
    isl, osl = (forms.NOT_MEASURED if n is None else f"{n.normalize():f}" for n in lengths)
    used = "" if m.system.used is None else f" × {m.system.used}"
    parts = (bidder, f"{m.system.accelerator or forms.NOT_STATED}{used}", m.model.name, f"입력/출력 {isl}/{osl} 토큰")
    ordered = tuple(sorted(points, key=lambda p: (p.concurrency, p.place)))
    return Group(", ".join(part for part in parts if part), ordered, tuple(strictest.values()))


def write_curves(book: Book, *, evidence: Sequence[Evidenced], levels: Sequence[ServiceLevel]) -> bool:
    """Write 성능 곡선 where a condition was measured at two loads or more; tells whether there was one."""
    groups = groups_of(evidence, levels=levels)
    if not groups:
        return False
    columns = max(_COLUMNS, *(3 + len(group.limits) for group in groups))
    page = book.page(forms.CURVES, widths=(_WIDTH,) * columns)
    page.text(1, 1, forms.CURVES, look="title")
    more = f" 처음 {MOST_CURVES}개 조건만 그림(모두 {len(groups)}개)." if len(groups) > MOST_CURVES else ""
    row = page.paragraph(2, 1, f"{_NOTE}{more}") + 2
    for number, group in enumerate(groups[:MOST_CURVES]):
        if number:
            page.sheet.row_breaks.append(Break(id=row - 1))
        row = _write(page, row, group)
    return True


def _write(page: Page, row: int, group: Group) -> int:
    row = page.paragraph(row, 1, group.title) + 1
    first_limit = row + 1
    if group.limits:
        page.texts(row, ("공고의 서비스 수준", "한도 (ms)"), look="header")
        for here, limit in enumerate(group.limits, first_limit):
            page.text(here, 1, _named(limit))
            page.number(here, 2, limit.at_most, look="points")
        row = first_limit + len(group.limits) + 1
    else:
        page.text(row, 1, "이 조건에 대해 공고한 서비스 수준(지연 한도)이 없다.", look="plain")
        row += 2
    row = _speed(page, row, group, first_limit)
    for number, limit in enumerate(group.limits):
        row = _latency(page, row, group, limit, cell=at(first_limit + number, 2))
    return row


def _named(limit: Limit) -> str:
    return f"{limit.metric.upper()} {limit.statistic.upper()} (ms)"


def _speed(page: Page, row: int, group: Group, first_limit: int) -> int:
    """Throughput, the latencies beside it, whether they keep the limits, and up to which concurrency."""
    held = ("서비스 수준",) if group.limits else ()
    page.texts(row, ("동시 요청 수", _SPEED, *map(_named, group.limits), *held), look="header")
    first, last = row + 1, row + len(group.points)
    for here, point in enumerate(group.points, first):
        _value(page, (here, 1), point, ("concurrency", "value"))
        _value(page, (here, 2), point, ("output_tps", "value"))
        for column, limit in enumerate(group.limits, 3):
            _value(page, (here, column), point, (limit.metric, limit.statistic))
        if group.limits:
            _judged(page, here, point, group, first_limit)
    drawn = [Curve(1, 2, (first, last), (row, 2))]
    if group.limits:
        drawn.append(_reach(page, group, (first, last)))
        last += 2
    return curves(page, last + 2, lines=drawn, titles=("동시 요청 수에 따른 출력 처리량", _ACROSS, _SPEED))


def _judged(page: Page, row: int, point: Point, group: Group, first_limit: int) -> None:
    column = 3 + len(group.limits)
    if saturated(point.measurement):
        page.text(row, column, _SATURATED, look="centre")
        return
    pairs = [(at(row, 3 + n), f"$B${first_limit + n}") for n in range(len(group.limits))]
    over = ",".join(f"AND(ISNUMBER({value}),{value}>{limit})" for value, limit in pairs)
    known = ",".join(f"ISNUMBER({value})" for value, _ in pairs)
    formula = f'=IF(OR({over}),"{_MISSED}",IF(AND({known}),"{_KEPT}","{forms.NOT_MEASURED}"))'
    page.formula(row, column, formula, _judgement(point, group), look="centre")


def _judgement(point: Point, group: Group) -> str:
    if saturated(point.measurement):
        return _SATURATED
    values = [(_read(point, (limit.metric, limit.statistic)), limit.at_most) for limit in group.limits]
    if any(value is not None and value > most for value, most in values):
        return _MISSED
    return forms.NOT_MEASURED if any(value is None for value, _ in values) else _KEPT


def _reach(page: Page, group: Group, rows: tuple[int, int]) -> Curve:
    """An upright line at the greatest concurrency that keeps the service level; at 0 where none does."""
    first, last = rows
    kept, loads = (f"{at(first, column)}:{at(last, column)}" for column in (3 + len(group.limits), 1))
    most = max((p.concurrency for p in group.points if _judgement(p, group) == _KEPT), default=Decimal(0))
    speeds = [speed for p in group.points if (speed := p.measurement.throughput.output_tps) is not None]
    heights = ((last + 1, "=0", Decimal(0)), (last + 2, f"=MAX(B{first}:B{last})", max(speeds)))
    for row, formula, height in heights:
        page.formula(row, 1, f'=SUMPRODUCT(MAX(({kept}="{_KEPT}")*{loads}))', most, look="points")
        page.formula(row, 2, formula, height, look="measured")
        page.text(row, 3, "서비스 수준을 지킨 최대")
    return Curve(1, 2, (last + 1, last + 2), (last + 1, 3), limit=True)


def _latency(page: Page, row: int, group: Group, limit: Limit, *, cell: str) -> int:
    """One latency and its limit, where it was measured at two concurrencies or more."""
    what = limit.metric, limit.statistic
    points = [point for point in group.points if _read(point, what) is not None]
    if len({point.concurrency for point in points}) < _FEWEST:
        return row
    page.sheet.row_breaks.append(Break(id=row - 1))
    page.texts(row, ("동시 요청 수", _named(limit), "공고의 한도 (ms)"), look="header")
    first, last = row + 1, row + len(points)
    for here, point in enumerate(points, first):
        _value(page, (here, 1), point, ("concurrency", "value"))
        _value(page, (here, 2), point, what)
        page.formula(here, 3, f"={cell}", limit.at_most, look="points")
    lines = Curve(1, 2, (first, last), (row, 2)), Curve(1, 3, (first, last), (row, 3), limit=True)
    name = _named(limit)
    return curves(page, last + 2, lines=lines, titles=(f"동시 요청 수에 따른 {name[:-5]}", _ACROSS, name))


def _value(page: Page, place: tuple[int, int], point: Point, what: tuple[str, str]) -> None:
    """A measured value as the cell of 성능 근거, or as itself where that sheet has no column for it."""
    value, cell = _read(point, what), evidence_cell(point.place, metric=what[0], statistic=what[1])
    look = "points" if what[0] == "concurrency" else "measured"
    if value is None:
        page.text(*place, forms.NOT_MEASURED, look="centre")
    elif cell:
        page.formula(*place, f"={cell}", value, look=look)
    else:
        page.number(*place, value, look=look)


def _read(point: Point, what: tuple[str, str]) -> Decimal | None:
    if what[0] == "concurrency":
        return point.concurrency
    return read_metric(point.measurement, metric=what[0], statistic=what[1])
