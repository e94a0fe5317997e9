"""Requests that arrive at random, wait and are served: does the purchase keep its delays? A simulation, in floats."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from heapq import heappop, heappush
from math import ceil, inf, lcm
from random import Random
from typing import Literal

from benchmarks.measurement import Measurement
from procurement.sizing.choice import Share
from procurement.sizing.demand import Bucket, rate_in
from procurement.sizing.problem import Problem, measured
from procurement.sizing.spread import run_ids

Service = Literal["fixed", "exponential"]
WARM_UP = 0.1


class NoArrivals(Exception):
    """Nothing arrives, or nothing is counted, so there is no delay to tell."""


class NotSimulated(Exception):
    """A measurement does not state what the simulation needs; nothing is put in its place."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Requests of a bucket at a station: `rate` a second (Poisson), `service_s` seconds each in one of its places.

    `places` is how many requests of this bucket the whole station serves at once, as measured. `limit_s` is the delay
    (waiting and service) that the service level allows at the 99th percentile; None: not stated.
    """

    bucket: str
    rate: float
    service_s: float
    places: int
    limit_s: float | None


@dataclass(frozen=True, slots=True)
class Station:
    """All servers of one configuration that carry load, with one line of waiting requests, first come first served.

    Each request takes 1 / `places` of the station while it is served.
    """

    configuration: str
    streams: tuple[Stream, ...]


@dataclass(frozen=True, slots=True)
class Delay:
    """What `count` requests of a bucket at a station met, in seconds; `ok` None where no limit is stated."""

    configuration: str
    bucket: str
    count: int
    waited: float
    mean_wait_s: float
    p99_s: float
    limit_s: float | None
    ok: bool | None


def simulate(stations: Sequence[Station], *, requests: int, seed: int, service: Service = "fixed") -> tuple[Delay, ...]:
    """Let `requests` requests arrive at every station; the first tenth warm it up and is not counted.

    `waited` is the part of the requests that did not start at once. `service`: every request takes its bucket's time,
    or times are drawn exponentially with that mean (M/M/c). The same seed gives the same answer. Raises NoArrivals.
    Source: sizing design §6 item 4; checked against Erlang's formula (Erlang 1917) in the tests.
    """
    found: list[Delay] = []
    for station in stations:
        draw = Random(f"{seed}/{station.configuration}")  # noqa: S311 a simulation that must be repeatable
        found.extend(_delays(station, requests, draw, service))
    return tuple(found)


def stations_of(
    problem: Problem,
    *,
    servers: Mapping[str, int],
    shares: Iterable[Share],
    measurements: Iterable[Measurement],
    year: int = 0,
) -> tuple[Station, ...]:
    """The stations of a purchase: each share's requests, served as the measurement behind its capacity was.

    `servers` that carry load, by configuration. Places are the measured concurrency × replicas × servers, the service
    time is the measured mean E2E, of repeated runs the longest. Raises NotSimulated where the measurement states no
    concurrency or no mean E2E.
    """
    runs, rates = {m.id: m for m in measurements}, {b.id: rate_in(b, year=year) for b in problem.buckets}
    buckets, held = {b.id: b for b in problem.buckets}, {(c.configuration, c.bucket): c for c in measured(problem)}
    streams: dict[str, list[Stream]] = {}
    for part in (part for part in shares if part.year == year):
        capacity = held[part.configuration, part.bucket]
        behind = [_measured_service(runs[name]) for name in run_ids(capacity)]
        places, seconds = behind[0][0], max(seconds for _, seconds in behind)
        rate = float(rates[part.bucket] * Fraction(part.share))
        many = places * capacity.replicas * servers[part.configuration]
        streams.setdefault(part.configuration, []).append(
            Stream(part.bucket, rate, seconds, many, _limit(buckets[part.bucket]))
        )
    return tuple(Station(name, tuple(parts)) for name, parts in sorted(streams.items()))


def _measured_service(run: Measurement) -> tuple[int, float]:
    places, e2e = run.scenario.concurrency, run.latency.e2e
    mean = None if e2e is None else e2e.mean
    if places is None or mean is None:
        raise NotSimulated(
            f"{run.id}: 동시 요청 수나 평균 E2E가 미측정이라 대기를 모의할 수 없습니다. "
            f"/ {run.id}: concurrency or mean E2E was not measured, so waiting cannot be simulated."
        )
    return int(places), float(mean) / 1000


def _limit(bucket: Bucket) -> float | None:
    most: Decimal | None = bucket.slo.e2e_p99_ms
    return None if most is None else float(most) / 1000


@dataclass(frozen=True, slots=True)
class _Request:
    stream: int
    arrived: float
    takes: float


def _delays(station: Station, requests: int, draw: Random, service: Service) -> list[Delay]:
    waits: dict[int, list[tuple[float, float]]] = {number: [] for number in range(len(station.streams))}
    for number, (request, started) in enumerate(_served(station, _arrivals(station, requests, draw, service))):
        if number >= requests * WARM_UP:
            waits[request.stream].append((started - request.arrived, request.takes))
    return [_delay(station, stream, waits[number]) for number, stream in enumerate(station.streams)]


def _arrivals(station: Station, requests: int, draw: Random, service: Service) -> list[_Request]:
    rates = [stream.rate for stream in station.streams]
    if sum(rates) <= 0:
        raise NoArrivals(f"{station.configuration}: 도착하는 요청이 없습니다. / Nothing arrives.")
    now, arrived = 0.0, []
    for _ in range(requests):
        now += draw.expovariate(sum(rates))
        (which,) = draw.choices(range(len(rates)), rates)
        mean = station.streams[which].service_s
        arrived.append(_Request(which, now, mean if service == "fixed" else draw.expovariate(1 / mean)))
    return arrived


def _served(station: Station, arrivals: Sequence[_Request]) -> list[tuple[_Request, float]]:
    """Each request and when it started, in order of arrival."""
    hall = _Hall.of(station)
    for request in arrivals:
        hall.until(request.arrived)
        hall.waiting.append(request)
        hall.begin(request.arrived)
    hall.until(inf)
    return hall.started


@dataclass(slots=True)
class _Hall:
    """The station at work, in whole units of which each request takes some."""

    free: int
    takes: tuple[int, ...]
    busy: list[tuple[float, int]] = field(default_factory=list)
    waiting: deque[_Request] = field(default_factory=deque)
    started: list[tuple[_Request, float]] = field(default_factory=list)

    @classmethod
    def of(cls, station: Station) -> _Hall:
        """An empty station."""
        whole = lcm(*(stream.places for stream in station.streams))
        return cls(whole, tuple(whole // stream.places for stream in station.streams))

    def until(self, moment: float) -> None:
        """Requests end one after the other, and those that wait begin."""
        while self.busy and self.busy[0][0] <= moment:
            ended, units = heappop(self.busy)
            self.free += units
            self.begin(ended)

    def begin(self, moment: float) -> None:
        """The head of the line begins as long as its part is free; nobody overtakes it."""
        while self.waiting and self.takes[self.waiting[0].stream] <= self.free:
            request = self.waiting.popleft()
            units = self.takes[request.stream]
            self.free -= units
            heappush(self.busy, (moment + request.takes, units))
            self.started.append((request, moment))


def _delay(station: Station, stream: Stream, met: list[tuple[float, float]]) -> Delay:
    if not met:
        raise NoArrivals(f"{stream.bucket}: 세어 볼 요청이 없습니다. / No request of it was counted; simulate more.")
    delays = sorted(wait + takes for wait, takes in met)
    p99 = delays[ceil(0.99 * len(delays)) - 1]
    return Delay(
        configuration=station.configuration,
        bucket=stream.bucket,
        count=len(met),
        waited=sum(1 for wait, _ in met if wait > 0) / len(met),
        mean_wait_s=sum(wait for wait, _ in met) / len(met),
        p99_s=p99,
        limit_s=stream.limit_s,
        ok=None if stream.limit_s is None else p99 <= stream.limit_s,
    )
