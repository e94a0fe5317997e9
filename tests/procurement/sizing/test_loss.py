from __future__ import annotations

from fractions import Fraction

from procurement.sizing.loss import Loss, losses
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import configuration, problem

ASKED = problem(
    (configuration("a", vendor="v"), configuration("b", vendor="v"), configuration("c", vendor="w")),
    {"x": "8"},
    {("a", "x"): 2, ("b", "x"): 1, ("c", "x"): 4},
)


def test_every_vendor_and_one_server_of_every_kind_are_lost_in_turn() -> None:
    found = losses(ASKED, servers={"a": 1, "b": 2, "c": 1}, solving=here)
    assert found == (
        Loss("vendor", "v", Fraction(1, 2)),
        Loss("vendor", "w", Fraction(1, 2)),
        Loss("server", "a", Fraction(3, 4)),
        Loss("server", "b", Fraction(7, 8)),
        Loss("server", "c", Fraction(1, 2)),
    )


def test_a_spare_that_is_left_carries_load() -> None:
    found = losses(ASKED, servers={"a": 0, "b": 0, "c": 3}, solving=here)
    assert found == (Loss("vendor", "w", Fraction(0)), Loss("server", "c", Fraction(1)))


def test_nothing_there_is_nothing_to_lose() -> None:
    assert losses(ASKED, servers={"a": 0}, solving=here) == ()
