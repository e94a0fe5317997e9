"""A report's rows as measurements: one unit, one definition, what a person answered beside what the file says."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, cast, get_args

from benchmarks import metrics
from benchmarks.answers import Answers, Question, questions, scorable
from benchmarks.measurement import (
    Counts,
    Latencies,
    Latency,
    LoadKind,
    Measurement,
    Model,
    Parallelism,
    Power,
    PowerScope,
    Provenance,
    Scenario,
    Software,
    Source,
    System,
    Throughput,
)
from benchmarks.report import Fact, Report, Row
from benchmarks.units import convert

__all__ = ["Answers", "ContradictedAnswer", "Question", "measurements", "questions", "scorable"]

_LATENCIES = frozenset({"ttft", "tpot", "itl", "ntpot", "e2e"})
_UNITS = {
    **dict.fromkeys(_LATENCIES, "ms"),
    **dict.fromkeys(("output_tps", "input_tps", "total_tps"), "tokens/s"),
    **dict.fromkeys(("rps", "rate_offered", "goodput_rps"), "requests/s"),
    "power": "W",
    **dict.fromkeys(("energy", "energy_per_output_token"), "J"),
}
_RATES = ("output_tps", "input_tps", "total_tps", "rps", "goodput_rps")
_MAY_BE_ZERO = frozenset({"std", "n"})
_NO_LATENCY = _MAY_BE_ZERO | {"definition"}
_LOADS = frozenset(get_args(LoadKind))
_POWER_SCOPES = frozenset(get_args(PowerScope))
_KOREA = timezone(timedelta(hours=9))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ContradictedAnswer(ValueError):
    """A person's answer that differs from what the file says; one of the two is wrong."""

    def __init__(self, name: str, *, answered: object, in_file: object, where: str) -> None:
        """Name the field, both values and the place in the file."""
        self.name, self.answered, self.in_file, self.where = name, answered, in_file, where
        super().__init__(
            f"{where}: 답한 {name} '{answered}'이(가) 파일의 '{in_file}'와 다릅니다. 답을 고치거나 파일을 확인하십시오."
            f" / The answer for {name}, '{answered}', differs from the file's '{in_file}'. Correct one of them."
        )


def measurements(report: Report, *, answers: Answers) -> tuple[Measurement, ...]:
    """Every row of a report as a measurement in Jeoul's units (ms, tokens/s, requests/s, W, s).

    What the file says stands; an answer fills what it does not say, for every row. A latency of 0 is None: nothing was
    measured. GuideLLM's and K-Perf's ITL is also the TPOT (formats.md §5.3). Raises ContradictedAnswer, and
    benchmarks.units.UnknownUnit for a unit no reader of ours writes.
    """
    return tuple(_Reading(report, row, answers).measurement() for row in report.rows)


class _Reading:
    """One row being turned into a measurement."""

    def __init__(self, report: Report, row: Row, answers: Answers) -> None:
        self.report, self.answers = report, answers
        self.where = row.where or "/"
        self.facts: dict[str, Fact] = {fact.key: fact for fact in row.facts}
        self.values: dict[str, Decimal] = {}
        self.statistics: dict[str, dict[str, Any]] = {}
        self.places: dict[str, str] = {}
        for cell in row.cells:
            # a sample size is a count, whatever the unit of the statistics beside it
            unit = None if cell.statistic == "n" else _UNITS.get(cell.quantity)
            value = convert(cell.value, unit=cell.unit, to=unit) if unit and unit != cell.unit else cell.value
            if cell.quantity in _LATENCIES:
                if value or cell.statistic in _MAY_BE_ZERO:
                    fields = self.statistics.setdefault(cell.quantity, {"definition": cell.definition})
                    fields[metrics.latency_field(cell.statistic)] = int(value) if cell.statistic == "n" else value
            else:
                self.values[cell.quantity] = value
                self.places[cell.quantity] = cell.where

    def measurement(self) -> Measurement:
        verdict = self.facts.get("verdict")
        return Measurement(
            id=hashlib.sha256(f"{self.report.sha256}{self.where}".encode()).hexdigest()[:16],
            source=self._source(),
            provenance=self._provenance(),
            system=self._system(),
            software=self._software(),
            model=Model(self._text("model", self.answers.model), self._precision()),
            scenario=self._scenario(),
            counts=self._counts(),
            latency=self._latency(),
            throughput=Throughput(*(self.values.get(name) for name in _RATES)),
            power=self._power(),
            parallelism=Parallelism(*(self._count(name, None) for name in ("tp", "pp", "dp", "ep"))),
            verdict=None if verdict is None else "VALID" if verdict.value == "VALID" else "INVALID",
        )

    def _source(self) -> Source:
        report = self.report
        return Source(report.tool, report.tool_version, report.filename, report.sha256, report.size, self.where)

    def _provenance(self) -> Provenance:
        answers = self.answers
        measured_at, tz_known = self._measured_at()
        return Provenance(
            measurer=self._text("measurer", answers.measurer),
            measurer_role=answers.measurer_role,
            measured_at=measured_at,
            tz_known=tz_known,
            suite=self._text("suite", answers.suite) or "",
            public_url=self._text("public_url", answers.public_url) or "",
            verification=answers.verification or "schema_valid",
        )

    def _system(self) -> System:
        answers = self.answers
        return System(
            vendor=self._text("vendor", answers.vendor),
            name=self._text("system_name", answers.system_name),
            accelerator=self._text("accelerator", answers.accelerator),
            used=self._count("used", answers.used),
            nodes=self._count("nodes", answers.nodes),
        )

    def _software(self) -> Software:
        answers = self.answers
        return Software(
            engine=self._text("engine", answers.engine),
            engine_version=self._text("engine_version", answers.engine_version),
            sdk_version=self._text("sdk_version", answers.sdk_version),
        )

    def _precision(self) -> str | None:
        return self._text("weight_precision", self.answers.weight_precision)

    def _scenario(self) -> Scenario:
        values, fixed, load = self.values, self.facts.get("fixed_length"), self.facts.get("load")
        return Scenario(
            load=cast("LoadKind", load.value) if load and load.value in _LOADS else None,
            isl_target=self._number("isl_target", self.answers.isl),
            isl_mean=values.get("isl_mean", self._per_answer("input_tokens")),
            osl_target=self._number("osl_target", self.answers.osl),
            osl_mean=values.get("osl_mean", self._per_answer("output_tokens")),
            fixed_length=None if fixed is None else fixed.value == "true",
            concurrency=values.get("concurrency"),
            rate_offered=values.get("rate_offered"),
            duration_s=values.get("duration"),
        )

    def _per_answer(self, quantity: str) -> Decimal | None:
        """Mean tokens of an answered request, from the run's totals."""
        total, answered = self.values.get(quantity), self.values.get("ok")
        return total / answered if total is not None and answered else None

    def _counts(self) -> Counts:
        return Counts(*(self._count(name, None) for name in ("sent", "ok", "failed", "incomplete", "zero_output")))

    def _latency(self) -> Latencies:
        found = {
            name: Latency(**fields, derived=fields["definition"].startswith(metrics.DERIVED))
            for name, fields in self.statistics.items()
            if fields.keys() - _NO_LATENCY
        }
        itl = found.get("itl")
        if itl and itl.definition == metrics.ITL_PER_REQUEST:
            found.setdefault("tpot", itl)
        return Latencies(**found)

    def _power(self) -> Power:
        answers = self.answers
        scope = self._text("power_scope", answers.power_scope)
        return Power(
            scope=cast("PowerScope", scope) if scope in _POWER_SCOPES else None,
            average_w=self._number("power", answers.average_w),
            method=self._text("power_method", answers.power_method) or "",
            energy_j=self.values.get("energy"),
            joules_per_output_token=self.values.get("energy_per_output_token"),
            samples=self._count("power_samples", None),
            longest_gap_s=self.values.get("power_gap"),
            valid=None if (said := self.facts.get("power_valid")) is None else said.value == "true",
        )

    def _measured_at(self) -> tuple[datetime | None, bool]:
        """The file's date; one without a zone is carried as Korean time and said not to be known."""
        answered = self.answers.measured_at
        if epoch := self.facts.get("epoch_s"):
            return _from_epoch(Decimal(epoch.value)), True
        if (iso := self.facts.get("date_iso")) and (zoned := _from_iso(iso.value)):
            return zoned, True
        local = self.facts.get("date_local")
        in_file = _from_local(local.value) if local else None
        if local is None or in_file is None:
            return answered, answered is not None
        if answered and answered.replace(tzinfo=None, microsecond=0) != in_file.replace(tzinfo=None):
            raise ContradictedAnswer("measured_at", answered=answered, in_file=local.value, where=local.where)
        return (answered, True) if answered else (in_file, False)

    def _text(self, name: str, answered: str | None) -> str | None:
        fact = self.facts.get(name)
        if fact is None:
            return answered
        if answered is not None and answered.strip().casefold() != fact.value.strip().casefold():
            raise ContradictedAnswer(name, answered=answered, in_file=fact.value, where=fact.where)
        return fact.value

    def _number(self, quantity: str, answered: Decimal | None) -> Decimal | None:
        value = self.values.get(quantity)
        if value is None:
            return answered
        if answered is not None and answered != value:
            where = self.places[quantity]
            raise ContradictedAnswer(quantity, answered=answered, in_file=value, where=where)
        return value

    def _count(self, quantity: str, answered: int | None) -> int | None:
        value = self._number(quantity, None if answered is None else Decimal(answered))
        return None if value is None else int(value)


def _from_epoch(seconds: Decimal) -> datetime | None:
    try:
        return _EPOCH + timedelta(microseconds=int(seconds * 1_000_000))
    except OverflowError:
        return None


def _from_iso(text: str) -> datetime | None:
    """`2026-11-22T11:02:11Z`; one without a zone is not a moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _from_local(text: str) -> datetime | None:
    """`20261122-110211`, as vLLM writes it, or `2026-11-22T11:02:11.622873`, as AIPerf does."""
    try:
        if "T" in text:
            return datetime.fromisoformat(text).replace(microsecond=0, tzinfo=_KOREA)
        parts = (int(text[a:b]) for a, b in ((0, 4), (4, 6), (6, 8), (9, 11), (11, 13), (13, 15)))
        year, month, day, hour, minute, second = parts
        return datetime(year, month, day, hour, minute, second, tzinfo=_KOREA)
    except ValueError:
        return None
