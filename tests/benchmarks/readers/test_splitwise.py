from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import findings
from benchmarks.measurement import Measurement, Parallelism
from benchmarks.readers import UnreadableFile, read
from tests.benchmarks.readers.hostile import survives

HEADER = (
    "model,hardware,prompt_size,batch_size,token_size,peak_power,average_power,prompt_time,token_time,e2e_time,"
    "tensor_parallel\n"
)
# made for the test: 100 + 20 × 127 = 2,640 ms
TABLE = f"{HEADER}org/model,npu,512,4,128,0.9,0.7,100.5,20,2640.5,2\norg/model,npu,512,4,128,0.0,0.0,100,20,2640,2\n"


def imported(text: str) -> tuple[Measurement, ...]:
    report = read(text.encode(), filename="perf_model.csv")
    assert (report.format, len(report.repairs)) == ("splitwise", 1)
    return measurements(report, answers=Answers())


def test_a_batch_is_read_as_the_table_has_it() -> None:
    first, second = imported(TABLE)
    assert (first.model.name, first.system.accelerator, first.scenario.load) == ("org/model", "npu", "static_batch")
    lengths = (first.scenario.isl_target, first.scenario.osl_target, first.scenario.concurrency)
    assert lengths == (Decimal(512), Decimal(128), Decimal(4))
    latency = first.latency
    assert [one.mean for one in (latency.ttft, latency.tpot, latency.e2e) if one] == [
        Decimal("100.5"),
        Decimal(20),
        Decimal("2640.5"),
    ]
    assert (first.parallelism, first.system.used) == (Parallelism(tp=2), None)
    assert [one.source.where for one in (first, second)] == ["line 2", "line 3"]


def test_a_share_of_the_tdp_is_no_power() -> None:
    assert [(one.power.average_w, one.power.scope) for one in imported(TABLE)] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [("0.9", "n/a", "line 2/peak_power"), ("20,2640.5", "-1,2640.5", "line 2/token_time"), (",2640.5", "", "line 2")],
)
def test_what_cannot_be_read_is_refused_with_its_place(old: str, new: str, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(TABLE.replace(old, new))
    assert refused.value.where == where


def test_another_header_is_another_format() -> None:
    with pytest.raises(UnreadableFile) as refused:
        imported(TABLE.replace("e2e_time", "e2e"))
    assert refused.value.where == "line 1"


@given(st.data())
def test_a_changed_character_is_read_or_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(TABLE) - 1))
    survives(TABLE[:place] + data.draw(st.characters(codec="utf-8")) + TABLE[place + 1 :])


def test_the_published_table_is_read_and_answers_cut_short_are_caught(shared_results: Path) -> None:
    text = shared_results.joinpath("splitwise/data/perf_model.csv").read_text(encoding="utf-8")
    found, raw = imported(text), list(csv.DictReader(io.StringIO(text)))
    assert len(found) == len(raw) == 1260
    for row, one in zip(raw, found, strict=True):
        assert one.latency.ttft
        assert one.latency.tpot
        assert one.latency.ttft.mean == Decimal(row["prompt_time"])
        assert one.latency.tpot.mean == Decimal(row["token_time"])
    levels = Counter((f.rule, f.level) for one in found for f in findings(one) if f.level in {"warn", "reject"})
    # lengths that were set but not reached (no ignore_eos), and batches whose parts add up to a 17th of the whole
    assert levels == {("V06", "reject"): 133, ("V06", "warn"): 117}
