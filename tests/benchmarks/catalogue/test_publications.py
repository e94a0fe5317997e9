from __future__ import annotations

import csv
import hashlib
import json
import re
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from benchmarks.catalogue.hardware import devices
from benchmarks.catalogue.publications import (
    Publication,
    UnknownPublication,
    parse_published,
    publication,
    published,
    published_all,
)
from benchmarks.measurement import Latency, Power, Scenario
from benchmarks.table import TableError

GOOD = """
read = "2026-11-22"
[[sources]]
id = "page"
title = "A page"
url = "https://example.org/page"
date = "2025-04"
confidence = "B"
suite = "s"
measurer = "V"
measurer_role = "vendor"
verification = "self_declared"
note = "공통."
[[published]]
id = "p"
source = "page"
row = "row 1"
device = "furiosa-rngd"
model = "M"
output_tps = 10.50
note = "따로."
"""
LENGTHS = re.compile(r"-(\d{3,4})-(\d{3,4})(?:-batch1|-trtllm017)?$")


def parse(text: str) -> dict[str, Publication]:
    return parse_published(text.encode(), filename="p.toml", known=devices())


def all_of(prefix: str) -> list[Publication]:
    return [publication(found.id) for found in published_all() if found.id.startswith(prefix)]


def test_a_file_reads_into_publications() -> None:
    found = parse(GOOD)["p"]
    measured = found.measurement
    assert (found.document.title, found.document.date, found.row, found.confidence) == (
        "A page",
        "2025-04",
        "row 1",
        "B",
    )
    assert found.note == "공통. 따로."
    assert measured.throughput.output_tps == Decimal("10.50")
    assert (measured.provenance.measurer, measured.provenance.verification) == ("V", "self_declared")
    assert measured.provenance.public_url == "https://example.org/page"
    assert (measured.source.tool, measured.source.filename, measured.source.where) == ("published", "p.toml", "p")
    assert (measured.source.sha256, measured.source.size) == (
        hashlib.sha256(GOOD.encode()).hexdigest(),
        len(GOOD.encode()),
    )


def test_what_is_not_stated_is_none() -> None:
    measured = parse(GOOD)["p"].measurement
    assert measured.scenario == Scenario(None, None, None, None, None, None, None, None, None)
    assert (measured.system.used, measured.system.nodes, measured.system.name) == (None, None, None)
    assert (measured.model.weight_precision, measured.provenance.measured_at) == (None, None)
    assert (measured.latency.ttft, measured.latency.tpot, measured.latency.e2e) == (None, None, None)
    assert measured.power == Power("not_measured", None, "전력 값 미공표 / no power figure published")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('device = "furiosa-rngd"', 'device = "rngd"', "device 'rngd' is not in the catalogue"),
        ('source = "page"', 'source = "pgae"', "source 'pgae' is not in sources"),
        ("output_tps", "ouput_tps", "unknown key 'ouput_tps'"),
        ("output_tps = 10.50", 'load = "closed"', "must be one of closed_loop"),
        ("output_tps = 10.50", "used = 0", "a whole number >= 1"),
        ("output_tps = 10.50", "latency = { tft = { definition = 'd' } }", "unknown key 'tft'"),
        ("output_tps = 10.50", "latency = { ttft = { p90 = 1 } }", "'definition' is missing or empty"),
        ("output_tps = 10.50", "latency = { ttft = { definition = 'd', p91 = 1 } }", "unknown key 'p91'"),
        (
            "output_tps = 10.50",
            "power = { scope = 'wall', average_w = 1, method = 'm' }",
            "must be one of accelerator_",
        ),
        ("output_tps = 10.50", "power = { scope = 'node_wall', method = 'm' }", "'average_w' is missing"),
        ('verification = "self_declared"', 'verification = "trusted"', "must be one of self_declared"),
        ('measurer_role = "vendor"\n', "", "'measurer_role' is missing or empty"),
        ('confidence = "B"', 'confidence = "F"', "must be one of A, B, C, D"),
        ('row = "row 1"\n', "", "'row' is missing or empty"),
        ('read = "2026-11-22"', "", "'read' is missing or empty"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError) as refused:
        parse(GOOD.replace(old, new, 1))
    assert says in str(refused.value)


def test_a_row_may_be_trusted_less_than_its_document() -> None:
    assert parse(GOOD.replace('row = "row 1"', 'row = "row 1"\nconfidence = "C"'))["p"].confidence == "C"


def test_the_figures_others_rely_on() -> None:
    found = {
        name: (measured.system.accelerator, measured.system.used, measured.throughput.output_tps)
        for name in (
            "rngd-llama31-8b-fp8-128-4096",
            "h100-llama31-8b-fp8-128-4096",
            "l40s-llama31-8b-fp8-128-4096",
            "rngd-llama31-70b-fp8-2048-128",
            "h100-llama31-70b-fp8-2048-128",
            "l40s-llama31-70b-fp8-2048-128",
            "rebel-quad-llama33-70b-2048-2048-batch1",
        )
        for measured in (published(name),)
    }
    assert found == {
        "rngd-llama31-8b-fp8-128-4096": ("furiosa-rngd", 1, Decimal("3935.25")),
        "h100-llama31-8b-fp8-128-4096": ("nvidia-h100-sxm", 1, Decimal("13222.06")),
        "l40s-llama31-8b-fp8-128-4096": ("nvidia-l40s", 1, Decimal("2989.17")),
        "rngd-llama31-70b-fp8-2048-128": ("furiosa-rngd", 8, Decimal("957.05")),
        "h100-llama31-70b-fp8-2048-128": ("nvidia-h100-sxm", 8, Decimal("2064.53")),
        "l40s-llama31-70b-fp8-2048-128": ("nvidia-l40s", 8, Decimal("163.53")),
        "rebel-quad-llama33-70b-2048-2048-batch1": ("rebellions-rebel-quad", None, Decimal("56.8")),
    }


def test_a_version_that_the_vendor_does_not_publish_is_said_in_words() -> None:
    unstated = [found.id for found in published_all() if found.software.engine_version == "미공표 / not published"]
    assert unstated == ["rngd-llama31-8b-fp8-128-4096", "rngd-llama31-70b-fp8-2048-128"]


def test_the_file_of_the_source_is_the_shipped_one() -> None:
    data = files("benchmarks.catalogue").joinpath("published.toml").read_bytes()
    assert {(found.source.sha256, found.source.size) for found in published_all()} == {
        (hashlib.sha256(data).hexdigest(), len(data))
    }


def test_ids_of_vendor_figures_tell_their_lengths() -> None:
    for found in published_all():
        told = LENGTHS.search(found.id)
        if told:
            assert (found.scenario.isl_target, found.scenario.osl_target) == (Decimal(told[1]), Decimal(told[2])), (
                found.id
            )


def test_nobody_is_said_to_have_certified_anything() -> None:
    states = {(found.id.startswith("mlperf-"), found.provenance.verification) for found in published_all()}
    assert states == {(True, "consistency_checked"), (False, "self_declared")}


def test_no_measurement_is_without_a_figure() -> None:
    bare = [
        found.id
        for found in published_all()
        if found.throughput.output_tps is None and found.throughput.rps is None and found.latency.e2e is None
    ]
    assert bare == []


def test_latencies_are_in_ms_and_say_what_they_are() -> None:
    assert published("mlperf-v30-atom-bert-99-singlestream").latency.e2e == Latency(
        p90=Decimal("4.297295"), definition="MLPerf SingleStream 지연시간"
    )
    gaudi = published("mlperf-v40-gaudi2-8x-llama2-70b-99.9-server").latency
    assert gaudi.ttft is not None
    assert gaudi.tpot is not None
    assert (gaudi.ttft.p99, gaudi.tpot.mean) == (Decimal("1621.209252"), Decimal("113.975674"))


def test_an_unknown_id_names_what_there_is() -> None:
    with pytest.raises(UnknownPublication, match=r"'rngd'. 있는 것: rngd-llama31-8b-fp8-128-4096, "):
        published("rngd")


def test_v41_rows_are_those_of_the_table(shared_results: Path) -> None:
    table: list[dict[str, Any]] = json.loads(
        (shared_results / "mlperf" / "v4.1" / "summary_results.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    rows = {
        f"{row['ID']} {row['UsedModel']} {row['Scenario']}": row
        for row in table
        if row["Category"] == "closed" and row["Suite"] == "datacenter"
    }
    for found in all_of("mlperf-v41-"):
        row, measured = rows[found.row], found.measurement
        assert measured.throughput.output_tps == Decimal(row["Performance_Result"])
        assert row["Performance_Units"] == "Tokens/s"
        assert (measured.system.used, measured.system.nodes) == (int(row["a#"]), int(row["Nodes"]))
        assert (measured.system.name, measured.provenance.measurer) == (row["System"], row["Submitter"])
        assert measured.model.weight_precision == row["weight_data_types"]
        assert measured.power.average_w == (Decimal(row["Power_Result"]) if row["has_power"] else None)


def test_v51_rows_are_those_of_the_table(shared_results: Path) -> None:
    path = shared_results / "mlperf" / "csv" / "mlperf-5.1.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns: dict[tuple[str, str], int] = {}
    model = ""
    for column in range(15, len(rows[2])):
        model = rows[2][column].strip() or model
        columns[model, rows[3][column]] = column
    lines = {row[0]: number for number, row in enumerate(rows)}
    for found in all_of("mlperf-v51-"):
        submission, model, scenario = found.row.split(" ")
        line, measured = lines[submission], found.measurement
        column = columns[model, scenario]
        assert measured.throughput.output_tps == Decimal(rows[line + 3][column].replace(",", ""))
        assert (measured.system.nodes, measured.provenance.measurer) == (int(rows[line + 2][column]), rows[line][1])
        assert measured.system.used == int(rows[line][6]) * int(rows[line][4])


@pytest.mark.parametrize(
    ("prefix", "folder"),
    [
        ("mlperf-v20-", "korea/v2.0/closed/FuriosaAI/results"),
        ("mlperf-v21-", "korea/v2.1/closed/SAPEON/results"),
        ("mlperf-v30-", "korea/v3.0/closed/rebellions/results"),
        ("mlperf-v40-", "v4.0/closed/Intel-HabanaLabs/results"),
    ],
)
def test_figures_from_logs_stand_in_the_logs(shared_results: Path, prefix: str, folder: str) -> None:
    found = all_of(prefix)
    assert found != []
    for one in found:
        log = shared_results / "mlperf" / folder / one.row / "performance" / "run_1" / "mlperf_log_summary.txt"
        text = log.read_text(encoding="utf-8")
        throughput, e2e = one.measurement.throughput, one.measurement.latency.e2e
        stated = {str(value) for value in (throughput.output_tps, throughput.rps) if value is not None}
        if e2e is not None and e2e.p90 is not None:
            stated.add(str(int(e2e.p90 * 10**6)))
        assert stated <= set(re.findall(r": ([\d.]+)$", text, re.MULTILINE))
        assert "Result is : VALID" in text
