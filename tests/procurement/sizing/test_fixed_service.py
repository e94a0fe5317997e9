from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.sizing.fixed_service import Case, Unanswered, unserved_parts
from procurement.sizing.linear import Answer, Question
from procurement.sizing.offers import Pairing
from procurement.sizing.problem import Problem, ProblemError
from tests.procurement.sizing.asking import here
from tests.procurement.sizing.builders import configuration, problem
from tests.procurement.sizing.exact import largest_scale

SOME = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
A, B = configuration("a"), configuration("b")


def asked() -> Problem:
    return problem((A, B), {"x": "4", "y": "4"}, {("a", "x"): 4, ("b", "y"): 2})


def part(of: Problem, case: Case) -> Fraction:
    return unserved_parts(of, cases=[case], solving=here)[0]


def test_what_no_server_carries_stays_unserved() -> None:
    assert part(asked(), Case({"a": 1, "b": 2}, {}, {})) == 0
    assert part(asked(), Case({"a": 1}, {}, {})) == Fraction(1, 2)
    assert part(asked(), Case({"a": 1, "b": 1}, {}, {})) == Fraction(1, 4)
    heavier = replace(asked(), buckets=(replace(asked().buckets[0], weight=Decimal(3)), asked().buckets[1]))
    assert part(heavier, Case({"b": 2}, {}, {})) == Fraction(3, 4)


def test_a_case_changes_demand_and_rates() -> None:
    assert part(asked(), Case({"a": 1, "b": 2}, {"x": Fraction(2)}, {})) == Fraction(1, 3)  # 4 of 12
    assert part(asked(), Case({"a": 1, "b": 2}, {"y": Fraction(1, 2)}, {})) == 0
    assert part(asked(), Case({"a": 1, "b": 2}, {}, {("b", "y"): Fraction(1, 2)})) == Fraction(1, 4)
    both = Case({"a": 1, "b": 2}, {"x": Fraction(2)}, {("a", "x"): Fraction(2)})
    assert part(asked(), both) == 0


def test_what_is_not_certified_serves_nothing() -> None:
    barred = replace(asked(), pairings=(Pairing("llama", ("b",), "never", "인증"),))
    assert part(barred, Case({"a": 1, "b": 2}, {}, {})) == Fraction(1, 2)


def test_each_case_has_its_own_part_whatever_its_demand() -> None:
    demands = [Fraction(n) for n in (3, 1, 2, 5, 4)]
    of = problem((A,), {"x": "4"}, {("a", "x"): 4})
    parts = unserved_parts(of, cases=[Case({"a": 1}, {"x": d}, {}) for d in demands], solving=here)
    assert parts == tuple((d - 1) / d for d in demands)
    some = unserved_parts(asked(), cases=[Case({"a": 1}, {}, {}), Case({"b": 2}, {"x": Fraction(0)}, {})], solving=here)
    assert some == (Fraction(1, 2), Fraction(0))


def test_whole_replicas_are_refused() -> None:
    with pytest.raises(ProblemError, match="복제본"):
        unserved_parts(replace(asked(), pools=True), cases=[], solving=here)


def test_a_case_without_an_answer_is_said() -> None:
    def never(*questions: Question) -> tuple[tuple[Answer, ...], ...]:
        return tuple(tuple(replace(one, bound=None) for one in found) for found in here(*questions))

    with pytest.raises(Unanswered, match="제한 시간"):
        unserved_parts(asked(), cases=[Case({}, {}, {})], solving=never)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Problem, dict[str, int]]:
    servers = {(c, b): draw(st.sampled_from([2, 3, 5, None])) for c in "ab" for b in "xyz"}
    for b in "xyz":
        servers["a", b] = servers["a", b] or 3
    rates = {b: str(draw(st.integers(1, 5))) for b in "xyz"}
    return problem((A, B), rates, servers), {c: draw(st.integers(0, 4)) for c in "ab"}


@given(cases())
@SOME
def test_all_is_served_exactly_when_the_servers_carry_the_demand_once(case: tuple[Problem, dict[str, int]]) -> None:
    of, servers = case
    unserved = part(of, Case(servers, {}, {}))
    assert (unserved == 0) == (largest_scale(of, servers) >= 1)
    assert 0 <= unserved <= 1
