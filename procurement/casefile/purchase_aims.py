"""What is sought of a sizing: aims in their order, the curve and its end, and how carefully repeated runs are taken."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast, get_args

from benchmarks.table import Table
from procurement.sizing.aims_model import Aim, AimName
from procurement.sizing.frontier import Aim as CurveAim
from procurement.sizing.spread import Confidence


def aims_of(table: Table) -> tuple[Aim, ...]:
    """`aims = ["cost", { name = "power", tolerance = 0.02 }]` of the objective "in_order". Raises TableError.

    What an aim reached may be passed by its tolerance for the aims after it; none where it names none.
    """
    asked = table.text("objective") == "in_order"
    if asked != ("aims" in table.values):
        raise table.wrong(
            'objective = "in_order"와 aims = ["cost", "power"]는 함께 적습니다 / '
            f'objective = "in_order" and aims go together; aims are among {", ".join(get_args(AimName))}'
        )
    return tuple(map(_aim, _listed(table))) if asked else ()


def most_won_of(table: Table) -> int | None:
    """[sizing.frontier] most_won: how far the curve goes, in place of the budget. Raises TableError."""
    return _curve(table).optional_count("most_won")


def curve_aim_of(table: Table) -> CurveAim:
    """[sizing.frontier] aim: what cost is drawn against, performance where it names none. Raises TableError."""
    aim = _curve(table).optional_choice("aim", choices=get_args(CurveAim))
    return cast("CurveAim", aim or "performance")


def confidence_of(table: Table) -> Confidence | None:
    """`measured = "lower"` with its `confidence`, or None: the best single run. Raises TableError."""
    lower = table.optional_choice("measured", choices=("best", "lower")) == "lower"
    if lower:
        return cast("Confidence", table.choice("confidence", choices=get_args(Confidence)))
    if "confidence" in table.values:
        raise table.wrong('confidence는 measured = "lower"와 함께 적습니다 / confidence goes with measured = "lower"')
    return None


def _curve(table: Table) -> Table:
    curve = table.optional_table("frontier")
    return Table(table.where, {}) if curve is None else curve.only("aim", "most_won")


def _listed(table: Table) -> Iterator[Table]:
    listed = table.values["aims"]
    if not isinstance(listed, list) or not listed:
        raise table.wrong('aims: ["cost", "power"]처럼 하나 이상의 배열이어야 함 / a list of at least one is needed')
    for number, one in enumerate(listed):
        where = f"{table.where}.aims[{number}]"
        if not isinstance(one, str | dict):
            raise Table(where, {}).wrong(
                "이름 또는 { name = …, tolerance = … }이어야 함 / a name or { name = …, tolerance = … } is needed"
            )
        yield Table(where, {"name": one} if isinstance(one, str) else one)


def _aim(table: Table) -> Aim:
    name = table.only("name", "tolerance", "given").choice("name", choices=get_args(AimName))
    tolerance, given = table.optional_number("tolerance"), table.optional_table("given")
    if (name == "distance") != (given is not None):
        raise table.wrong(
            'given = { "구성 id" = 대수 }는 distance에, 그리고 거기에만 적습니다 / '
            'given = { "id" = servers } goes with distance, and with nothing else'
        )
    servers = () if given is None else tuple((key, given.whole(key)) for key in given.values)
    return Aim(cast("AimName", name), Fraction(tolerance or 0), servers)
