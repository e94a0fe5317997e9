"""How full the servers are each year: servers' worth of load, or whole replicas of each model where those count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from procurement.exports.dossier import Sized
from procurement.exports.sizing_json import servers_in_service
from procurement.exports.sizing_words import names_of
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, at
from procurement.exports.xlsx.sizing_layout import FIRST_SHARE, PlanRows, in_service, plan_rows
from procurement.exports.xlsx.sizing_needs import bucket_of, load, year_name
from procurement.sizing.capacity import Configuration
from procurement.sizing.check import LOAD_TOLERANCE
from procurement.sizing.mix import Mix
from procurement.sizing.model_pools import replicas_of
from procurement.sizing.problem import plan_years

_LOADS = ("연도", "구성", "공급사", "가동(대)", "예비(대)", "셈법", "부하(대)", "남음(대)", "사용률", "판정")
_POOLS = (
    "연도", "구성", "모델", "서버당 복제본", "예비 복제본", "셈법", "필요 복제본", "둘 복제본", "서버(대)",
)  # fmt: skip
_BY_SERVER = "필요 서버의 합"
_BY_POOL = "모델마다 올린 복제본의 합"
_ROUNDED_UP = "필요 복제본을 올림 + 예비"
_SLACK = 1 - LOAD_TOLERANCE


@dataclass(frozen=True, slots=True)
class Pool:
    """The replicas of one model that a configuration needs in one year, from the shares on `shares`' rows."""

    year: int
    configuration: str
    model: str
    held: int
    need: Fraction
    shares: tuple[int, ...]


def write_loads(page: Page, row: int, *, sized: Sized, mix: Mix) -> None:
    """Write 서버의 부하 as the mix was checked; where models run in whole replicas, first those (sizing §3 (4))."""
    rows, pools = plan_rows(sized, mix=mix), tuple(_pools(sized, mix))
    placed = tuple(enumerate(pools, row + 2))
    if sized.problem.pools:
        row = _write_pools(page, row, sized, placed)
    page.text(row, 1, "서버의 부하", look="heading")
    page.texts(row + 1, _LOADS, look="header")
    pairs = [(y, c) for y in range(plan_years(sized.problem)) for c in sized.problem.configurations]
    for here, (year, held) in enumerate(pairs, row + 2):
        page.texts(here, (year_name(sized, year), names_of(sized)[held.id], held.vendor))
        there = servers_in_service(sized.problem, mix, held.id, year)
        page.formula(here, 4, f"={in_service(rows, configuration=held.id, year=year)}", there, look="count")
        mine = [(r, pool) for r, pool in placed if (pool.year, pool.configuration) == (year, held.id)]
        if sized.problem.pools:
            _whole(page, here, mine, there, sized.problem.spares)
        else:
            _linear(page, here, mine, _Room(sized, rows, held, there))


@dataclass(frozen=True, slots=True)
class _Room:
    """A configuration's servers in one year."""

    sized: Sized
    rows: PlanRows
    held: Configuration
    there: int


def _pools(sized: Sized, mix: Mix) -> Iterator[Pool]:
    held = replicas_of(sized.problem) if sized.problem.pools else {}
    found: dict[tuple[int, str, str], list[tuple[int, Fraction]]] = {}
    for row, share in enumerate(mix.shares, FIRST_SHARE):
        model = bucket_of(sized, share).model
        found.setdefault((share.year, share.configuration, model), []).append((row, load(sized, mix, share)))
    for (year, name, model), parts in found.items():
        each = held.get((name, model), 1)
        need = sum((amount for _, amount in parts), Fraction(0)) * each
        yield Pool(year, name, model, each, need, tuple(row for row, _ in parts))


def _write_pools(page: Page, row: int, sized: Sized, placed: tuple[tuple[int, Pool], ...]) -> int:
    """Whole replicas of each model; returns the row for the next table."""
    page.text(row, 1, "모델별 복제본", look="heading")
    page.texts(row + 1, _POOLS, look="header")
    names, spares = names_of(sized), sized.problem.spares
    for here, pool in placed:
        page.texts(here, (year_name(sized, pool.year), names[pool.configuration], pool.model))
        page.number(here, 4, pool.held, look="count")
        page.number(here, 5, spares, look="count")
        page.text(here, 6, _ROUNDED_UP)
        needs = "+".join(at(r, 10) for r in pool.shares)
        page.formula(here, 7, f"=({needs})*D{here}", pool.need, look="measured")
        whole = ceil(pool.need * _SLACK) + spares
        page.formula(here, 8, f"=ROUNDUP(G{here}*(1-1/1000000),0)+E{here}", whole, look="count", what="둘 복제본")
        page.formula(here, 9, f"=H{here}/D{here}", Fraction(whole, pool.held), look="measured")
    return row + len(placed) + 3


def _whole(page: Page, row: int, mine: list[tuple[int, Pool]], there: int, spares: int) -> None:
    """Servers that whole replicas take, their spares among them."""
    taken = sum((Fraction(ceil(pool.need * _SLACK) + spares, pool.held) for _, pool in mine), Fraction(0))
    page.number(row, 5, 0, look="count")
    page.text(row, 6, _BY_POOL)
    page.formula(row, 7, "=" + ("+".join(at(r, 9) for r, _ in mine) or "0"), taken, look="measured", what="부하")
    _verdict(page, row, Fraction(there), taken)


def _linear(page: Page, row: int, mine: list[tuple[int, Pool]], room: _Room) -> None:
    """Needed servers, and spares wherever anything is carried or was bought."""
    carried = sum((pool.need for _, pool in mine), Fraction(0))
    cells = [at(r, 10) for _, pool in mine for r in pool.shares]
    spares = room.sized.problem.spares
    kept = spares if carried or room.there > room.held.existing else 0
    used = f"OR(G{row}>0,D{row}>'{forms.MIX}'!$G${room.rows.servers[room.held.id]})"
    page.formula(row, 5, f"=IF({used},{spares},0)", kept, look="count")
    page.text(row, 6, _BY_SERVER)
    page.formula(row, 7, "=" + ("+".join(cells) or "0"), carried, look="measured", what="부하")
    _verdict(page, row, Fraction(room.there - kept), carried)


def _verdict(page: Page, row: int, room: Fraction, carried: Fraction) -> None:
    """What is left, how full the rest is, and whether it holds but for a millionth."""
    page.formula(row, 8, f"=D{row}-E{row}-G{row}", room - carried, look="measured")
    full = carried / room if room else Fraction(0)
    page.formula(row, 9, f"=IF(D{row}-E{row}=0,0,G{row}/(D{row}-E{row}))", full, look="share")
    test = f"ROUND(G{row}-1.000001*(D{row}-E{row}),9)<=0"
    page.formula(row, 10, f'=IF({test},"{forms.KEPT}","{forms.BROKEN}")', forms.KEPT, look="verdict")
