from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from benchmarks.slo_thresholds import NoThresholds, parse_thresholds, thresholds
from benchmarks.table import TableError

SET = """
[[grade]]
from = {day}
title = "t"
statistic = "p90"
ttft_ms = 1000
tpot_ms = {tpot}
source = "s"
confidence = "c"
"""
HEAD = "last_checked = 2026-11-22\n"


def parsed(*sets: tuple[str, str]) -> list[date]:
    text = HEAD + "".join(SET.format(day=day, tpot=tpot) for day, tpot in sets)
    return [one.since for one in parse_thresholds(text.encode(), filename="t.toml")]


def test_the_shipped_set_is_dated_cited_and_said_not_to_be_official() -> None:
    found = thresholds()
    assert (found.since, found.statistic, found.ttft_ms) == (date(2026, 6, 13), "p90", Decimal(2000))
    assert found.tpot_ms == (Decimal(30), Decimal(40), Decimal(50))
    assert found.confidence == "학습문서 기준값, 공식 확인 안 됨 / training-document value, not confirmed official"
    assert found.source == "github.com/ByoungjunSeo/KPerf_TTA @ 658756b (2026-06-13), a personal account"


def test_a_set_holds_from_its_day() -> None:
    assert thresholds(on=date(2026, 6, 13)) == thresholds()
    with pytest.raises(NoThresholds, match="they begin 2026-06-13"):
        thresholds(on=date(2026, 6, 12))


def test_sets_are_read_in_the_order_of_their_days() -> None:
    assert parsed(("2026-01-01", "[1]"), ("2026-01-02", "[1, 2.5]")) == [date(2026, 1, 1), date(2026, 1, 2)]


@pytest.mark.parametrize(
    ("sets", "says"),
    [
        ([], "at least one 'grade'"),
        ([("2026-01-02", "[1]"), ("2026-01-02", "[1]")], "days must rise"),
        ([("2026-01-02", "[1]"), ("2026-01-01", "[1]")], "days must rise"),
        ([("2026-01-01", "[]")], "numbers that rise"),
        ([("2026-01-01", "30")], "numbers that rise"),
        ([("2026-01-01", "[30, 30]")], "numbers that rise"),
        ([("2026-01-01", "[40, 30]")], "numbers that rise"),
        ([("2026-01-01", '["30"]')], "tpot_ms"),
    ],
)
def test_a_wrong_set_is_refused(sets: list[tuple[str, str]], says: str) -> None:
    with pytest.raises(TableError, match=says):
        parsed(*sets)
