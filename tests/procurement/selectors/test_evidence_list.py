from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.models import User
from procurement.selectors.evidence_list import NAMED, Filter, facets, listed, outdated_among, suggestions
from procurement.services.evidence_review import withdraw
from procurement.verification import Level, State
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import ANSWERED, Cast, cast, newer, other_run, run_of_2031, submitted

pytestmark = pytest.mark.django_db
SECRET = replace(
    ANSWERED, accelerator="비밀칩-X9", vendor="비밀제조", engine="비밀엔진", engine_version="0.0.9",
    weight_precision="INT3",
)  # fmt: skip


@pytest.fixture
def people() -> Cast:
    """A public release of three points, and a private one of another supplier in which everything could leak."""
    made = cast()
    submitted(made.maker, level=Level.PUBLIC)
    submitted(made.rival, given=SECRET, title="비밀 자료", data=run_of_2031())
    return made


def told(user: User | None, wanted: Filter) -> list[tuple[str, tuple[tuple[object, int], ...]]]:
    return [(one.name, one.values) for one in facets(user, wanted=wanted)]


def test_a_private_release_leaves_no_trace_in_list_counts_and_names(people: Cast) -> None:
    """C.4-19: by list, by filter, by count and while typing."""
    for user in (None, people.maker, people.officer, people.member, people.outsider, people.administrator):
        assert {one.device for one in listed(user, wanted=Filter())} == {"RNGD"}
        for wanted in (Filter(device="비밀칩-X9"), Filter(owner="비밀반도체"), Filter(since=date(2030, 1, 1))):
            assert list(listed(user, wanted=wanted)) == []
            assert {values for _, values in told(user, wanted)} == {()}
        assert "비밀" not in str(told(user, Filter()))
        assert "INT3" not in str(told(user, Filter()))
        assert [suggestions(user, column=name, typed="비밀") for name in NAMED] == [()] * len(NAMED)
    assert suggestions(people.rival, column="device", typed="칩") == ("비밀칩-X9",)
    assert dict(told(people.first, Filter()))["device"] == (("RNGD", 3), ("비밀칩-X9", 3))


def test_filters_and_their_counts_are_those_of_what_is_listed(people: Cast) -> None:
    wanted = Filter(device="RNGD", isl=Decimal(128), state=State.SUBMITTED, domestic=True)
    assert listed(people.maker, wanted=wanted).count() == 3
    assert dict(told(None, wanted))["concurrency"] == ((Decimal(1), 1), (Decimal(4), 1), (Decimal(8), 1))
    assert listed(None, wanted=replace(wanted, concurrency=Decimal(4))).count() == 1
    assert listed(None, wanted=replace(wanted, state=State.VERIFIED)).count() == 0
    assert listed(people.rival, wanted=Filter(until=date(2031, 1, 1), since=date(2031, 1, 1))).count() == 3


def test_order_by_a_figure_puts_what_was_not_measured_last(people: Cast) -> None:
    rates = [one.output_tps for one in listed(None, wanted=Filter(order="-output_tps"))]
    assert rates == [704, 352, 88]
    assert [one.output_tps for one in listed(None, wanted=Filter(order="output_tps"))] == [88, 352, 704]
    powered = replace(ANSWERED, power_scope="node_wall", average_w=Decimal(900))
    submitted(people.maker, level=Level.PUBLIC, data=other_run(2), given=powered)
    watts = [one.average_w for one in listed(None, wanted=Filter(order="average_w"))]
    assert watts == [900, 900, 900, None, None, None]
    assert listed(None, wanted=Filter(order="content")).count() == 6  # no column to sort by


def test_what_no_longer_stands_is_shown_only_when_asked_for(people: Cast) -> None:
    first = submitted(people.maker, level=Level.PUBLIC, data=other_run(3), title="하나")
    submitted(people.maker, level=Level.PUBLIC, before=first, given=newer(), data=other_run(3), title="둘")
    gone = submitted(people.maker, level=Level.PUBLIC, data=other_run(4), title="셋")
    withdraw(gone, reason="오류", by=acting(people.maker), at=AT)
    assert {one.release.title for one in listed(None, wanted=Filter())} == {"측정 자료", "둘"}
    everything = listed(None, wanted=Filter(standing=False))
    assert {one.release.title for one in everything} == {"측정 자료", "하나", "둘", "셋"}


def test_later_software_of_the_same_owner_makes_results_outdated_where_one_may_see_it(people: Cast) -> None:
    old = listed(None, wanted=Filter())
    assert outdated_among(None, rows=old) == frozenset()
    submitted(people.maker, given=newer(), data=other_run(5))  # private: says nothing to others
    assert outdated_among(None, rows=old) == frozenset()
    assert outdated_among(people.officer, rows=old) == frozenset()
    rows = tuple(listed(people.maker, wanted=Filter()))
    assert outdated_among(people.maker, rows=rows) == {one.pk for one in rows if one.software == "2026.3.0"}


@pytest.mark.parametrize("act", [
    lambda user: [str(one.release.owner) for one in listed(user, wanted=Filter())],
    lambda user: facets(user, wanted=Filter()),
    lambda user: outdated_among(user, rows=listed(user, wanted=Filter())),
])  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_rows(people: Cast, act: Callable[[User], object]) -> None:
    counts = []
    for number in (6, 7):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            act(User.objects.get(pk=people.maker.pk))
        counts.append(len(queries))
        submitted(people.maker, level=Level.PUBLIC, data=other_run(number))
    assert counts[0] == counts[1]
