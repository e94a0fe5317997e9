from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.sizing.figures import ProblemError, at_least, known, part, unique


def test_sound_figures_pass() -> None:
    unique(["a", "b"], what="구성")
    known(["a"], among=["a", "b"], what="구성")
    at_least(None, least=1, what="예산")
    at_least(Decimal(1), least=1, what="예산")
    part(None, what="비중")
    part(Fraction(1), what="비중")
    part(Decimal(0), what="비중")


@pytest.mark.parametrize("names", [[], ["a", "a"]])
def test_no_name_and_a_name_given_twice_are_refused(names: list[str]) -> None:
    with pytest.raises(ProblemError, match="구성: 하나 이상"):
        unique(names, what="구성")


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(ProblemError, match=r"구성: 모르는 이름입니다: \['c'\]"):
        known(["a", "c"], among=["a"], what="구성")


@pytest.mark.parametrize("value", [0, Decimal("0.9"), Decimal("NaN"), Decimal("Infinity")])
def test_a_figure_below_the_least_or_not_finite_is_refused(value: Decimal | int) -> None:
    with pytest.raises(ProblemError, match=r"예산: .* — 1 이상"):
        at_least(value, least=1, what="예산")


@pytest.mark.parametrize("value", [Decimal("-0.1"), Decimal("1.1"), Decimal("NaN"), Fraction(3, 2)])
def test_a_share_outside_zero_to_one_is_refused(value: Decimal | Fraction) -> None:
    with pytest.raises(ProblemError, match=r"비중: .* — 0과 1 사이"):
        part(value, what="비중")
