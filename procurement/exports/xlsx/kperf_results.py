"""What the K-Perf workbook and the command line show: result files read, what the checks found, what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from benchmarks.findings import Finding, saturated
from benchmarks.measurement import Measurement

State = Literal["사용 가능", "포화", "부적합", "철회"]
USABLE: State = "사용 가능"
SATURATED: State = "포화"
REJECTED: State = "부적합"
WITHDRAWN: State = "철회"


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement, what every check says of it, and (name in the file, name given) where they differ."""

    measurement: Measurement
    findings: tuple[Finding, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> State:
        """Whether it may be used: rejected or withdrawn figures may not, saturated ones judge no service level."""
        if self.measurement.provenance.verification == "withdrawn":
            return WITHDRAWN
        if any(finding.level == "reject" for finding in self.findings):
            return REJECTED
        return SATURATED if saturated(self.measurement) else USABLE


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A result file that was read: what it is, its bytes' SHA-256, the repairs made, and its rows."""

    name: str
    format: str
    tool: str
    tool_version: str
    sha256: str
    size: int
    repairs: tuple[str, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not read, why, and what to do about it."""

    name: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything read in one go. `together` is what only several measurements show (V15, V17, V21)."""

    files: tuple[ResultFile, ...]
    refused: tuple[Refused, ...]
    together: tuple[Finding, ...]
    program: str

    @property
    def every(self) -> tuple[Result, ...]:
        """All measurements in the order of their files."""
        return tuple(result for file in self.files for result in file.results)


Key = tuple[str | Decimal, ...]


def by_model(results: Iterable[Result]) -> tuple[tuple[str, tuple[Result, ...]], ...]:
    """Measurements by model name ("" where the file and the answers leave it out), each set in the order of its table.

    The order is system, software, precision, input and output length, concurrency; what is not stated comes last.
    """
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(result.measurement.model.name or "", []).append(result)
    return tuple((name, tuple(sorted(found[name], key=_order))) for name in sorted(found))


def condition(result: Result) -> tuple[str | None, ...]:
    """What a curve over concurrency keeps fixed: system, cards, software, precision, load and both lengths.

    Where the system, the precision or a length is not stated, points of two files are not known to be of one condition.
    """
    m = result.measurement
    s, w = m.system, m.software
    lengths = tuple(None if length is None else f"{length.normalize():f}" for length in lengths_of(m))
    stated = all((s.accelerator or s.name, m.model.weight_precision, *lengths))
    file = None if stated else m.source.filename
    names = (file, s.name, s.accelerator, None if s.used is None else str(s.used))
    return (*names, w.engine, w.engine_version, w.sdk_version, m.model.weight_precision, m.scenario.load, *lengths)


def lengths_of(measurement: Measurement) -> tuple[Decimal | None, Decimal | None]:
    """Input and output length in tokens: the one that was set, else the mean that was seen."""
    s = measurement.scenario
    return (
        s.isl_mean if s.isl_target is None else s.isl_target,
        s.osl_mean if s.osl_target is None else s.osl_target,
    )


def _order(result: Result) -> tuple[tuple[tuple[bool, str], ...], tuple[tuple[bool, Decimal], ...]]:
    m = result.measurement
    software = (m.software.engine, m.software.engine_version, m.software.sdk_version)
    texts = (m.system.accelerator, m.system.name, *software, m.model.weight_precision, m.scenario.load)
    used = None if m.system.used is None else Decimal(m.system.used)
    numbers = (used, *lengths_of(m), m.scenario.concurrency, m.scenario.rate_offered)
    return (
        tuple((text is None, text or "") for text in texts),
        tuple((number is None, number or Decimal(0)) for number in numbers),
    )
