from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.catalogue import published
from benchmarks.sectors import sector
from benchmarks.slo import Slo
from benchmarks.table import Table, TableError, read_table
from procurement.casefile.purchase_demand import Demand, demand_of, numbers
from tests.procurement.casefile.sizing_folder import HISTOGRAM, small_folder

MEASURED = tuple(published(f"h100-llama31-8b-fp8-{lengths}") for lengths in ("128-128", "2048-128"))
MIX = 'id = "d"\ntitle = "수요"\nmodel = "Llama 3.1 8B"\n'


def demand(folder: Path, text: str) -> Demand:
    table = read_table((MIX + text).encode(), filename="demand")
    return demand_of(table, folder=small_folder(folder), measurements=MEASURED)


def test_each_measured_pair_becomes_a_bucket_with_its_share_of_the_rate(tmp_path: Path) -> None:
    found = demand(tmp_path, 'histogram = "chat.toml"\nrate = 3\nslo = "none"\ngrowth = [1, 1.5]\nweight = 2')
    growth = (Decimal(1), Decimal("1.5"))
    assert [(b.id, b.title, b.isl, b.osl, b.rate, b.growth, b.weight, b.slo) for b in found.buckets] == [
        ("d 128/128", "수요 128/128", 128, 128, Decimal("2.7"), growth, Decimal(2), Slo()),
        ("d 2048/128", "수요 2048/128", 2048, 128, Decimal("0.24"), growth, Decimal(2), Slo()),
    ]
    assert found.covered is not None
    assert found.covered.coverage.uncovered.request_share == Fraction(2, 100)
    assert (found.covered.rate, found.covered.served_rate) == (Decimal(3), Decimal("2.94"))
    assert found.covered.upper_ends


def test_a_share_without_end_is_rounded_up_never_down(tmp_path: Path) -> None:
    (tmp_path / "three.csv").write_text("isl,osl,requests\n128,128,1\n256,128,2\n", encoding="utf-8")
    found = demand(tmp_path, 'histogram = "three.csv"\nrate = 1\nslo = { ttft_p90_ms = 5 }')
    assert [b.rate for b in found.buckets] == [Decimal("0.333333334"), Decimal("0.666666667")]
    assert found.buckets[0].slo == Slo(ttft_p90_ms=Decimal(5))


def test_a_trace_brings_its_own_rate_and_tells_what_it_left_out(tmp_path: Path) -> None:
    found = demand(tmp_path, 'trace = "trace.csv"\nrate = "mean"\nslo = "none"')
    assert found.covered is not None
    assert (found.covered.rate, found.covered.left_out) == (Decimal("0.666666667"), 1)
    assert [(b.id, b.rate) for b in found.buckets] == [
        ("d 128/128", Decimal("0.222222223")),
        ("d 2048/128", Decimal("0.222222223")),
    ]
    assert found.covered.sources[0].startswith("길이 분포: trace.csv sha256:")


def test_columns_of_a_trace_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("a,b\n100,50\n", encoding="utf-8")
    found = demand(tmp_path, 'trace = "own.csv"\ncolumns = { isl = "a", osl = "b" }\nrate = 2\nslo = "none"')
    assert [(b.id, b.rate) for b in found.buckets] == [("d 128/128", Decimal(2))]


def test_a_preset_gives_lengths_rate_and_service_level_with_their_sources(tmp_path: Path) -> None:
    found = demand(tmp_path, 'preset = "document-summary"\nrate = "peak_hour"\nslo = "preset"')
    assert found.covered is not None
    assert found.covered.rate == 1
    assert found.buckets[0].slo == Slo(ttft_p90_ms=Decimal(5000), tpot_p90_ms=Decimal(100))
    assert [source.partition(":")[0] for source in found.covered.sources] == [
        "프리셋(편집 가능) / preset, to be edited",
        sector("document-summary").note,
        "길이 분포",
        "프리셋 요청률의 출처",
        "요청률",
        "서비스 수준 ttft_p90_ms",
    ]


def test_targets_leave_only_the_named_pairs(tmp_path: Path) -> None:
    found = demand(tmp_path, 'histogram = "chat.toml"\ntargets = [[2048, 128]]\nrate = 1\nslo = "none"')
    assert [(b.id, b.rate) for b in found.buckets] == [("d 2048/128", Decimal("0.98"))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('preset = "document-summary"\ntrace = "trace.csv"', "give one of preset, trace and histogram"),
        ('preset = "none"\nrate = 1\nslo = "none"', "no preset 'none'"),
        ('trace = "../x.csv"\nrate = 1\nslo = "none"', "is outside the case folder"),
        ('trace = "chat.toml"\nrate = 1\nslo = "none"', "No columns of input and output lengths are known"),
        ('histogram = "chat.toml"\nrate = "mean"\nslo = "none"', "not known here, give requests/s"),
        ('trace = "trace.csv"\nrate = "peak_hour"\nslo = "none"', "not known here, give requests/s"),
        ('histogram = "chat.toml"\nrate = 1\nslo = "preset"', "must be one of none"),
        ('histogram = "chat.toml"\nrate = 1', "'slo' 값이 없음"),
        ('histogram = "chat.toml"\nrate = 1\nslo = "none"\ntargets = [[1, 2]]', "measured lengths: 128/128, 2048/128"),
        ("isl = 1\nosl = 2\nrate = 1\npeak = 2", "unknown key 'peak'"),
        ('histogram = "long.toml"\nrate = 1\nslo = "none"', "the measured lengths cover no request at all"),
    ],
)
def test_a_demand_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    long = HISTOGRAM.replace("[128, 256, 4096]", "[5000, 6000, 7000]")
    (tmp_path / "long.toml").write_text(long, encoding="utf-8")
    with pytest.raises(TableError, match=r"^demand") as caught:
        demand(tmp_path, text)
    assert says in str(caught.value)


def test_a_model_that_nothing_measured_covers_nothing(tmp_path: Path) -> None:
    table = read_table((MIX + 'preset = "finance"\nrate = 1\nslo = "none"').encode(), filename="demand")
    with pytest.raises(TableError, match="측정한 길이: -"):
        demand_of(table, folder=tmp_path, measurements=())


def test_numbers_are_a_list_of_numbers() -> None:
    assert numbers(Table("t", {"g": [1, Decimal("0.5")]}), "g") == (Decimal(1), Decimal("0.5"))
    assert numbers(Table("t", {}), "g") == ()
    with pytest.raises(TableError, match="a list of numbers is needed"):
        numbers(Table("t", {"g": 1}), "g")
    with pytest.raises(TableError, match=r"^t\.g\[1\]"):
        numbers(Table("t", {"g": [1, "x"]}), "g")
