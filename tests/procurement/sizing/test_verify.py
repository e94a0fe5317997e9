from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.sizing.choice import Choice, Share
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.verify import load_of, total, value_of, verify
from tests.procurement.sizing.builders import configuration, limits, problem

HELD = limits(
    budget=1_300,
    power_w=Decimal(3_000),
    rack_units=12,
    vendor_share=Fraction(10, 13),
    min_vendors=2,
    max_vendors=2,
    domestic_share=DomesticShare(Fraction(3, 13), "none", 5_000, 5_001),
)
SERVERS = (configuration("npu", price=300, domestic=True, maximum=1), configuration("gpu", price=500))
ASKED = problem(SERVERS, {"x": "10", "y": "4"}, {("npu", "x"): 10, ("gpu", "x"): 10, ("gpu", "y"): 4}, held=HELD)
GOOD = Choice(
    {"npu": 1, "gpu": 2},
    (Share("npu", "x", Decimal(1)), Share("gpu", "y", Decimal(1))),
    Decimal(1),
)


def broken(choice: Choice = GOOD, **changes: Any) -> list[tuple[str, str]]:
    asked = replace(ASKED, limits=replace(HELD, **changes))
    return [(check.rule, check.subject) for check in verify(asked, choice=choice) if not check.ok]


def test_a_mix_that_meets_every_limit_exactly_passes() -> None:
    assert broken() == []
    assert {check.rule for check in verify(ASKED, choice=GOOD)} >= {
        "served", "share", "load", "servers", "maximum", "budget", "power", "rack",
        "vendor_share", "min_vendors", "max_vendors", "domestic",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"budget": 1_299}, ("budget", "")),
        ({"power_w": Decimal("2999.9")}, ("power", "")),
        ({"rack_units": 11}, ("rack", "")),
        ({"vendor_share": Fraction(10, 13) - Fraction(1, 10**12)}, ("vendor_share", "v-gpu")),
        ({"min_vendors": 3}, ("min_vendors", "")),
        ({"max_vendors": 1}, ("max_vendors", "")),
        (
            {"domestic_share": DomesticShare(Fraction(3, 13) + Fraction(1, 10**12), "security", None, None)},
            ("domestic", ""),
        ),
        ({"domestic_share": DomesticShare(Fraction(0), "none", 5, 1_300)}, ("domestic", "threshold")),
    ],
)
def test_a_limit_missed_by_the_least_amount_is_found(changes: dict[str, Any], rule: tuple[str, str]) -> None:
    assert broken(**changes) == [rule]


def test_a_domestic_share_that_only_informs_is_not_checked() -> None:
    assert broken(domestic_share=DomesticShare(Fraction(1), "none", 9, 8)) == []


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (replace(GOOD, servers={"npu": 2, "gpu": 2}), ("maximum", "npu")),
        (replace(GOOD, shares=GOOD.shares[:1]), ("served", "y")),
        (replace(GOOD, shares=(Share("npu", "x", Decimal("0.9")), GOOD.shares[1])), ("served", "x")),
        (
            replace(
                GOOD, shares=(Share("npu", "x", Decimal("1.5")), Share("gpu", "x", Decimal("-0.5")), GOOD.shares[1])
            ),
            ("share", "x"),
        ),
        (replace(GOOD, scale=Decimal("1.01")), ("load", "npu")),
    ],
)
def test_servers_and_shares_that_do_not_hold_are_found(choice: Choice, found: tuple[str, str]) -> None:
    assert found in broken(choice, budget=None)


def test_spares_do_not_carry() -> None:
    spare = replace(ASKED, spares=1)
    loads = {c.subject: (c.limit, c.ok) for c in verify(spare, choice=GOOD) if c.rule == "load"}
    assert loads == {"npu": (Fraction(0), False), "gpu": (Fraction(1), True)}


def test_a_total_of_something_not_stated_is_missing_and_keeps_no_limit() -> None:
    dark = replace(ASKED, configurations=(replace(SERVERS[0], power_w=None), SERVERS[1]))
    assert total(dark, choice=GOOD, figure="power_w") is None
    assert ("power", False) in {(check.rule, check.ok) for check in verify(dark, choice=GOOD)}
    assert total(dark, choice=replace(GOOD, servers={"npu": 0, "gpu": 2}), figure="power_w") == 2000


def test_money_and_load_are_exact() -> None:
    assert (value_of(ASKED, choice=GOOD), value_of(ASKED, choice=GOOD, vendor="v-npu")) == (1300, 300)
    half = replace(GOOD, shares=(Share("gpu", "x", Decimal("0.3")), Share("gpu", "y", Decimal("0.5"))))
    assert load_of(ASKED, choice=half, configuration="gpu") == Fraction(8, 10)


def test_buying_nothing_has_no_shares_of_value() -> None:
    nothing = replace(GOOD, servers={"npu": 0, "gpu": 0}, shares=())
    rules = {check.rule for check in verify(ASKED, choice=nothing)}
    assert rules & {"vendor_share", "domestic"} == set()
