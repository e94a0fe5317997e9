"""JSON of Mobilint's `mblt-model-zoo tps measure` (from 2.3, whose `units` block names every unit); kperf.md §2.3.

`{repeat, batch_size, runs[{prefill_tps, decode_tps, ttft, decode_duration, avg_power, prefill_energy, …}], summary,
units}`, or one such run alone beside its `units`. A run is two rows, prefill and decode, because the tool times and
meters each phase by itself. Vision-language results carry the same names after `llm_`.
"""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.document import Contents, Document, Format, Record
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row, Statistic
from benchmarks.units import convert

_TIMES, _ENERGIES = {"ms": "ms", "s": "s"}, {"J": "J", "mJ": "mJ"}
# the words of the `units` block per quantity
_UNITS = {
    "input_tps": {"tok/s": "tokens/s"},
    "output_tps": {"tok/s": "tokens/s"},
    "ttft": _TIMES,
    "duration": _TIMES,
    "power": {"W": "W", "mW": "mW"},
    "energy": _ENERGIES,
    "energy_per_output_token": {"J/tok": "J", "mJ/tok": "mJ"},
}
# key of the tool, quantity, statistic, definition
Wanted = tuple[str, str, Statistic, str]
_PREFILL: tuple[Wanted, ...] = (
    ("prefill_tps", "input_tps", "value", "prompt tokens ÷ time of the prefill alone"),
    ("ttft", "ttft", "mean", metrics.TTFT),
    ("prefill_avg_power", "power", "value", "mean during the prefill"),
    ("prefill_energy", "energy", "value", "of the prefill"),
)
_DECODE: tuple[Wanted, ...] = (
    ("decode_tps", "output_tps", "value", "output tokens ÷ time of the decode alone"),
    ("decode_duration", "duration", "value", "of the decode alone"),
    ("decode_avg_power", "power", "value", "mean during the decode"),
    ("decode_energy", "energy", "value", "of the decode"),
    ("decode_j_per_tok", "energy_per_output_token", "value", "energy of the decode ÷ output tokens"),
)
_WHOLE_POWER: Wanted = ("avg_power", "power", "value", "mean over prefill and decode together")
_LENGTHS = {"prefill_tps": ("num_prefill", "isl_target"), "decode_tps": ("num_decode", "osl_target")}
_PHASES = "실행마다 프리필과 디코드를 따로 읽었습니다. / Prefill and decode of every run were read apart."
_MEASURE = "`tps measure --json`의 출력을 올려 주십시오. / Use the output of `tps measure --json`."


def _recognises(document: Document) -> bool:
    if len(document.records) != 1 or not isinstance(document.records[0].fields.get("units"), dict):
        return False
    units = document.records[0].fields["units"]
    return isinstance(units, dict) and bool({"decode_tps", "llm_decode_tps"} & units.keys())


def _read(document: Document) -> Contents:
    report = document.records[0]
    units = report.inner("units") or report
    batch = report.number("batch_size")
    phases = [(run, wanted) for run in _runs(report) for wanted in (_PREFILL, _DECODE)]
    rows = (_row(run, units=units, wanted=wanted, batch=batch) for run, wanted in phases)
    return Contents("mblt-model-zoo tps", "", tuple(row for row in rows if row), (_PHASES,))


def _runs(report: Record) -> list[Record]:
    runs = report.fields.get("runs")
    if runs is None:
        return [report]
    if not isinstance(runs, list):
        problem = "실행의 목록이 있어야 합니다. / A list of runs is needed."
        raise UnreadableFile(report.filename, f"{report.where}/runs", problem, _MEASURE)
    return [_run(report, index, run) for index, run in enumerate(runs)]


def _run(report: Record, index: int, run: object) -> Record:
    where = f"{report.where}/runs/{index}"
    if not isinstance(run, dict):
        problem = "실행 하나는 객체여야 합니다. / A run has to be an object."
        raise UnreadableFile(report.filename, where, problem, _MEASURE)
    return Record(report.filename, where, run)


def _row(run: Record, *, units: Record, wanted: tuple[Wanted, ...], batch: Decimal | None) -> Row | None:
    """One phase of a run, or None where the run has no rate of it."""
    prefix = "llm_" if "llm_decode_tps" in units.fields else ""
    rate = wanted[0][0]
    if run.fields.get(prefix + rate) is None:
        return None
    if isinstance(run.fields[prefix + rate], list):
        problem = "길이를 바꾸어 가며 잰 sweep 결과입니다. / The result of a sweep over lengths."
        raise UnreadableFile(run.filename, f"{run.where}/{prefix}{rate}", problem, _MEASURE)
    cells = [cell for one in wanted for cell in _cell(run, units=units, prefix=prefix, wanted=one)]
    if not any(cell.quantity == "power" for cell in cells):
        cells += _cell(run, units=units, prefix=prefix, wanted=_WHOLE_POWER)
    length, quantity = _LENGTHS[rate]
    cells += run.cells((length, quantity, "value", "tokens", "of every request of the batch"))
    where = f"{run.where}/{prefix}{rate}"
    load_cells, facts = _load(batch)
    return Row(where, (*cells, *load_cells), facts)


def _cell(run: Record, *, units: Record, prefix: str, wanted: Wanted) -> list[Cell]:
    key, quantity, statistic, definition = wanted
    value = run.number(prefix + key)
    if value is None:
        return []
    unit = _unit(units, prefix + key, known=_UNITS[quantity])
    if quantity == "duration":
        value, unit = convert(value, unit=unit, to="s"), "s"
    return [Cell(quantity, statistic, value, unit, definition, f"{run.where}/{prefix}{key}")]


def _unit(units: Record, key: str, *, known: dict[str, str]) -> str:
    """The unit that the file names for a key; one it does not name, or a strange one, is not guessed."""
    said = units.fields.get(key)
    unit = known.get(said) if isinstance(said, str) else None
    if unit is None:
        problem = f"units에 '{key}'의 단위가 없거나 모르는 단위입니다. / units names no known unit of '{key}'."
        raise UnreadableFile(units.filename, f"{units.where}/{key}", problem, _MEASURE)
    return unit


def _load(batch: Decimal | None) -> tuple[tuple[Cell, ...], tuple[Fact, ...]]:
    """A batch of 1 is a single stream; without a batch size the load stays open."""
    if batch is None:
        return (), ()
    cell = Cell("concurrency", "value", batch, "requests", "batch size", "/batch_size")
    return (cell,), (Fact("load", "single_stream" if batch == 1 else "static_batch", "/batch_size"),)


FORMAT = Format("mobilint", "Mobilint mblt-model-zoo tps measure JSON", _recognises, _read)
