from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from benchmarks.slo import Slo
from procurement.casefile.market import makers_passing, market_of, published
from procurement.casefile.scheme import Measure
from scoring.criteria import Gate

MEASURE = Measure(
    "speed", "output_tps_per_accelerator", "value", "Llama 3.1 8B", Decimal(128), Decimal(4096), None, Slo()
)
GATE = Gate("speed", "처리량", "tokens/s", ">=", Fraction(3900))


def test_published_figures_say_who_passes_and_who_was_never_measured() -> None:
    found = market_of(GATE, MEASURE)
    assert makers_passing(found) == ("FuriosaAI", "NVIDIA")
    values = {one.device: one.value for one in found if one.value is not None}
    assert values["RNGD"] == Decimal("3935.25")
    assert not next(one for one in found if one.device == "L40S").passes
    unmeasured = [one for one in found if one.value is None]
    assert unmeasured
    assert not any(one.passes or one.trace for one in unmeasured)
    assert "self_declared" in next(one for one in found if one.device == "RNGD").trace


def test_other_conditions_are_never_read_instead() -> None:
    assert makers_passing(market_of(GATE, replace(MEASURE, osl=Decimal(4095)))) == ()
    assert makers_passing(market_of(GATE, replace(MEASURE, slo=Slo(ttft_p90_ms=Decimal(2000))))) == ()


def test_a_limit_from_above_passes_below_and_given_measurements_take_the_place_of_the_published() -> None:
    power = Gate("speed", "처리량", "tokens/s", "<=", Fraction(3900))
    assert makers_passing(market_of(power, MEASURE)) == ("NVIDIA",)
    assert makers_passing(market_of(GATE, MEASURE, known=())) == ()
    assert len(published()) > 10
