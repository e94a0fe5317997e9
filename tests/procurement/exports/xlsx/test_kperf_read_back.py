from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_layout import layout_of
from benchmarks.readers.xlsx_read import Confirmed, read_workbook
from benchmarks.readers.xlsx_sheet import sheets_of
from procurement.exports.xlsx.kperf import kperf_workbook
from tests.procurement.exports.kperf_cases import point, results_of


def p90(latency: object) -> Decimal | None:
    return getattr(latency, "p90", None)


def test_the_latency_sheet_is_read_back_through_a_mapping_number_by_number() -> None:
    written = (point("1", ntpot="11.25"), point("2", ttft="57.668"), point("8", ttft=None, tpot="19.5"))
    data = kperf_workbook(results_of(*written)).content
    sheets = sheets_of(data, filename="k.xlsx")
    proposed = propose(sheets, filename="k.xlsx")
    (table,) = (one for one in proposed.tables if one.sheet == "지연 1")
    tables = (replace(table, measures=tuple(one for one in table.measures if one.unit == "ms")),)
    mapping = replace(
        proposed,
        tables=tables,
        layout=layout_of(sheets, tables=tables),
        tpot="excludes_first_token",
        confirmed_by="시험",
        confirmed_on=date(2026, 11, 22),
    )
    report = read_workbook(data, filename="k.xlsx", mappings=[Confirmed("k.mapping.toml", "0" * 64, mapping)])
    found = measurements(report, answers=Answers())
    assert [(m.scenario.concurrency, m.scenario.isl_target, m.system.accelerator) for m in found] == [
        (Decimal(c), Decimal(128), "npu") for c in (1, 2, 8)
    ]
    names = ("ttft", "tpot", "ntpot")
    again = [[p90(getattr(m.latency, name)) for name in names] for m in found]
    assert again == [[p90(getattr(m.latency, name)) for name in names] for m in written]
