from __future__ import annotations

from fractions import Fraction

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.purchase_robust import not_asked, robust_terms_of
from procurement.exports.sizing_robust import RobustTerms
from procurement.sizing.problem import Year
from tests.procurement.exports.robust_cases import ROBUST, YEARLY

YEARS = (Year("1년"), Year("2년"))


def read(text: str) -> Table:
    return read_table(text.encode(), filename="sizing.toml").table("sizing").table("robustness")


def test_every_term_is_read() -> None:
    assert robust_terms_of(read(YEARLY), years=YEARS) == RobustTerms(
        year=1,
        shape="normal",
        demand=Fraction(1, 5),
        bucket=Fraction(1, 10),
        measured=None,
        samples=40,
        seed=1,
        part=Fraction(9, 10),
        sought=10,
        gamma=1,
        gamma_more=Fraction(1, 5),
        requests=2000,
        service="exponential",
    )
    assert robust_terms_of(read(ROBUST), years=()).measured == Fraction(1, 50)


@pytest.mark.parametrize("line", ROBUST.strip().splitlines()[1:])
def test_no_term_has_a_default(line: str) -> None:
    with pytest.raises(TableError, match=line.partition(" ")[0]):
        robust_terms_of(read(ROBUST.replace(line, "")), years=())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("measured = 0.02", 'measured = "some"', 'a number or "repeats"'),
        ("samples = 40", "samples = 10001", "at most 10,000"),
        ("sought = 10", "sought = 501", "at most 500"),
        ("part = 0.9", "part = 95", "at most 1"),
        ("part = 0.9", "part = 0", "above 0"),
        ("seed = 1", 'seed = 1\nyear = "1년"', r"has no \[\[sizing.years\]\]"),
    ],
)
def test_what_is_no_term_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        robust_terms_of(read(ROBUST.replace(old, new)), years=())


def test_a_plan_of_years_is_asked_for_the_year() -> None:
    with pytest.raises(TableError, match="'year' is missing"):
        robust_terms_of(read(ROBUST), years=YEARS)


def test_what_the_refusal_says_to_write_can_be_read() -> None:
    said = str(not_asked("--robustness"))
    text = said[said.index("  [sizing.robustness]") :]
    assert robust_terms_of(read(text), years=(Year("2029년"),)).samples == 1000
