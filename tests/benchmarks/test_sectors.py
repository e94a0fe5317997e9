from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.sectors import LABEL, Limited, Origin, Sector, UnknownSector, parse_sector, sector, sectors
from benchmarks.slo import Slo
from benchmarks.table import TableError
from benchmarks.traffic import Counted, Lengths, Rate
from benchmarks.traffic_trace import read_trace

OWN = Origin("own", "내부 가정, 편집할 것 / own assumption, to be edited", "")
TEXT = """
last_checked = 2026-11-22
id = "x"
title = "시험"
note = "n"
[[sources]]
id = "own"
kind = "own"
title = "내부 가정, 편집할 것 / own assumption, to be edited"
[lengths]
source = "own"
rows = "osl"
columns = "isl"
isl = [1024, 4096]
osl = [128]
requests = [[3, 1]]
[rate]
mean = 0.5
peak_hour = 2
source = "own"
[[slo]]
limit = "e2e_p90_ms"
at_most = 9000
source = "own"
"""


def parsed(text: str) -> Sector:
    return parse_sector(text.encode(), filename="x.toml")


def test_five_sectors_are_shipped_and_labelled_as_presets() -> None:
    assert [one.id for one in sectors()] == [
        "cctv-captioning",
        "civil-counselling",
        "document-summary",
        "finance",
        "manufacturing",
    ]
    assert {one.label for one in sectors()} == {LABEL}
    assert LABEL.startswith("프리셋(편집 가능)")


def test_every_number_of_a_shipped_sector_says_where_it_comes_from() -> None:
    kinds = {
        one.id: (one.lengths_from.kind, one.rate_from.kind, *(limited.origin.kind for limited in one.slo_from))
        for one in sectors()
    }
    assert kinds == {
        "cctv-captioning": ("own", "own", "own"),
        "civil-counselling": ("trace", "own", "reference", "reference"),
        "document-summary": ("trace", "own", "own", "own"),
        "finance": ("own", "own", "own", "own"),
        "manufacturing": ("own", "own", "own", "own"),
    }
    own = {one.rate_from for one in sectors()}
    assert own == {OWN}


def test_a_sector_is_found_by_its_id() -> None:
    found = sector("civil-counselling")
    assert found.slo == Slo(ttft_p90_ms=Decimal(2000), tpot_p90_ms=Decimal(50))
    assert found.traffic.rate == Rate(Fraction(1, 2), Fraction(2))
    with pytest.raises(UnknownSector, match="known: cctv-captioning, civil-counselling"):
        sector("defence")


def test_a_preset_is_read_strictly() -> None:
    found = parsed(TEXT)
    assert (found.id, found.title, found.note, found.slo) == ("x", "시험", "n", Slo(e2e_p90_ms=Decimal(9000)))
    assert found.traffic.requests == (Counted(Lengths(1024, 128), 3), Counted(Lengths(4096, 128), 1))
    assert (found.traffic.upper_ends, found.traffic.rate) == (True, Rate(Fraction(1, 2), Fraction(2)))
    assert (found.lengths_from, found.rate_from, found.slo_from) == (OWN, OWN, (Limited("e2e_p90_ms", OWN),))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("last_checked = 2026-11-22", "", "last_checked"),
        ('note = "n"', 'notes = "n"', "notes"),
        ('kind = "own"', 'kind = "guess"', "kind"),
        ('kind = "own"', 'kind = "trace"', "a url for all but an own assumption"),
        ('kind = "own"', 'kind = "own"\nurl = "https://example.org"', "a url for all but an own assumption"),
        ('[lengths]\nsource = "own"', '[lengths]\nsource = "other"', "'other' is not in sources"),
        ('peak_hour = 2\nsource = "own"', "peak_hour = 2", "source"),
        ('at_most = 9000\nsource = "own"', "at_most = 9000", "source"),
        ("at_most = 9000", "", "at_most"),
        ('"e2e_p90_ms"', '"e2e_p80_ms"', "e2e_p80_ms"),
        ("peak_hour = 2", "peak_hour = 0.4", "mean ≤ peak_hour"),
        ("mean = 0.5", "mean = 0", "mean ≤ peak_hour"),
        ("requests = [[3, 1]]", "requests = [[3]]", "1 rows of 2"),
        ("osl = [128]", "osl = [128]\nweights = [1]", "weights"),
        ("[[slo]]", '[[slo]]\nlimit = "e2e_p90_ms"\nat_most = 1\nsource = "own"\n[[slo]]', "comes twice"),
    ],
)
def test_a_wrong_preset_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        parsed(TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("sector_id", "file"),
    [
        ("civil-counselling", "azure/AzureLLMInferenceTrace_conv.csv"),
        ("document-summary", "token-length-summaries/mlperf-data__llama3-1-8b-datacenter.csv"),
    ],
)
def test_a_traced_distribution_is_that_of_the_trace(shared_results: Path, sector_id: str, file: str) -> None:
    trace = read_trace((shared_results / "traces" / file).read_bytes(), filename=file, title=file)
    shipped = {one.lengths: one.requests for one in sector(sector_id).traffic.requests}
    isl, osl = (sorted(ends) for ends in ({one.isl for one in shipped}, {one.osl for one in shipped}))
    binned: Counter[Lengths] = Counter()
    for one in trace.requests:
        binned[Lengths(_end(isl, one.lengths.isl), _end(osl, one.lengths.osl))] += one.requests
    assert shipped == binned


def _end(ends: list[int], length: int) -> int:
    return ends[bisect_left(ends, length)]
