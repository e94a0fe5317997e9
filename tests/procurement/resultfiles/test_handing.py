from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from benchmarks.findings import Finding
from benchmarks.measurement import Model
from procurement.exports.xlsx.kperf_results import Refused
from procurement.resultfiles.handing import NotOneSweep, kperf_json, results_json
from tests.procurement.exports.kperf_cases import point, results_of

REJECT = Finding("V05", "reject", "가 / a", "/", "2", "1")


def test_one_sweep_is_written_lowest_concurrency_first() -> None:
    written = json.loads(kperf_json(results_of(point("8"), point(None), point("2"))))
    assert [step["concurrency"] for step in written] == [2, 8, "N/A"]


def test_rejected_results_are_left_out() -> None:
    good, bad = results_of(point("1")), results_of(replace(point("2"), model=Model("other", "fp8")), found=(REJECT,))
    written = json.loads(kperf_json(replace(good, files=(*good.files, *bad.files))))
    assert [step["concurrency"] for step in written] == [1]


def test_several_conditions_or_none_are_refused() -> None:
    several = results_of(point("1"), replace(point("1"), model=Model("other", "fp8")))
    with pytest.raises(NotOneSweep, match="there are 2 usable ones"):
        kperf_json(several)
    with pytest.raises(NotOneSweep, match="there are 0 usable ones"):
        kperf_json(results_of(point("1"), found=(REJECT,)))


def test_everything_is_written_with_every_digit() -> None:
    m = point("1", ttft="57.66788277504702123456789")
    dated = replace(m, provenance=replace(m.provenance, measured_at=datetime(2026, 11, 20, tzinfo=UTC)))
    made = results_of(dated, found=(REJECT,), refused=[Refused("b", "이유")])
    (file,) = made.files
    renamed = replace(file.results[0], renamed=(("x", "y"),))
    made = replace(made, files=(replace(file, results=(renamed,)),), together=(REJECT,))
    written = json.loads(results_json(made), parse_float=Decimal)
    assert written["refused"] == [{"name": "b", "reason": "이유", "remedy": ""}]
    assert [f["rule"] for f in written["together"]] == ["V05"]
    (result,) = written["files"][0]["results"]
    assert written["files"][0]["sha256"] == "0" * 64
    assert result["measurement"]["latency"]["ttft"]["p90"] == Decimal("57.66788277504702123456789")
    assert result["measurement"]["provenance"]["measured_at"] == "2026-11-20T00:00:00+00:00"
    assert (result["state"], result["renamed"], result["measurement"]["power"]["scope"]) == ("부적합", {"x": "y"}, None)
    assert result["grades"] == {"tpot": ["O", "O", "O"], "ntpot": ["미측정"] * 3}
    assert result["findings"] == [
        {
            "rule": "V05",
            "level": "reject",
            "message": "가 / a",
            "where": "/",
            "observed": "2",
            "allowed": "1",
            "override": "",
        }
    ]
