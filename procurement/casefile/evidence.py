"""Which measurement feeds which gate or criterion of a bid, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import cast, get_args

from benchmarks.answers import Answers, questions
from benchmarks.canonical import measurements
from benchmarks.catalogue import published
from benchmarks.findings import Finding, findings
from benchmarks.measurement import Measurement, PowerScope, Role, Verification
from benchmarks.metrics import metric as metric_named
from benchmarks.metrics import read_metric
from benchmarks.readers import read
from benchmarks.slo import meets
from benchmarks.table import Table
from procurement.casefile.scheme import Measure
from scoring.criteria import Evidence
from scoring.quantity import plain

_TEXTS = (
    "accelerator", "vendor", "system_name", "model", "weight_precision", "engine", "engine_version", "sdk_version",
    "measurer", "suite", "public_url", "power_method",
)  # fmt: skip
_NUMBERS = ("isl", "osl", "average_w")
_COUNTS = ("used", "nodes")


class NotScorable(ValueError):
    """A measurement is needed for scoring and its file never says something that must be known."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A measurement and what the checks found in it."""

    measurement: Measurement
    findings: tuple[Finding, ...]

    @property
    def rejected(self) -> tuple[str, ...]:
        """The rules that say it cannot be right."""
        return tuple(f.rule for f in self.findings if f.level == "reject")


def examined(table: Table, *, folder: Path) -> tuple[Examined, ...]:
    """The measurements of one [[evidence]] table: a published figure or a result file with its answers.

    Raises TableError, UnknownPublication, UnreadableFile, ContradictedAnswer.
    """
    table.only("published", "file", "answers")
    found: tuple[Measurement, ...]
    if table.optional_text("published"):
        found = (published(table.only("published").text("published")),)
    else:
        path, answers = inside(folder, table.text("file"), table), table.optional_table("answers")
        report = read(path.read_bytes(), filename=path.name)
        found = measurements(report, answers=_answers(answers) if answers else Answers())
    return tuple(Examined(measurement, findings(measurement)) for measurement in found)


def inside(folder: Path, name: str, table: Table) -> Path:
    """A file of the case folder; TableError for one outside it or one that is not there."""
    root = folder.resolve()
    path = (root / "bids" / name).resolve()
    if not path.is_relative_to(root):
        raise table.wrong(f"{name}: 사업 폴더 밖의 파일입니다 / is outside the case folder")
    if not path.is_file():
        raise table.wrong(f"{name}: 파일이 없습니다 / there is no such file")
    return path


def _answers(table: Table) -> Answers:
    table.only(*_TEXTS, *_NUMBERS, *_COUNTS, "measurer_role", "measured_at", "verification", "power_scope")
    at = table.values.get("measured_at")
    if at is not None and (not isinstance(at, datetime) or at.tzinfo is None):
        raise table.wrong("measured_at: 시간대가 있는 일시여야 합니다 / must be a date-time with its zone")
    return Answers(
        **{key: table.optional_text(key) for key in _TEXTS},  # type: ignore[arg-type]  # the keys are text fields
        **{key: table.optional_number(key) for key in _NUMBERS},  # type: ignore[arg-type]  # number fields
        **{key: table.optional_count(key) for key in _COUNTS},  # type: ignore[arg-type]  # whole-number fields
        measured_at=at,
        measurer_role=cast("Role | None", table.optional_choice("measurer_role", choices=get_args(Role))),
        verification=cast("Verification | None", table.optional_choice("verification", choices=get_args(Verification))),
        power_scope=cast("PowerScope | None", table.optional_choice("power_scope", choices=get_args(PowerScope))),
    )


def evidence_for(measure: Measure, *, bid: str, accelerator: str, candidates: Iterable[Examined]) -> Evidence:
    """The bid's measured value for a gate or criterion, or 미측정 with the reason in its trace.

    Only measurements of the offered accelerator at the same model and lengths count; a rejected one
    never does. Of several the best that keeps the measure's service level is read.
    Raises NotScorable when one that would count leaves questions open.
    """
    matching = [c for c in candidates if _matches(c.measurement, measure, accelerator)]
    usable = [c for c in matching if not c.rejected and meets(c.measurement, slo=measure.slo)]
    for candidate in usable:
        _refuse_open(candidate.measurement, bid)
    best = _best(usable, measure)
    if best is None:
        return Evidence(measure.subject, None, _why_not(matching, measure))
    value = read_metric(best.measurement, metric=measure.metric, statistic=measure.statistic)
    return Evidence(measure.subject, None if value is None else Fraction(value), trace_of(best.measurement))


def _matches(measurement: Measurement, measure: Measure, accelerator: str) -> bool:
    scenario = measurement.scenario
    same = (measurement.system.accelerator, measurement.model.name, scenario.isl_target, scenario.osl_target)
    wanted = (accelerator, measure.model, measure.isl, measure.osl)
    return same == wanted and measure.concurrency in (None, scenario.concurrency)


def _refuse_open(measurement: Measurement, bid: str) -> None:
    if missing := questions(measurement):
        lines = "\n".join(f"  {q.name}: {q.korean} / {q.english} ({q.why})" for q in missing)
        place = f"{measurement.source.filename} {measurement.source.where}"
        raise NotScorable(
            f"{bid}: {place}: 파일에 없어 답해야 하는 항목입니다. [evidence.answers]에 적으십시오 / "
            f"the file does not say these, answer them in [evidence.answers]:\n{lines}"
        )


def _best(usable: list[Examined], measure: Measure) -> Examined | None:
    read_at = [(read_metric(c.measurement, metric=measure.metric, statistic=measure.statistic), c) for c in usable]
    known = [(value, c) for value, c in read_at if value is not None]
    if not known:
        return None
    sign = -1 if metric_named(measure.metric).better == "higher" else 1
    return min(known, key=lambda pair: (sign * pair[0], pair[1].measurement.id))[1]


def _why_not(matching: list[Examined], measure: Measure) -> str:
    rejected = [f"{c.measurement.source.filename} 부적합 {', '.join(c.rejected)}" for c in matching if c.rejected]
    conditions = f"{measure.model} {plain(Fraction(measure.isl))}/{plain(Fraction(measure.osl))}"
    return "; ".join(rejected) or f"미측정: {conditions} 조건의 측정값이 없음"


def trace_of(measurement: Measurement) -> str:
    """File, place, short hash, who measured and how far it is verified (workbook.md, promise 4)."""
    source, who = measurement.source, measurement.provenance
    place = f"{source.filename} {source.where} (sha256 {source.sha256[:12]})"
    url = f", {who.public_url}" if who.public_url else ""
    return f"{place}, 측정 {who.measurer or '미기재'}, {who.verification}{url}"
