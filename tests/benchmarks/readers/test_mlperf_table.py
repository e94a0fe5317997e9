from __future__ import annotations

import codecs
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.canonical import Answers, measurements
from benchmarks.findings import report_findings
from benchmarks.measurement import Measurement
from benchmarks.readers import UnreadableFile, read
from benchmarks.readers.mlperf_table import address

# both tables are invented; only their shape is MLPerf's
MERGED = """\
,,,,,,Benchmark  /  Model MLC  /  Scenario  /  Units,,,
,,,,,,Inference,,,
,,,,,,gptj-99,,resnet,llama3.1-405b
,,,,,,Offline,Server,Offline,Server
Public ID,Organization,System Name (click + for details),Accelerator (click + for details),Division/Power,\
,Tokens/s,Tokens/s,Samples/s,Queries/s
5.0-9001,가상 제출자,server A,accelerator A,Closed ,# of Accelerators,8,8,,
,,,,,# of Nodes,1,1,,
,,,,,Avg. Result at System Name,"33,928.10","30,724.51",,
5.0-9002,가상 제출자,server B,,Closed ,# of Accelerators,,,0,4
,,,,,# of Nodes,,,1,1
,,,,,Avg. Result at System Name,,,17.10,"1,498.56"
"""
FLAT = (
    "Public ID\tOrganization\tSystem Name (click + for details)\tAccelerator (click + for details)\tModel MLC\tScenario"
    "\tUnits\tDivision/Power\t# of Nodes\tAccelerator (click + for details)\tTotal Accelerators \t"
    "Avg. Result at System Name\n"
    "v6.0-9001\t가상 제출자\tserver A\taccelerator A\tllama2-70b-99\tInteractive\tTokens/s"
    "\tClosed \t11\taccelerator A\t87\t785522\n"
    "v6.0-9002\t가상 제출자\tserver B\taccelerator B\ttext to video\tSingleStream\tLatency (s)"
    "\tClosed \t1\taccelerator B\t8\t21.4259197\n"
)


def imported(data: bytes) -> tuple[Measurement, ...]:
    return measurements(read(data, filename="table.csv"), answers=Answers())


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refused:
        imported(text.encode())
    return refused.value.where, refused.value.problem


def test_merged_headers_give_one_measurement_a_result() -> None:
    found = imported(MERGED.encode())
    assert [(m.source.where, m.model.name, m.scenario.load) for m in found] == [
        ("G8", "gptj-99", "offline"),
        ("H8", "gptj-99", "open_loop"),
        ("I11", "resnet", "offline"),
        ("J11", "llama3.1-405b", "open_loop"),
    ]
    assert [(m.throughput.output_tps, m.throughput.rps) for m in found] == [
        (Decimal("33928.10"), None),
        (Decimal("30724.51"), None),
        (None, Decimal("17.10")),
        (None, None),
    ]
    assert [(m.system.name, m.system.accelerator, m.system.used, m.system.nodes) for m in found] == [
        ("server A", "accelerator A", 8, 1),
        ("server A", "accelerator A", 8, 1),
        ("server B", None, None, 1),
        ("server B", None, 4, 1),
    ]
    assert found[0].provenance.suite == "MLPerf Inference v5.0"
    assert [(f.rule, f.where, f.observed) for f in report_findings(read(MERGED.encode(), filename="t"))] == [
        ("V19", "J11", "1498.56 Queries/s")
    ]


@pytest.mark.parametrize(
    "data", [FLAT.encode(), codecs.BOM_UTF16_LE + FLAT.encode("utf-16-le") + b"\n", FLAT.replace("\n", "\n\n").encode()]
)
def test_the_flat_table_is_read_in_either_encoding(data: bytes) -> None:
    found = imported(data)
    assert [(m.model.name, m.system.used, m.system.nodes, m.throughput.output_tps) for m in found] == [
        ("llama2-70b-99", 87, 11, 785522),
        ("text to video", 8, 1, None),
    ]
    assert found[1].latency.e2e is not None
    assert found[1].latency.e2e.p90 == Decimal("21425.9197")
    assert found[1].provenance.suite == "MLPerf Inference v6.0"


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ("17.10,", "17.1 0,", "I11", "수가 있어야 하는데 '17.1 0'입니다. / A number is needed, not '17.1 0'."),
        (
            '"33,928.10"',
            '"33,92.10"',
            "G8",
            "수가 있어야 하는데 '33,92.10'입니다. / A number is needed, not '33,92.10'.",
        ),
        (
            "Samples/s",
            "Joules",
            "I11",
            "MLPerf의 단위가 아닙니다: 'Joules' (Offline). / Not a unit of MLPerf: 'Joules' (Offline).",
        ),
        ("8,8,,", "8,8.5,,", "H6", "개수인데 정수가 아닙니다: 8.5. / A count with a fraction: 8.5."),
        (",,0,4", ",,0", "line 9", "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."),
        ("Division/Power", "Division", "line 5", "'Division/Power' 열이 없습니다. / No column 'Division/Power'."),
        (
            ",,,,,Avg. Result at System Name,,,17.10",
            ",,,,,# of Processors,,,17.10",
            "A9",
            "'Avg. Result at System Name' 줄이 없습니다. / No row 'Avg. Result at System Name'.",
        ),
        ('"33,928.10"', '"33,928.10" x', "line 1", "표가 깨졌습니다. / Broken table (',' expected after '\"')."),
        ("Public ID,", "x Public ID,", "line 1", "제목 줄이 없습니다. / No header row."),
    ],
)
def test_a_wrong_table_is_refused_with_its_cell(old: str, new: str, where: str, problem: str) -> None:
    assert refusal(MERGED.replace(old, new)) == (where, problem)


def test_a_table_of_more_lines_than_mlperf_has_is_refused() -> None:
    assert refusal(MERGED + "\n" * 10_000)[1] == "결과가 10,000개보다 많습니다. / More than 10,000 results."


def test_empty_lines_are_passed_over() -> None:
    assert imported(MERGED.replace("\n5.0", "\n\n5.0").encode())[0].source.where == "G9"


def test_a_table_without_results_is_refused() -> None:
    header = FLAT.partition("\n")[0]
    assert refusal(header) == ("line 1", "결과가 하나도 없습니다. / There is no result in it.")


def test_a_system_without_a_figure_gives_no_measurement() -> None:
    assert [m.source.where for m in imported(MERGED.replace('17.10,"1,498.56"', ",").encode())] == ["G8", "H8"]
    assert len(imported(FLAT.replace("785522", "").encode())) == 1


def test_missing_header_rows_are_refused() -> None:
    assert refusal("\n".join(MERGED.split("\n")[4:])) == ("line 1", "제목 줄이 모자랍니다. / Header rows are missing.")


def test_cells_have_spreadsheet_addresses() -> None:
    assert [address(*place) for place in ((0, 0), (8, 17), (0, 25), (0, 26), (4, 701), (0, 702))] == [
        "A1",
        "R9",
        "Z1",
        "AA1",
        "ZZ5",
        "AAA1",
    ]


def kind(measurement: Measurement) -> str:
    throughput = measurement.throughput
    named = {"tokens": throughput.output_tps, "requests": throughput.rps, "latency": measurement.latency.e2e}
    return " and ".join(name for name, number in named.items() if number is not None)


def test_the_published_tables_are_read_whole(shared_results: Path) -> None:
    outcome = {}
    for version in ("5.0", "5.1", "6.0"):
        path = shared_results / f"mlperf/csv/mlperf-{version}.csv"
        report = read(path.read_bytes(), filename=path.name)
        found = measurements(report, answers=Answers())
        units = Counter(kind(m) for m in found)
        outcome[version] = (len(found), dict(units), len(report_findings(report)))
    assert outcome == {
        "5.0": (859, {"tokens": 472, "requests": 357, "": 30}, 30),
        "5.1": (554, {"tokens": 310, "requests": 172, "": 72}, 72),
        "6.0": (493, {"tokens": 410, "requests": 76, "latency": 7}, 0),
    }
