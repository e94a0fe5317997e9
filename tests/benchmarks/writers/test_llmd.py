from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from benchmarks.canonical import Answers, measurements
from benchmarks.measurement import Latencies, Latency, Measurement, Parallelism, Power
from benchmarks.readers import read
from benchmarks.writers.llmd import report

NOT_NUMBERS = {"id", "source", "provenance"}


def again(measurement: Measurement) -> Measurement:
    (found,) = measurements(read(report(measurement), filename="again.json"), answers=Answers())
    return found


def different(one: Measurement, other: Measurement) -> list[str]:
    names = [field.name for field in fields(Measurement) if field.name not in NOT_NUMBERS]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def variants(complete: Measurement) -> list[Measurement]:
    scenario, counts = complete.scenario, complete.counts
    power = Power("node_wall", Decimal("0.1"), "m", Decimal(5), Decimal("1E-7"), 3, Decimal(1), valid=False)
    only_p99 = Latencies(ttft=Latency(p99=Decimal("0.10"), definition="x"))
    return [
        complete,
        replace(complete, power=power, parallelism=Parallelism(8, 1, 2, 4), verdict="INVALID"),
        replace(complete, latency=only_p99),
        replace(complete, scenario=replace(scenario, isl_target=None, rate_offered=Decimal(2), concurrency=None)),
        replace(complete, scenario=replace(scenario, rate_offered=Decimal(0), concurrency=Decimal("0.5"))),
        replace(complete, counts=replace(counts, sent=None)),
        replace(complete, counts=replace(counts, ok=None, failed=None)),
    ]


@pytest.mark.parametrize("index", range(7))
def test_what_is_written_is_read_back_number_by_number(complete: Measurement, index: int) -> None:
    wanted = variants(complete)[index]
    assert different(again(wanted), wanted) == []


@pytest.mark.parametrize("name", ["guidellm_v2.json", "vllm_c4.json", "kperf_result.json"])
def test_other_tools_results_are_read_back(sample: Callable[[str], bytes], name: str) -> None:
    for found in measurements(read(sample(name), filename=name), answers=Answers()):
        assert different(again(found), found) == []


def test_a_moment_keeps_its_zone_and_a_local_one_stays_local(complete: Measurement) -> None:
    at = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
    zoned = replace(complete, provenance=replace(complete.provenance, measured_at=at, tz_known=True))
    found = again(zoned).provenance
    assert (found.measured_at, found.tz_known, found.measurer) == (at, True, "시험소")
    local = again(replace(zoned, provenance=replace(zoned.provenance, tz_known=False))).provenance
    assert (str(local.measured_at), local.tz_known) == ("2026-11-22 01:02:03+09:00", False)


def test_every_digit_is_written_and_nothing_unmeasured(complete: Measurement) -> None:
    text = report(replace(complete, latency=Latencies(ttft=Latency(mean=Decimal("57.66788277504702123456789")))))
    written = json.loads(text, parse_float=Decimal)
    aggregate = written["results"]["request_performance"]["aggregate"]
    assert aggregate["latency"] == {
        "time_to_first_token": {"units": "ms", "mean": Decimal("57.66788277504702123456789")}
    }
    assert written["run"] == {"uid": "complete", "user": "시험소", "time": {"duration": "PT50S"}}
    assert b"null" not in text
    assert written["scenario"]["stack"][0]["native"]["config"]["source"]["sha256"] == "0" * 64


def test_reports_are_valid_against_the_published_schema(complete: Measurement, shared_results: Path) -> None:
    folder = shared_results / "llm-d-benchmark/benchmark_report"
    schema = json.loads(folder.joinpath("br_v0_2_1_json_schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    for measurement in variants(complete):
        jsonschema.validate(json.loads(report(measurement)), schema, cls=jsonschema.Draft202012Validator)
