"""성능 곡선: what one may see of a model, as curves over the load, a grid of lengths, and changes of software."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from benchmarks.measurement import PowerScope
from procurement.models import Measured, User
from procurement.selectors.evidence_curves import Change, Line, curves, power_scopes, software_changes
from procurement.selectors.evidence_grid import grids, lengths_of, measured_pairs
from procurement.selectors.evidence_list import Filter, models
from procurement.services.evidence_sharing import look
from procurement.web.asking import actor_of, now
from procurement.web.exchange import Search, grouped, rounded, viewer_of
from procurement.web.exchange_drafts import SCOPES
from procurement.web.plot import Plot, plotted

MOST = 6
MILLION = 1_000_000
SHADES = 5
MEASURED = ("accelerator_board", "node_wall", "rack_wall")


class Wanted(Search):
    """The filter of a list, the service level that is drawn, and prices that the reader gives."""

    ttft = forms.DecimalField(required=False, min_value=0, max_digits=12)
    tpot = forms.DecimalField(required=False, min_value=0, max_digits=12)


@dataclass(frozen=True, slots=True)
class Price:
    """What a system costs, as the reader gives it, and where that is from."""

    won: Decimal | None
    source: str

    @property
    def typed(self) -> str:
        """The amount as it stands in the field."""
        return "" if self.won is None else grouped(self.won).replace(",", "")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its number, what it is, and its points as the table has them."""

    number: int
    line: Line
    price: Price
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A pair of lengths in a grid; the shade is darker the more there is."""

    words: str
    shade: int


@dataclass(frozen=True, slots=True)
class ShownGrid:
    """A grid with its number, a row for each input length."""

    number: int
    device: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    heads: tuple[str, ...]


@login_not_required
@require_safe
def result_curves(request: HttpRequest) -> HttpResponse:
    """Curves of at most six systems on one model and one pair of lengths; the address keeps the selection."""
    viewer, asked = viewer_of(request), Wanted(request.GET)
    wanted = asked.wanted()
    known = models(viewer)
    if wanted.model is None and known:
        wanted = replace(wanted, model=known[0])
    pairs = measured_pairs(viewer, wanted=wanted) if wanted.model else ()
    if pairs and (wanted.isl is None or wanted.osl is None):
        wanted = replace(wanted, isl=pairs[0][0], osl=pairs[0][1])
    found = curves(viewer, wanted=replace(wanted, concurrency=None)) if wanted.model else ()
    scopes = power_scopes(viewer, lines=found[:MOST])
    lines = [_shown(number, line, request, scopes) for number, line in enumerate(found[:MOST], 1)]
    if viewer is not None and lines:
        look(
            {one.release for line in found[:MOST] for one in line.points},
            what="compared",
            by=actor_of(request),
            at=now(),
        )
    now_shown = (wanted.isl, wanted.osl)
    limits = {key: asked.cleaned_data.get(key) for key in ("ttft", "tpot")}
    context = {
        "models": known,
        "wanted": wanted,
        "pairs": [(f"{grouped(isl)}/{grouped(osl)}", (isl, osl) == now_shown, isl, osl) for isl, osl in pairs],
        "limits": limits,
        "lines": lines,
        "more": max(0, len(found) - MOST),
        "plots": list(_plots(lines, limits)),
        "grids": list(_grids(viewer, wanted, lines)),
        "changes": [shown_change(one) for one in software_changes(viewer, wanted=wanted)] if wanted.model else [],
    }
    return render(request, "exchange/curves.html", context)


def _shown(number: int, line: Line, request: HttpRequest, scopes: dict[int, PowerScope]) -> ShownLine:
    price = _price(number, request)
    points = zip(line.points, line.runs, strict=True)
    rows = tuple((*_row(one, price, scopes.get(one.pk)), f"{runs:,}") for one, runs in points)
    return ShownLine(number, line, price, rows)


def _price(number: int, request: HttpRequest) -> Price:
    """The price that the reader gave for a line; without a source it is not used."""
    field = forms.DecimalField(required=False, min_value=1, max_digits=15, decimal_places=0)
    source = request.GET.get(f"source{number}", "")[:200].strip()
    try:
        won = field.clean(request.GET.get(f"won{number}", "").replace(",", ""))
    except forms.ValidationError:
        won = None
    return Price(won, source)


def _row(one: Measured, price: Price, scope: PowerScope | None) -> tuple[str, ...]:
    figures = (one.output_tps, one.ttft_p90, one.tpot_p90)
    return (grouped(one.concurrency), *map(rounded, figures), _per_watt(one, scope), _per_million(one, price))


def _per_watt(one: Measured, scope: PowerScope | None) -> str:
    """Output by the power that was measured, with what was measured; a power without its scope is not divided by."""
    if one.output_tps is None or not one.average_w or scope not in MEASURED:
        return ""
    return f"{rounded(one.output_tps / one.average_w)} ({SCOPES[scope]})"


def _per_million(one: Measured, price: Price) -> str:
    if one.output_tps is None or price.won is None or not price.source:
        return ""
    return rounded(one.output_tps * MILLION / price.won)


def _plots(lines: list[ShownLine], limits: dict[str, Decimal | None]) -> Iterator[Plot]:
    titles = {
        "output_tps": gettext("출력 처리량 (tokens/s)"),
        "ttft_p90": gettext("TTFT P90 (ms)"),
        "tpot_p90": gettext("TPOT P90 (ms)"),
    }
    for column, title in titles.items():
        drawn = [_points(one.line, column) for one in lines]
        plot = plotted(column, title, lines=drawn, limit=limits.get(column.removesuffix("_p90")))
        if plot is not None:
            yield plot


def _points(line: Line, column: str) -> list[tuple[Decimal, Decimal]]:
    """The points that have the figure."""
    found = ((one.concurrency, getattr(one, column)) for one in line.points)
    return [(load, value) for load, value in found if load is not None and value is not None]


def _grids(viewer: User | None, wanted: Filter, lines: list[ShownLine]) -> Iterator[ShownGrid]:
    """The grids of the lines that are drawn, with one scale of shades for all."""
    if not lines:
        return
    numbers = {one.line.key: one.number for one in lines}
    found = [one for one in grids(viewer, wanted=wanted) if one.key in numbers]
    most = max((value for one in found for value in one.most.values()), default=Decimal(1)) or Decimal(1)
    inputs, outputs = lengths_of(pair for one in found for pair in one.most)
    for one in found:
        rows = tuple((grouped(isl), tuple(_cell(one.most.get((isl, osl)), most) for osl in outputs)) for isl in inputs)
        yield ShownGrid(numbers[one.key], one.key[1], rows, tuple(map(grouped, outputs)))


def _cell(value: Decimal | None, most: Decimal) -> Cell:
    if value is None:
        return Cell("", -1)
    return Cell(rounded(value), min(SHADES - 1, int(SHADES * value / most)))


def shown_change(one: Change) -> tuple[str, ...]:
    """A change of software in words and figures."""
    before, after = one.before, one.after
    names = {"output_tps": gettext("출력 처리량 (tokens/s)"), "ttft": "TTFT P90 (ms)", "tpot": "TPOT P90 (ms)"}
    where = f"{grouped(after.isl)}/{grouped(after.osl)}, {gettext('동시')} {grouped(after.concurrency)}"
    versions = f"{before.software or gettext('모름')} → {after.software or gettext('모름')}"
    percent = f"{100 * (one.ratio - 1):+.1f} %"
    return (
        after.release.owner.name,
        after.device,
        where,
        versions,
        names[one.metric],
        rounded(one.was),
        rounded(one.now),
        percent,
    )
