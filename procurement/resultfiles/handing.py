"""Everything that was read as JSON, and as one K-Perf sweep where it is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from benchmarks.slo import TpotDefinition, grade
from benchmarks.writers.exact_json import Json, exact_json
from benchmarks.writers.kperf_json import rows
from procurement.exports.xlsx.kperf_results import Result, ResultFile, Results, condition

_DEFINITIONS: tuple[TpotDefinition, ...] = ("tpot", "ntpot")


class NotOneSweep(ValueError):
    """Results of several models, systems or lengths, which kperf_result.json has no field to tell apart."""


def kperf_json(results: Results) -> bytes:
    """The results that may be used as one kperf_result.json, lowest concurrency first.

    Raises NotOneSweep where they are of several conditions, or none is left: the format holds one sweep.
    """
    usable = [result for result in results.every if result.state in {"사용 가능", "포화"}]
    conditions = {(result.measurement.model.name, *condition(result)) for result in usable}
    if len(conditions) != 1:
        raise NotOneSweep(
            f"kperf_result.json에는 한 조건의 결과만 담을 수 있는데 쓸 수 있는 조건이 {len(conditions)}개입니다. "
            f"파일을 나누어 실행하십시오 / it holds the results of one condition, and there are {len(conditions)} "
            f"usable ones: run it on fewer files"
        )
    measured = [result.measurement for result in usable]
    return rows(sorted(measured, key=lambda m: (m.scenario.concurrency is None, m.scenario.concurrency or 0)))


def results_json(results: Results) -> bytes:
    """Every file, measurement, finding and grade with every digit, and each refused file with its reason."""
    return exact_json(
        {
            "program": results.program,
            "files": [_file(file) for file in results.files],
            "refused": _json(results.refused),
            "together": _json(results.together),
        }
    )


def _file(file: ResultFile) -> Json:
    own = {name: _json(getattr(file, name)) for name in ("name", "format", "tool", "tool_version", "sha256", "size")}
    return {**own, "repairs": _json(file.repairs), "results": [_result(result) for result in file.results]}


def _result(result: Result) -> Json:
    m = result.measurement
    marks: dict[str, Json] = {
        definition: [one.mark for one in grade(m, definition=definition).marks] for definition in _DEFINITIONS
    }
    return {
        "state": result.state,
        "grades": marks,
        "renamed": dict(result.renamed),
        "measurement": _json(m),
        "findings": _json(result.findings),
    }


def _json(value: object) -> Json:
    """Frozen values as JSON: fields by name, days and moments as ISO 8601."""
    if value is None or isinstance(value, str | int | Decimal):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        held: Mapping[str, Json] = {field.name: _json(getattr(value, field.name)) for field in fields(value)}
        return held
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    raise TypeError(value)
