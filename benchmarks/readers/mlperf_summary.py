"""MLPerf summary_results.json: a list, one object per published result (formats.md §1.6)."""

from __future__ import annotations

from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.readers.mlperf_result import load_facts, result
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row

_NEEDED = frozenset({"Performance_Result", "Performance_Units", "Scenario", "Submitter", "Model"})
_FACTS = (
    ("Model", "model"),
    ("Accelerator", "accelerator"),
    ("System", "system_name"),
    ("Software", "engine"),
    ("weight_data_types", "weight_precision"),
    ("Submitter", "measurer"),
    ("Details", "public_url"),
    ("ID", "result_id"),
)
_REMEDY = "MLCommons가 낸 원본을 올려 주십시오. / Use the file MLCommons published."
_ENERGY = (
    "Power_Units가 millijoules인 행은 평균 전력이 아니므로 전력을 미측정으로 둡니다."
    " / Rows in millijoules give energy per stream, not mean power: their power stays unmeasured."
)


def _recognises(document: Document) -> bool:
    return bool(document.records) and document.records[0].fields.keys() >= _NEEDED


def _read(document: Document) -> Contents:
    records = document.records
    rows = tuple(_row(record) for record in records)
    energy = any(record.fields.get("Power_Units") == "millijoules" for record in records)
    return Contents("MLPerf results", "", rows, (_ENERGY,) if energy else ())


def _row(record: Record) -> Row:
    value = record.number("Performance_Result")
    named = {fact.key: fact.value for fact in record.facts(*((key, key) for key in sorted(_NEEDED)))}
    if value is None or not named.keys() >= _NEEDED - {"Performance_Result"}:
        missing = ", ".join(sorted(_NEEDED - named.keys() - ({"Performance_Result"} if value is not None else set())))
        raise UnreadableFile(record.filename, record.where, f"항목이 없습니다: {missing}. / Missing.", _REMEDY)
    at = (record.filename, f"{record.where}/Performance_Result")
    scenario = named["Scenario"]
    found = result(value, unit=named["Performance_Units"], model=named["Model"], scenario=scenario, at=at)
    cells, facts = _power(record)
    cells += [found] if isinstance(found, Cell) else []
    facts += [found] if isinstance(found, Fact) else []
    facts += record.facts(*_FACTS) + _suite(record)
    return Row(
        record.where, tuple(cells + _system(record)), (*facts, *load_facts(scenario, where=f"{record.where}/Scenario"))
    )


def _power(record: Record) -> tuple[list[Cell], list[Fact]]:
    """Mean wall power of the system, or mJ of a stream; MLPerf measures at the wall (formats.md §0.6)."""
    if record.fields.get("Power_Units") == "millijoules":
        return record.cells(("Power_Result", "energy_per_stream", "value", "mJ", "wall energy of a query")), []
    if record.fields.get("Power_Units") != "Watts":
        return [], []
    cells = record.cells(("Power_Result", "power", "value", "W", "mean wall power of the system"))
    return cells, [Fact("power_scope", "node_wall", f"{record.where}/Power_Units")]


def _system(record: Record) -> list[Cell]:
    counted = Record(record.filename, record.where, {k: v for k, v in record.fields.items() if v != ""})
    return counted.cells(
        ("a#", "used", "value", "count", "accelerators of the whole system"),
        ("Nodes", "nodes", "value", "count", ""),
    )


def _suite(record: Record) -> list[Fact]:
    return [Fact("suite", f"MLPerf Inference {f.value}", f.where) for f in record.facts(("version", "suite"))]


FORMAT = Format("mlperf-summary", "MLPerf summary_results.json", _recognises, _read)
