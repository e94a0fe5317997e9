from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.exports.sizing_words import figure, limit_checks, limit_subject, names_of, short, slack, year_title
from procurement.sizing.check import check
from tests.procurement.exports.sizing_cases import sizings


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1234567, "1,234,567"), (Fraction(2, 3), "0.67"), (Decimal("-5.5"), "-5.5"),
        (Fraction(1, 3000), "0.000333"), (Fraction(-1, 10**9), "0"),
    ],
)  # fmt: skip
def test_a_number_is_short_and_never_reads_as_nothing(value: Fraction, text: str) -> None:
    assert short(value) == text


def test_a_figure_has_its_unit() -> None:
    assert [figure(Fraction(1, 8), unit=unit) for unit in ("share", "KRW", "W")] == ["12.5 %", "0.13 원", "0.13 W"]


def test_slack_is_on_the_side_that_keeps_the_limit() -> None:
    assert slack(check("power", 3, "<=", 5, unit="W")) == 2
    assert slack(check("domestic", Fraction(1, 2), ">=", Fraction(1, 4), unit="share")) == Fraction(1, 4)


def test_names_years_and_subjects() -> None:
    sized = sizings()["ugly"].sized
    assert names_of(sized)["pack"] == "묶음"
    assert year_title(sized, 1) == "2년"
    assert year_title(replace(sized, problem=replace(sized.problem, years=())), 0) == ""
    running = [check("running", 1, "<=", 2, unit="KRW", year=year) for year in (0, 3)]
    assert [limit_subject(one, sized=sized) for one in running] == ["1년", "4년차"]
    assert sized.mix is not None
    assert {one.rule for one in limit_checks(sized.mix)} >= {"budget", "running", "domestic"}
    assert "served" not in {one.rule for one in limit_checks(sized.mix)}
