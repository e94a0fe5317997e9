"""What servers that stand there serve: shares chosen anew for demand and rates as they turn out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from procurement.sizing.asking import Solving
from procurement.sizing.demand import rate_in
from procurement.sizing.linear import Change, Column, Linear, Question, Row, Stage
from procurement.sizing.model_serving import barred_pairs
from procurement.sizing.problem import Problem, ProblemError, loads, measured

SERVED = 1e-7
MOST = 1e3
BLOCK = 250
"""Cases in one series, wherever it is solved: the same cases give the same numbers."""


class Unanswered(Exception):
    """A case was not solved in the time allowed."""


@dataclass(frozen=True, slots=True)
class Case:
    """How one case differs from the plan: factors on buckets' rates and on pairs' measured rates, servers that stand.

    `servers` by configuration are those that carry load; what is not named is 0. Factors not named are 1.
    """

    servers: Mapping[str, int]
    demand: Mapping[str, Fraction]
    speed: Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True, slots=True)
class Service:
    """The program that serves the most, in parts of the plan's demand.

    Columns by pair and, for what stays unserved, by bucket; rows of each bucket's demand and each configuration's
    servers; the plan's loads by pair.
    """

    linear: Linear
    shares: dict[tuple[str, str], int]
    unserved: dict[str, int]
    demand: dict[str, int]
    capacity: dict[str, int]
    planned: dict[tuple[str, str], float]


def unserved_parts(problem: Problem, *, cases: Sequence[Case], solving: Solving, year: int = 0) -> tuple[Fraction, ...]:
    """The least part (0..1) of weight × requests/s that stays unserved of each case; below a ten-millionth is 0.

    Relaxations only: shares are continuous and servers stand. Raises ProblemError where models run in whole replicas,
    Unanswered, and as `run_all`. Source: sizing design §4.4.
    """
    if problem.pools:
        raise ProblemError(
            "복제본 단위 배치에서는 고정된 서버의 처리 몫을 이렇게 셀 수 없습니다. "
            "/ Where models run in whole replicas, the service of servers that stand cannot be computed like this."
        )
    standing = {name for case in cases for name, servers in case.servers.items() if servers}
    service = service_of(problem, standing=standing, year=year)
    weights = dict(zip(service.unserved, _weights(problem, year), strict=True))
    asked = [sum(part * float(case.demand.get(b, 1)) for b, part in weights.items()) for case in cases]
    order = sorted(range(len(cases)), key=asked.__getitem__)  # a case is soon solved from one that is much like it
    changes = tuple(change_of(service, case=cases[number]) for number in order)
    blocks = (changes[place : place + BLOCK] for place in range(0, len(changes), BLOCK))
    found = solving(*(Question(service.linear, block, "relaxed") for block in blocks))
    answers = tuple(chain.from_iterable(found))
    if any(answer.bound is None for answer in answers):
        raise Unanswered("제한 시간 안에 모든 경우를 풀지 못했습니다. / Not every case was solved in the time allowed.")
    parts = {n: _part((a.bound or 0.0) / asked[n]) for n, a in zip(order, answers, strict=True)}
    return tuple(parts[number] for number in range(len(cases)))


def service_of(problem: Problem, *, standing: Collection[str], year: int) -> Service:
    """The program with no server and the demand and rates of the plan; a case changes it, demand to MOST times.

    `standing`: the configurations that have servers in any case; no other can serve.
    """
    barred = barred_pairs(problem)
    held = sorted((c.configuration, c.bucket) for c in measured(problem) if c.configuration in standing)
    pairs = [pair for pair in held if pair not in barred]
    shares = {pair: number for number, pair in enumerate(pairs)}
    unserved = {b.id: len(pairs) + number for number, b in enumerate(problem.buckets)}
    rows = [_whole(bucket, shares, column) for bucket, column in unserved.items()]
    names = sorted({name for name, _ in pairs})
    capacity = {name: len(rows) + number for number, name in enumerate(names)}
    planned = {pair: float(load) for pair, load in loads(problem, year=year).items()}
    rows += [Row("", tuple((shares[p], planned[p]) for p in pairs if p[0] == name), "<=", 0.0) for name in names]
    weights = zip(problem.buckets, _weights(problem, year), strict=True)
    goal = Stage(tuple((unserved[b.id], part) for b, part in weights), 0.0)
    columns = tuple(Column(0.0, MOST, integer=False) for _ in range(len(pairs) + len(unserved)))
    demand = {b.id: number for number, b in enumerate(problem.buckets)}
    linear = Linear(columns, tuple(rows), (goal,), (), goal.terms)
    return Service(linear, shares, unserved, demand, capacity, planned)


def change_of(service: Service, *, case: Case) -> Change:
    """The program's numbers in one case."""
    carried = [
        (service.capacity[pair[0]], column, service.planned[pair] / float(case.speed[pair]))
        for pair, column in service.shares.items()
        if pair in case.speed
    ]
    demand = [(row, float(case.demand.get(bucket, 1))) for bucket, row in service.demand.items()]
    servers = [(row, float(case.servers.get(name, 0))) for name, row in service.capacity.items()]
    return Change(limits=(*demand, *servers), coefficients=tuple(carried))


def _whole(bucket: str, shares: Mapping[tuple[str, str], int], unserved: int) -> Row:
    served = tuple((column, 1.0) for (_, b), column in shares.items() if b == bucket)
    return Row("", (*served, (unserved, 1.0)), "=", 1.0)


def _weights(problem: Problem, year: int) -> list[float]:
    """Each bucket's part of the weighted demand of the plan."""
    weighed = [Fraction(b.weight) * rate_in(b, year=year) for b in problem.buckets]
    return [float(value / sum(weighed)) for value in weighed]


def _part(value: float) -> Fraction:
    return Fraction(0) if value <= SERVED else Fraction(value).limit_denominator(10**9)
