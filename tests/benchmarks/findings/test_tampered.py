from __future__ import annotations

import pytest

from benchmarks.measurement import Measurement
from tests.benchmarks.findings.tampered import CHANGES, caught, rejected, synthetic

ROWS = 60
HARD = [
    "출력 처리량 / output ×1.05",
    "출력 처리량 / output ×1.10",
    "출력 처리량 / output ×1.30",
    "모든 처리량 / all rates ×1.10",
    "모든 처리량 / all rates ×1.30",
    "TPOT ÷1.30",
    "E2E ÷1.10",
    "TTFT s→ms",
    "TPOT s→ms",
    "E2E s→ms",
    "TPOT ms→s",
    "E2E ms→s",
    "TTFT ms→s",
    "전체를 출력으로 / total as output",
    "가속기당을 전체로 / one accelerator's as the system's",
    "p50과 p99 바꿈 / p50 and p99 swapped",
    "W를 mW로 / mW as W",
    "W ÷1.2",
]


@pytest.fixture(scope="module")
def rows(complete: Measurement) -> tuple[Measurement, ...]:
    return synthetic(complete, amount=ROWS, seed=20261122)


def test_untouched_rows_are_not_rejected(rows: tuple[Measurement, ...]) -> None:
    assert [row for row in rows if rejected(row)] == []


@pytest.mark.parametrize("name", HARD)
def test_slips_and_naive_forgeries_are_all_caught(rows: tuple[Measurement, ...], name: str) -> None:
    found, changed = caught(rows, change=CHANGES[name])
    assert found == changed > 0


def test_shaving_a_little_off_the_first_token_is_known_to_pass(rows: tuple[Measurement, ...]) -> None:
    """Identities cannot see it (formats.md §4.1): hence percentiles, counts and per-request detail are asked for."""
    found, changed = caught(rows, change=CHANGES["TTFT ÷2"])
    assert (found < changed, changed) == (True, ROWS)
