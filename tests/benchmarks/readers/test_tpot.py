from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks import metrics
from benchmarks.readers.tpot import confirmed
from benchmarks.report import Cell

E2E = Cell("e2e", "mean", Decimal(740), "ms", metrics.E2E, "/e2e")
TTFT = Cell("ttft", "mean", Decimal(100), "ms", metrics.TTFT, "/ttft")
TPOT = Cell("tpot", "mean", Decimal(10), "ms", metrics.TPOT, "/tpot")
P99 = Cell("tpot", "p99", Decimal(11), "ms", metrics.TPOT, "/p99")


@pytest.mark.parametrize("mean", ["9", "10", "11"])
def test_a_tpot_that_agrees_is_kept(mean: str) -> None:
    own = [P99, replace(TPOT, value=Decimal(mean))]
    assert confirmed([E2E, TTFT], own=own, osl=Decimal(65)) == ([E2E, TTFT, *own], ())


@pytest.mark.parametrize(("mean", "share"), [("8.99", "0.899"), ("11.01", "1.101"), ("0", "0.000")])
def test_a_tpot_that_disagrees_is_recomputed(mean: str, share: str) -> None:
    cells, repairs = confirmed([E2E, TTFT], own=[replace(TPOT, value=Decimal(mean)), P99], osl=Decimal(65))
    assert cells == [E2E, TTFT, Cell("tpot", "mean", Decimal(10), "ms", metrics.TPOT_DERIVED, "/e2e")]
    assert [said.startswith("/tpot: ") and f" is {share} of " in said for said in repairs] == [True]


@pytest.mark.parametrize(
    ("sound", "osl"),
    [
        ([E2E], "65"),
        ([TTFT], "65"),
        ([E2E, TTFT], None),
        ([E2E, TTFT], "1"),
        ([E2E, replace(TTFT, value=E2E.value)], "65"),
        ([replace(E2E, unit="us"), TTFT], "65"),
    ],
)
def test_a_tpot_that_cannot_be_checked_is_left_out(sound: list[Cell], osl: str | None) -> None:
    cells, repairs = confirmed(sound, own=[TPOT, P99], osl=None if osl is None else Decimal(osl))
    assert (cells, len(repairs)) == (sound, 1)


def test_without_a_mean_tpot_there_is_nothing_to_check() -> None:
    assert confirmed([E2E, TTFT], own=[P99], osl=Decimal(65)) == ([E2E, TTFT], ())


def test_the_units_need_not_be_the_same() -> None:
    sound = [replace(E2E, unit="s", value=Decimal("0.74")), TTFT]
    assert confirmed(sound, own=[TPOT], osl=Decimal(65)) == ([*sound, TPOT], ())
