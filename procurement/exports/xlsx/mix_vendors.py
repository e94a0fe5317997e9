"""What 장비 구성안 says was bought of each vendor, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.sizing_layout import plan_cell, plan_rows


@dataclass(frozen=True, slots=True)
class Sold:
    """One vendor: its name, a cell with it, and what it is paid, in won and as a formula."""

    vendor: str
    name: str
    formula: str
    won: Fraction


def sold_by_plan(sized: Sized) -> tuple[Sold, ...]:
    """Of a plan with orders by year: the vendors' own table. Empty without a mix."""
    mix = sized.mix
    if mix is None:
        return ()
    shares = {one.vendor: one.share * mix.cost for one in mix.vendor_shares}
    return tuple(
        Sold(name, plan_cell("A", row), f"={plan_cell('C', row)}", shares.get(name, Fraction(0)))
        for name, row in plan_rows(sized, mix=mix).vendors.items()
    )


def sold_by_rows(sized: Sized, *, first: int) -> tuple[Sold, ...]:
    """Of one order: the amounts of the configurations from row `first` on, by vendor. Empty without a mix."""
    mix, configurations = sized.mix, sized.problem.configurations
    if mix is None:
        return ()
    last = first + len(configurations) - 1
    sellers, amounts = (f"'{forms.MIX}'!${letter}${first}:${letter}${last}" for letter in "BF")
    shares = {one.vendor: one.share * mix.cost for one in mix.vendor_shares}
    rows = {c.vendor: row for row, c in reversed(tuple(enumerate(configurations, first)))}
    return tuple(
        Sold(name, cell, f"=SUMPRODUCT(--EXACT({sellers},{cell}),{amounts})", shares.get(name, Fraction(0)))
        for name, row in sorted(rows.items(), key=lambda pair: pair[1])
        for cell in (plan_cell("B", row),)
    )
