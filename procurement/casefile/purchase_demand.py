"""[[sizing.demand]]: request classes as given, or a mix of lengths binned to the pairs that were measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from fractions import Fraction
from pathlib import Path

from benchmarks.measurement import Measurement
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.sectors import Sector, UnknownSector, sector
from benchmarks.slo import Slo
from benchmarks.table import Table
from benchmarks.traffic import Lengths, Traffic
from benchmarks.traffic_coverage import Bin, Coverage, cover, targets_of
from benchmarks.traffic_histogram import parse_histogram, read_histogram_csv
from benchmarks.traffic_trace import Columns, read_trace
from procurement.casefile.evidence import inside
from procurement.casefile.scheme import service_level
from procurement.exports.sizing import Covered
from procurement.sizing.demand import Bucket
from scoring.quantity import plain

_COMMON = ("id", "title", "model", "slo", "growth", "weight", "rate")
_LENGTHS = ("isl", "osl")
_MIXES = ("preset", "trace", "histogram")
_PLACES = Decimal("0.000000001")


@dataclass(frozen=True, slots=True)
class Demand:
    """The buckets of one demand and, where it is a mix of lengths, how it was covered."""

    buckets: tuple[Bucket, ...]
    covered: Covered | None


@dataclass(frozen=True, slots=True)
class _Mix:
    """A mix of lengths as read, and the preset it comes from, None for a file."""

    traffic: Traffic
    preset: Sector | None


def demand_of(table: Table, *, folder: Path, measurements: Iterable[Measurement]) -> Demand:
    """One [[sizing.demand]]: isl and osl, or one of preset, trace and histogram.

    Of a mix each request counts for the smallest measured pair of lengths that is at least as long; what is longer
    than all is in no bucket and told as not covered. Raises TableError.
    """
    given = [key for key in _MIXES if key in table.values]
    if not given:
        return Demand((_bucket(table.only(*_COMMON, *_LENGTHS)),), None)
    table.only(*_COMMON, *_MIXES, "columns", "targets")
    if len(given) > 1:
        raise table.wrong("preset, trace, histogram 중 하나만 적으십시오 / give one of preset, trace and histogram")
    mix = _mix(table, given[0], folder)
    found = cover(mix.traffic, targets=_targets(table, measurements))
    return _binned(table, mix, found)


def _bucket(table: Table) -> Bucket:
    slo = table.optional_table("slo")
    lengths = Lengths(table.count("isl"), table.count("osl"))
    level = service_level(slo) if slo else Slo()
    return _bucket_of(table, lengths=lengths, rate=table.number("rate"), slo=level)


def _bucket_of(table: Table, *, lengths: Lengths, rate: Decimal, slo: Slo, part: str = "") -> Bucket:
    """A bucket of a demand; `part` names which one where there are several."""
    return Bucket(
        id=table.text("id") + part,
        title=table.text("title") + part,
        model=table.text("model"),
        isl=lengths.isl,
        osl=lengths.osl,
        rate=rate,
        slo=slo,
        growth=numbers(table, "growth"),
        weight=_weight(table),
    )


def numbers(table: Table, key: str) -> tuple[Decimal, ...]:
    """A list of numbers >= 0, empty where the key is absent. Raises TableError."""
    listed = table.values.get(key, [])
    if not isinstance(listed, list):
        raise table.wrong(f"{key}: 숫자의 배열이어야 함 / a list of numbers is needed")
    return tuple(Table(f"{table.where}.{key}[{n}]", {key: one}).number(key) for n, one in enumerate(listed))


def _weight(table: Table) -> Decimal:
    weight = table.optional_number("weight")
    return Decimal(1) if weight is None else weight


def _mix(table: Table, kind: str, folder: Path) -> _Mix:
    name = table.text(kind)
    try:
        if kind == "preset":
            preset = sector(name)
            return _Mix(preset.traffic, preset)
        data = inside(folder, name, table, home="").read_bytes()
        return _Mix(_traffic(table, kind, data), None)
    except (UnknownSector, UnreadableFile) as error:
        raise table.wrong(str(error)) from error


def _traffic(table: Table, kind: str, data: bytes) -> Traffic:
    name, title = table.text(kind), table.text("title")
    if kind == "trace":
        return read_trace(data, filename=name, title=title, columns=_columns(table))
    if name.endswith(".toml"):
        return parse_histogram(data, filename=name)
    return read_histogram_csv(data, filename=name, title=title, source=name)


def _columns(table: Table) -> Columns | None:
    columns = table.optional_table("columns")
    if columns is None:
        return None
    columns.only("isl", "osl", "time")
    return Columns(columns.text("isl"), columns.text("osl"), columns.optional_text("time"))


def _targets(table: Table, measurements: Iterable[Measurement]) -> tuple[Lengths, ...]:
    """The measured pairs of the demand's model, or those of them that `targets` names."""
    model = table.text("model")
    known = targets_of(m for m in measurements if m.model.name == model)
    named = (
        tuple(Lengths(int(isl), int(osl)) for isl, osl in table.pairs("targets")) if "targets" in table.values else ()
    )
    stray = [f"{one.isl}/{one.osl}" for one in named if one not in known]
    if stray or not known:
        there = ", ".join(f"{one.isl}/{one.osl}" for one in known) or "-"
        raise table.wrong(
            f"{model}: 측정한 길이가 아님 {', '.join(stray)} (측정한 길이: {there}) / "
            f"not measured for this model; measured lengths: {there}"
        )
    return named or known


def _binned(table: Table, mix: _Mix, found: Coverage) -> Demand:
    rate, said = _rate(table, mix.traffic)
    slo, level = _slo(table, mix.preset)
    buckets = tuple(_part(table, one, rate, slo) for one in found.bins if one.requests)
    if not buckets:
        raise table.wrong("측정한 길이가 요청을 하나도 덮지 않음 / the measured lengths cover no request at all")
    covered = Covered(
        id=table.text("id"),
        title=table.text("title"),
        model=table.text("model"),
        rate=rate,
        served_rate=sum((b.rate for b in buckets), Decimal(0)),
        coverage=found,
        sources=(*_sources(mix), said, level),
        upper_ends=mix.traffic.upper_ends,
        left_out=mix.traffic.left_out,
    )
    return Demand(buckets, covered)


def _part(table: Table, one: Bin, rate: Decimal, slo: Slo) -> Bucket:
    """A bucket of the mix; its rate is rounded up, so that the demand is never understated."""
    asked = Fraction(rate) * one.request_share
    whole = -(-asked * 10**9 // 1)
    rounded = (Decimal(int(whole)) * _PLACES).quantize(_PLACES, rounding=ROUND_UP).normalize()
    return _bucket_of(table, lengths=one.target, rate=rounded, slo=slo, part=f" {one.target.isl}/{one.target.osl}")


def _rate(table: Table, traffic: Traffic) -> tuple[Decimal, str]:
    """Requests/s of the whole mix: a number, or the mean or busiest hour that the mix states."""
    if not isinstance(table.values.get("rate"), str):
        return table.number("rate"), "요청률: 사업 파일에 적은 값 / rate: as given in the file"
    which = table.choice("rate", choices=("mean", "peak_hour"))
    known = traffic.rate
    stated = None if known is None else known.mean if which == "mean" else known.peak_hour
    if stated is None:
        raise table.wrong(
            f"rate = {which!r}: 이 자료에는 없음. 초당 요청 수를 적으십시오 / not known here, give requests/s"
        )
    whole = Decimal(int(-(-stated * 10**9 // 1))) * _PLACES
    words = {"mean": "평균 / mean", "peak_hour": "가장 바쁜 한 시간 / busiest hour"}[which]
    return whole.normalize(), f"요청률: 자료의 {words}, {plain(Fraction(whole))} req/s"


def _slo(table: Table, preset: Sector | None) -> tuple[Slo, str]:
    """The service level: a table, "preset", or "none" for batch work; a mix does not go without saying which."""
    if not isinstance(table.values.get("slo"), str):
        return service_level(
            table.table("slo")
        ), "서비스 수준: 사업 파일에 적은 값 / service level: as given in the file"
    if table.choice("slo", choices=("preset", "none") if preset else ("none",)) == "none":
        return Slo(), "서비스 수준: 지연시간 목표 없는 일괄 작업 / service level: none, batch work"
    limits = preset.slo_from if preset else ()
    return (preset.slo if preset else Slo()), "; ".join(
        f"서비스 수준 {one.limit}: {one.origin.title} {one.origin.url}".strip() for one in limits
    )


def _sources(mix: _Mix) -> tuple[str, ...]:
    preset = mix.preset
    if preset is None:
        return (f"길이 분포: {mix.traffic.source}",)
    return (
        f"{preset.label}: {preset.title}",
        preset.note,
        f"길이 분포: {preset.lengths_from.title} {preset.lengths_from.url}".strip(),
        f"프리셋 요청률의 출처: {preset.rate_from.title} {preset.rate_from.url}".strip(),
    )
