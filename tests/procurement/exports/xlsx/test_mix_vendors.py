from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.xlsx.mix_vendors import sold_by_plan, sold_by_rows
from tests.procurement.exports.cases import sizings


def answer(name: str = "cheapest mix") -> Sized:
    return dict(sizings())[name]


def test_every_vendor_of_the_question_has_a_line_and_the_amounts_are_the_mixs_cost() -> None:
    asked = answer()
    assert asked.mix is not None
    for found in (sold_by_rows(asked, first=12), sold_by_plan(asked)):
        assert {one.vendor for one in found} == {c.vendor for c in asked.problem.configurations}
        assert sum((one.won for one in found), Fraction(0)) == asked.mix.cost


def test_a_vendor_is_named_by_its_first_row_and_paid_what_all_its_rows_say() -> None:
    asked = answer()
    twins = tuple(replace(c, vendor="V*") for c in asked.problem.configurations)
    (one,) = sold_by_rows(replace(asked, problem=replace(asked.problem, configurations=twins)), first=12)
    assert one.name == "'장비 구성안'!$B$12"
    assert (
        one.formula == "=SUMPRODUCT(--EXACT('장비 구성안'!$B$12:$B$15,'장비 구성안'!$B$12),'장비 구성안'!$F$12:$F$15)"
    )


def test_nothing_is_sold_without_a_mix() -> None:
    assert (sold_by_rows(answer("no mix"), first=12), sold_by_plan(answer("no mix"))) == ((), ())
