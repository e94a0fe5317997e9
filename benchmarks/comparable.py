"""Whether two measurements may stand beside each other, and in words why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from benchmarks.measurement import Measurement
from benchmarks.precision import precision_class
from benchmarks.repeats import natural_key
from benchmarks.slo import Slo, judge

Aspect = Literal["model", "precision", "isl", "osl", "load", "concurrency", "rate", "service_level", "power"]
_TITLES: dict[Aspect, tuple[str, str]] = {
    "model": ("모델이 다릅니다", "other models"),
    "precision": ("정밀도 등급이 다릅니다", "other precision classes"),
    "isl": ("입력 길이가 다릅니다", "other input lengths"),
    "osl": ("출력 길이가 다릅니다", "other output lengths"),
    "load": ("부하 방식이 다릅니다", "other kinds of load"),
    "concurrency": ("동시 요청 수가 다릅니다", "other concurrencies"),
    "rate": ("제시한 요청률이 다릅니다", "other offered rates"),
    "service_level": ("둘 다 서비스 수준을 지킨 것은 아닙니다", "not both keep the service level"),
    "power": ("전력의 범위가 다르거나 미측정입니다", "other scopes of the power, or not measured"),
}
UNKNOWN = "미측정·미상 / unknown"
_NO_POWER = frozenset({None, "not_measured"})
_QUEUED = frozenset({"closed_loop", "open_loop"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which two measurements differ or that one of them does not state, with what each says."""

    aspect: Aspect
    ours: str
    theirs: str

    @property
    def only_power(self) -> bool:
        """Whether only figures per watt are not to be compared."""
        return self.aspect == "power"

    def __str__(self) -> str:
        korean, english = _TITLES[self.aspect]
        ours, theirs = ((one.partition(" / ")[0], one.rpartition(" / ")[2]) for one in (self.ours, self.theirs))
        return f"{korean}: {ours[0]} ↔ {theirs[0]} / {english}: {ours[1]} ↔ {theirs[1]}"


def comparable(
    a: Measurement, b: Measurement, *, length_tolerance: Decimal = Decimal(0), slo: Slo | None = None
) -> tuple[Difference, ...]:
    """Every reason why two measurements may not be compared; none = they may. What is unknown equals nothing.

    Same model, class of weight precision, lengths (the targets, or means, at most `length_tolerance` of the longer
    apart), kind of load and scope of power. With a service level, both must keep it and may run at any load that does;
    without one, concurrency and offered rate must be the same. Source: kperf.md §5, formats.md §0.6.
    """
    return (*_workload(a, b, length_tolerance), *_load(a, b, slo), *_power(a, b))


def _workload(a: Measurement, b: Measurement, tolerance: Decimal) -> Iterator[Difference]:
    yield from _differ("model", *(m.model.name for m in (a, b)), same=_alike(a.model.name, b.model.name))
    ours, theirs = (m.model.weight_precision for m in (a, b))
    classes = (precision_class(ours), precision_class(theirs)) if ours and theirs else ("", "")
    yield from _differ("precision", ours, theirs, same=classes[0] == classes[1] != "")
    if not (_tokenless(a) and _tokenless(b)):
        ours_at, theirs_at = natural_key(a), natural_key(b)
        yield from _lengths("isl", ours_at.isl, theirs_at.isl, tolerance)
        yield from _lengths("osl", ours_at.osl, theirs_at.osl, tolerance)


def _alike(ours: str | None, theirs: str | None) -> bool:
    return ours is not None and theirs is not None and ours.strip().casefold() == theirs.strip().casefold()


def _tokenless(m: Measurement) -> bool:
    """Whether it counts samples, not tokens: then it has no lengths."""
    return m.throughput.output_tps is None and m.throughput.total_tps is None and m.latency.ttft is None


def _lengths(
    aspect: Literal["isl", "osl"], ours: Decimal | None, theirs: Decimal | None, tolerance: Decimal
) -> Iterator[Difference]:
    near = ours is not None and theirs is not None and abs(ours - theirs) <= tolerance * max(ours, theirs)
    yield from _differ(aspect, ours, theirs, same=near)


def _load(a: Measurement, b: Measurement, slo: Slo | None) -> Iterator[Difference]:
    ours, theirs = a.scenario, b.scenario
    yield from _differ("load", ours.load, theirs.load, same=ours.load == theirs.load and ours.load is not None)
    if slo is not None:
        kept = [judge(m, slo=slo) for m in (a, b)]
        said = ["O" if one.kept else one.reason for one in kept]
        yield from _differ("service_level", said[0], said[1], same=all(one.kept for one in kept))
        return
    queued = _QUEUED & {ours.load, theirs.load}
    neither = ours.concurrency is None and ours.rate_offered is None and queued
    same = ours.concurrency == theirs.concurrency and not neither
    yield from _differ("concurrency", ours.concurrency, theirs.concurrency, same=same)
    yield from _differ("rate", ours.rate_offered, theirs.rate_offered, same=ours.rate_offered == theirs.rate_offered)


def _power(a: Measurement, b: Measurement) -> Iterator[Difference]:
    ours, theirs = a.power.scope, b.power.scope
    yield from _differ("power", ours, theirs, same=ours == theirs and ours not in _NO_POWER)


def _differ(aspect: Aspect, ours: object, theirs: object, *, same: bool) -> Iterator[Difference]:
    if not same:
        yield Difference(aspect, *(UNKNOWN if one is None else str(one) for one in (ours, theirs)))
