from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.sizing.demand import DemandError, check_demand
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
