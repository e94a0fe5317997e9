from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.canonical import Answers, measurements
from benchmarks.readers import UnreadableFile, read


@pytest.fixture
def runs(sample: Callable[[str], bytes]) -> list[dict[str, Any]]:
    run = json.loads(sample("vllm_c4.json"))
    kept = {key: value for key, value in run.items() if not isinstance(value, list)}
    return [kept | {"max_concurrency": n, "run_number": n} for n in (4, 8)]


def table(runs: list[dict[str, Any]]) -> bytes:
    """As pandas writes it: an unnamed index column first."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["", *runs[0]])
    writer.writerows([index, *run.values()] for index, run in enumerate(runs))
    return text.getvalue().encode()


def test_a_line_is_the_same_measurement_as_its_json(runs: list[dict[str, Any]]) -> None:
    report = read(table(runs), filename="summary.csv")
    assert (report.format, [row.where for row in report.rows]) == ("vllm-sweep", ["line 2", "line 3"])
    from_csv = measurements(report, answers=Answers())
    from_json = measurements(read(json.dumps(runs).encode(), filename="summary.json"), answers=Answers())
    for field in ("latency", "throughput", "counts", "scenario", "model", "provenance"):
        assert [getattr(m, field) for m in from_csv] == [getattr(m, field) for m in from_json]
    assert report.rows[0].cells[0].where == "line 2/duration"


def test_a_stated_rate_is_a_number(runs: list[dict[str, Any]]) -> None:
    found = measurements(read(table([run | {"request_rate": 2.5} for run in runs]), filename="s"), answers=Answers())
    assert [(m.scenario.load, m.scenario.rate_offered) for m in found] == [("open_loop", Decimal("2.5"))] * 2


@pytest.mark.parametrize(
    ("change", "where"),
    [({"mean_ttft_ms": "fast"}, "line 2/mean_ttft_ms"), ({"request_rate": "trace"}, "line 2/request_rate")],
)
def test_a_wrong_cell_is_refused_with_its_place(runs: list[dict[str, Any]], change: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(table([run | change for run in runs]), filename="s")
    assert refused.value.where == where


@settings(max_examples=40)
@given(st.data())
def test_a_table_with_a_changed_byte_is_read_or_refused(data: st.DataObject) -> None:
    run = {"mean_ttft_ms": 50.5, "total_token_throughput": 300, "completed": 4, "request_rate": "inf", "date": "x"}
    content = bytearray(table([run, run]))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    said: tuple[str, ...] = ()
    try:
        measurements(read(bytes(content), filename="s"), answers=Answers())
    except UnreadableFile as refused:
        said = (refused.where, refused.problem, refused.remedy)
    assert all(said)


def test_published_tables_of_runs_are_read(shared_results: Path) -> None:
    tables = shared_results / "vllm/dstack/tables"
    rows = {}
    for name in ("comparison/pd_ratio/csv_data/results.csv", "nvidia/8xh100/charts/qps_output.csv"):
        data = (tables / name).read_bytes()
        found = measurements(read(data, filename=name), answers=Answers())
        raw = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert [m.throughput.output_tps for m in found] == [Decimal(line["output_throughput"]) for line in raw]
        assert [m.latency.tpot.mean if m.latency.tpot else None for m in found] == [
            Decimal(line["mean_tpot_ms"]) for line in raw
        ]
        rows[name] = (len(found), {m.scenario.load for m in found}, found[0].model.name)
    assert list(rows.values()) == [(57, {"closed_loop"}, "openai/gpt-oss-120b"), (39, {"open_loop"}, None)]
