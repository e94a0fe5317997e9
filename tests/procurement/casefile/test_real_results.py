"""A tender judged on result files that really were measured, and figures read from them without Jeoul's readers."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from procurement.casefile import Case, dossier_of, read_case, sized
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.quantity import half_up
from tests.procurement.casefile.folder import bid, change, small_case, write

H200 = "mlperf/v4.1/closed/Dell/results/XE9680_H200_SXM_141GBx8_TRT"
LOG = f"{H200}/llama2-70b-99/Server/performance/run_1/mlperf_log_summary.txt"
TABLE = "mlperf/csv/mlperf-5.1.csv"
DSTACK = "vllm/dstack/8xH100SXM5-serving/nvidia-vllm-16.0qps-Llama-3.1-405B-FP8-20241109-150547.json"
NO_RPC = "vllm/dstack/misc/amd-meta-vllm-no-rpc-1000.0qps-Llama-3.1-405B-FP8-20241116-152727.json"
GUIDELLM = "format-fixtures/guidellm/benchmarks.json"
CLIENT = "format-fixtures/vllm_benchmark_serving_client/infx_c4.json"
LENGTHS = "isl = 128\nosl = 64\n"
MLPERF = """\
[[criteria]]
id = "mlperf"
title = "MLPerf llama2-70b-99 출력 처리량"
group = "정량"
kind = "quantitative"
points = 5
unit = "tokens/s"
missing_share = 0
value = { kind = "linear", floor = 0, target = 100000, places = 4 }
measure = { metric = "output_tps", statistic = "value", model = "llama2-70b-99", isl = 294, osl = 294 }

[evaluators]"""
MORE = """
[[evidence]]
file = "{file}"
{rows}
[evidence.answers]
{own}isl = {isl}
osl = {osl}
weight_precision = "fp8"
engine = "TensorRT-LLM"
engine_version = "0.11"
measurer_role = "vendor"
power_scope = "not_measured"
{aliases}
[officer.credit]"""


def add_evidence(folder: Path, key: str, **evidence: object) -> None:
    filled = {"rows": "", "own": "", "aliases": "", "isl": 294, "osl": 294, **evidence}
    change(folder / "bids" / f"{key}.toml", "\n[officer.credit]", MORE.format(**filled))


@pytest.fixture(scope="module")
def row(shared_results: Path) -> dict[str, Any]:
    """An H200 row of MLPerf's own table with a llama2-70b-99 Offline result, found with csv alone."""
    lines = list(csv.reader(io.StringIO((shared_results / TABLE).read_text(encoding="utf-8-sig"), newline="")))
    top = next(n for n, line in enumerate(lines) if line and line[0].strip() == "Public ID")
    models, scenarios = list(lines[top - 2]), lines[top - 1]
    for n in range(1, len(models)):
        models[n] = models[n] or models[n - 1]
    column = next(n for n, m in enumerate(models) if m.strip() == "llama2-70b-99" and scenarios[n].strip() == "Offline")
    names = [name.strip() for name in lines[top]]
    product = next(n for n, name in enumerate(names) if name.startswith("Accelerator"))
    accelerator = ""
    for n in range(top + 1, len(lines)):
        accelerator = lines[n][product].strip() or accelerator
        if "H200" in accelerator and lines[n][column].strip() and "Avg. Result at System Name" in lines[n]:
            return {"where": f"{get_column_letter(column + 1)}{n + 1}", "accelerator": accelerator} | {
                "value": lines[n][column].replace(",", "")
            }
    raise AssertionError("no such row")


@pytest.fixture(scope="module")
def folder(shared_results: Path, tmp_path_factory: pytest.TempPathFactory, row: dict[str, Any]) -> Path:
    folder = small_case(tmp_path_factory.mktemp("real"))
    places = {"a/r.json": GUIDELLM, "b/r.json": CLIENT, "c/r.json": DSTACK, "c/n.json": NO_RPC, "c/l.txt": LOG}
    for place, name in {**places, "d/t.csv": TABLE}.items():
        (folder / "evidence" / place).parent.mkdir(exist_ok=True)
        shutil.copyfile(shared_results / name, folder / "evidence" / place)
    change(folder / "tender.toml", 'points = 10\nunit = "tokens/s"', 'points = 5\nunit = "tokens/s"')
    change(folder / "tender.toml", "[evaluators]", MLPERF)
    write(folder / "bids" / "A.toml", bid("A", file="../evidence/a/r.json"))
    write(folder / "bids" / "B.toml", bid("B", file="../evidence/b/r.json"))
    h100 = bid("C", file="../evidence/c/r.json", lengths="isl = 215\nosl = 122\n", used=8)
    write(folder / "bids" / "C.toml", h100)
    add_evidence(folder, "C", file="../evidence/c/n.json", own='accelerator = "npu-c"\nused = 8\nmeasurer = "x"\n')
    log = 'accelerator = "npu-c"\nused = 8\nmodel = "llama2-70b-99"\nmeasurer = "Dell"\n'
    add_evidence(folder, "C", file="../evidence/c/l.txt", own=log)
    change(folder / "tender.toml", "limit = 60\n", "limit = 70\n")
    table = bid("D", file="../evidence/b/r.json", price=990000000, server=300000000, used=8, lengths=LENGTHS)
    write(folder / "bids" / "D.toml", table)
    alias = f'[evidence.aliases]\n"{row["accelerator"]}" = "npu-d"\n'
    add_evidence(folder, "D", file="../evidence/d/t.csv", rows=f'rows = ["{row["where"]}"]', aliases=alias)
    marks = "".join(f"{who},{key},plan,{62 - n},\n" for who in ("위원1", "위원2") for n, key in enumerate("ABCD"))
    write(folder / "marks.csv", f"evaluator,bid,criterion,points,reason\n{marks}")
    return folder


@pytest.fixture(scope="module")
def case(folder: Path) -> Case:
    return read_case(folder)


def loaded(folder: Path, name: str) -> Any:
    return json.loads((folder / "evidence" / name).read_text(encoding="utf-8"), parse_float=Decimal)


def measured(case: Case) -> dict[str, dict[str, Fraction | str | None]]:
    return {r.bid.id: {e.subject: e.value for e in r.bid.evidence} for r in case.evaluation.results}


def test_every_score_rests_on_the_number_in_the_file(case: Case, folder: Path, row: dict[str, Any]) -> None:
    steps = [step["metrics"] for step in loaded(folder, "a/r.json")["benchmarks"]]
    firsts = [step["time_to_first_token_ms"]["successful"]["percentiles"]["p90"] for step in steps]
    rates = [step["output_tokens_per_second"]["successful"]["mean"] for step in steps]
    tokens = [step["inter_token_latency_ms"]["successful"]["percentiles"]["p90"] for step in steps]
    client = loaded(folder, "b/r.json")
    found = measured(case)
    assert found["A"]["first_token"] == Fraction(min(firsts))
    assert found["A"]["throughput"] == max(Fraction(r) for r, first in zip(rates, firsts, strict=True) if first <= 60)
    assert found["A"]["per_token"] == Fraction(min(tokens))
    assert found["B"]["throughput"] == found["D"]["throughput"] == Fraction(client["output_throughput"])
    assert found["B"]["per_token"] == Fraction(client["p90_tpot_ms"])
    text = (folder / "evidence" / "c" / "l.txt").read_text(encoding="utf-8")
    completed = re.search(r"^Completed tokens per second *: ([0-9.]+)$", text, re.MULTILINE)
    assert completed is not None
    assert found["C"]["mlperf"] == Fraction(completed[1])
    assert found["D"]["mlperf"] == Fraction(row["value"])
    assert (found["A"]["mlperf"], found["B"]["mlperf"]) == (None, None)


def test_points_follow_from_those_numbers(case: Case, row: dict[str, Any]) -> None:
    items = {r.bid.id: {i.criterion.id: i.number.value for i in r.items} for r in case.evaluation.results}
    expected = half_up(Fraction(row["value"]) / 100000 * 5, places=4)
    assert items["D"]["mlperf"] == min(expected, Decimal(5))
    assert items["A"]["mlperf"] == 0
    assert items["A"]["throughput"] == Decimal("4.4000")


def test_files_with_empty_or_lost_answers_never_score_and_say_why(case: Case, folder: Path) -> None:
    found = next(r for r in case.evaluation.results if r.bid.id == "C")
    client, failed = loaded(folder, "c/r.json"), loaded(folder, "c/n.json")
    empty = sum(1 for length in client["output_lens"] if not length)
    traces = {e.subject: e.trace for e in found.bid.evidence}
    assert measured(case)["C"]["first_token"] is None
    assert f"evidence/c/r.json / 부적합 V11({empty}/{client['completed']})" in traces["first_token"]
    assert f"evidence/c/n.json / 부적합 V10({failed['completed']}/{failed['num_prompts']})" in traces["first_token"]
    assert (found.eligible, found.rank, found.total) == (False, None, None)
    assert found.ineligible_because[0].startswith("첫 토큰 지연시간 P90: 미측정")


def test_the_demand_is_sized_by_the_points_that_keep_its_service_level(case: Case, folder: Path) -> None:
    assert case.purchase is not None
    steps = [step["metrics"] for step in loaded(folder, "a/r.json")["benchmarks"]]
    kept = [
        Fraction(step["requests_per_second"]["successful"]["mean"])
        for step in steps
        if step["time_to_first_token_ms"]["successful"]["percentiles"]["p90"] <= 60
    ]
    client = Fraction(loaded(folder, "b/r.json")["request_throughput"])
    rates = {c.configuration: getattr(c, "rate", None) for c in case.purchase.problem.capacities}
    assert rates == {"A": max(kept) * 8, "B": client * 4, "C": None, "D": client}
    mix = sized(case.purchase, wall_seconds=30).mix
    assert mix is not None
    assert [(p.configuration, p.servers) for p in mix.purchases] == [("A", 1)]


def test_the_case_becomes_a_workbook_with_every_bid(case: Case) -> None:
    content = evaluation_workbook(dossier_of(case, sizing=None, program="Jeoul 시험")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    shown = {cell.value for sheet in book for line in sheet.iter_rows() for cell in line}
    assert {"A사", "B사", "C사", "D사"} <= shown
