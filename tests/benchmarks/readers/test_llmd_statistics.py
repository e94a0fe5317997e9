from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.readers.document import Record
from benchmarks.readers.llmd_statistics import statistics_of
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell

WANTED = (("a", "ttft", "d"),)


@pytest.mark.parametrize(
    ("units", "unit"), [("s", "s"), ("ms/token", "ms"), ("s/token", "s"), ("queries/s", "requests/s")]
)
def test_statistics_are_read_in_the_stated_unit_in_either_case(units: str, unit: str) -> None:
    block: dict[str, Json] = {"units": units, "mean": 2, "P25": 1, "P50": Decimal("1.5"), "p99p9": 3}
    assert statistics_of(Record("f", "", {"a": block, "b": None}), wanted=(*WANTED, ("b", "tpot", ""))) == [
        Cell("ttft", "mean", Decimal(2), unit, "d", "/a/mean"),
        Cell("ttft", "p50", Decimal("1.5"), unit, "d", "/a/p50"),
        Cell("ttft", "p99_9", Decimal(3), unit, "d", "/a/p99p9"),
    ]


def test_one_statistic_may_be_wanted_alone() -> None:
    holder = Record("f", "", {"a": {"units": "s", "mean": 2, "p50": 1}})
    assert [cell.statistic for cell in statistics_of(holder, wanted=WANTED, only="mean")] == ["mean"]


@pytest.mark.parametrize(
    ("block", "where"),
    [
        ({"mean": 2}, "/a/units"),
        ({"units": "Watts", "mean": 2}, "/a/units"),
        ({"units": ["s"]}, "/a/units"),
        ({"units": "s", "p50": 1, "P50": 2}, "/a/P50"),
    ],
)
def test_an_unknown_unit_or_a_doubled_statistic_is_refused(block: dict[str, Json], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        statistics_of(Record("f", "", {"a": block}), wanted=WANTED)
    assert refused.value.where == where
