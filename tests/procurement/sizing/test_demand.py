from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.sizing.demand import DemandError, check_demand, rate_in
from tests.procurement.sizing.builders import bucket


def test_a_sound_demand_passes() -> None:
    check_demand([bucket("chat"), bucket("doc")])


def test_an_empty_demand_is_refused() -> None:
    with pytest.raises(DemandError, match="비어"):
        check_demand([])


def test_a_bucket_named_twice_is_refused_by_its_name() -> None:
    with pytest.raises(DemandError, match=r"'chat'.*두 번"):
        check_demand([bucket("chat"), bucket("chat")])


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity"])
def test_a_rate_that_is_no_positive_number_is_refused(rate: str) -> None:
    with pytest.raises(DemandError, match="'chat'의 rate"):
        check_demand([bucket("chat", rate=rate)])


def test_lengths_must_be_positive() -> None:
    with pytest.raises(DemandError, match="isl"):
        check_demand([replace(bucket("chat"), isl=0)])
    with pytest.raises(DemandError, match="osl"):
        check_demand([replace(bucket("chat"), osl=-1, rate=Decimal(2))])


def test_growth_multiplies_the_rate_of_its_year() -> None:
    growing = replace(bucket("chat", rate="4"), growth=(Decimal(1), Decimal("1.5")))
    check_demand([growing], years=2)
    assert [rate_in(growing, year=year) for year in (0, 1)] == [4, 6]
    assert rate_in(bucket("chat", rate="4"), year=7) == 4


def test_growth_for_other_years_and_a_weight_of_nothing_are_refused() -> None:
    with pytest.raises(DemandError, match="계획 연수 3개"):
        check_demand([replace(bucket("chat"), growth=(Decimal(1),))], years=3)
    with pytest.raises(DemandError, match="growth 값 0"):
        check_demand([replace(bucket("chat"), growth=(Decimal(0),))])
    with pytest.raises(DemandError, match="weight 값 -1"):
        check_demand([replace(bucket("chat"), weight=Decimal(-1))])
