"""What Jeoul itself put into an llm-d report because the report has no place for it: `benchmarks/writers/llmd.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast, get_args

from benchmarks.readers.document import Record
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Statistic

TOOL = "jeoul"
# Jeoul's own units: an extra figure is always written in them
UNITS = {
    **dict.fromkeys(("ttft", "tpot", "itl", "ntpot", "e2e"), "ms"),
    **dict.fromkeys(("output_tps", "input_tps", "total_tps"), "tokens/s"),
    **dict.fromkeys(("rps", "goodput_rps", "rate_offered"), "requests/s"),
    **dict.fromkeys(("sent", "ok", "failed", "incomplete", "zero_output", "power_samples"), "count"),
    **dict.fromkeys(("used", "nodes", "tp", "pp", "dp", "ep"), "count"),
    **dict.fromkeys(("isl_target", "isl_mean", "osl_target", "osl_mean"), "tokens"),
    **dict.fromkeys(("energy", "energy_per_output_token"), "J"),
    **dict.fromkeys(("duration", "power_gap"), "s"),
    "concurrency": "requests",
    "power": "W",
}
FACTS = frozenset(
    {
        *("model", "engine", "engine_version", "sdk_version", "accelerator", "vendor", "system_name"),
        *("weight_precision", "measurer", "suite", "public_url", "load", "fixed_length", "date_local"),
        *("verdict", "power_scope", "power_method", "power_valid"),
    }
)
_STATISTICS: tuple[str, ...] = get_args(Statistic)
_REMEDY = "저울이 낸 파일을 고치지 말고 올려 주십시오. / Use the file as Jeoul wrote it."


@dataclass(frozen=True, slots=True)
class Extras:
    """Figures and texts without a place in the report, and the definition of each latency."""

    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...]
    definitions: tuple[Fact, ...]

    def defined(self, *wanted: tuple[str, str, str]) -> tuple[tuple[str, str, str], ...]:
        """The wanted (key, quantity, definition), with the definition the report's writer named."""
        own = {fact.key: fact.value for fact in self.definitions}
        return tuple((key, quantity, own.get(quantity, usual)) for key, quantity, usual in wanted)


def extras_of(report: Record) -> Extras | None:
    """What Jeoul's own component of the stack holds; None in a report of another's. Raises UnreadableFile."""
    config = _config(report)
    if config is None:
        return None
    definitions = config.inner("definitions") or Record(config.filename, config.where, {})
    facts = config.inner("facts") or Record(config.filename, config.where, {})
    named = {fact.key: fact.value for fact in definitions.facts(*((name, name) for name in UNITS))}
    return Extras(
        cells=tuple(_cell(item, named=named) for item in _figures(config)),
        facts=tuple(facts.facts(*((name, name) for name in sorted(FACTS)))),
        definitions=tuple(definitions.facts(*((name, name) for name in UNITS))),
    )


def _config(report: Record) -> Record | None:
    scenario = report.inner("scenario")
    stack = scenario.fields.get("stack") if scenario else None
    for index, item in enumerate(stack if isinstance(stack, list) else []):
        where = f"{report.where}/scenario/stack/{index}"
        component = Record(report.filename, where, item) if isinstance(item, dict) else None
        standard = component.inner("standardized") if component else None
        if component and standard and standard.fields.get("tool") == TOOL:
            native = component.inner("native")
            return native.inner("config") if native else None
    return None


def _figures(config: Record) -> Iterator[Record]:
    figures: Json = config.fields.get("figures") or []
    for index, item in enumerate(figures if isinstance(figures, list) else [figures]):
        where = f"{config.where}/figures/{index}"
        if not isinstance(item, dict):
            raise UnreadableFile(config.filename, where, "객체가 있어야 합니다. / An object is needed.", _REMEDY)
        yield Record(config.filename, where, item)


def _cell(item: Record, *, named: dict[str, str]) -> Cell:
    quantity, statistic = item.fields.get("quantity"), item.fields.get("statistic")
    if not isinstance(quantity, str) or quantity not in UNITS or statistic not in _STATISTICS:
        problem = "모르는 수량이나 통계량입니다. / An unknown quantity or statistic."
        raise UnreadableFile(item.filename, item.where, problem, _REMEDY)
    of_latency = UNITS[quantity] == "ms"
    if of_latency == (statistic == "value"):
        problem = "수량에 맞지 않는 통계량입니다. / A statistic that does not fit the quantity."
        raise UnreadableFile(item.filename, item.where, problem, _REMEDY)
    wanted = ("value", quantity, cast("Statistic", statistic), UNITS[quantity], named.get(quantity, ""))
    found = item.cells(wanted)
    if not found:
        raise UnreadableFile(item.filename, item.where, "값이 없습니다. / There is no value.", _REMEDY)
    return found[0]
