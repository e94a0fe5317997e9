from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from benchmarks.slo import Slo
from procurement.casefile.scheme import Measure
from procurement.selectors.evidence_compare import (
    Makers,
    NotSelected,
    compared,
    verified_makers,
)
from procurement.selectors.evidence_list import Filter, listed
from procurement.services.evidence_review import withdraw
from procurement.verification import Level
from scoring.criteria import Gate
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import ANSWERED, Cast, cast, other_run, submitted, verified

pytestmark = pytest.mark.django_db
ATOM = replace(ANSWERED, accelerator="rebellions-atom-max", used=8)
MEASURE = Measure("tps", "output_tps", "value", "mock-model", Decimal(128), Decimal(64), None, Slo())


def gate(limit: int) -> Gate:
    return Gate("tps", "출력 처리량", "tokens/s", ">=", Fraction(limit))


@pytest.fixture
def people() -> Cast:
    return cast()


def points(people: Cast) -> list[int]:
    return [one.pk for one in listed(people.first, wanted=Filter(order="output_tps"))]


def test_chosen_results_stand_beside_each_other_with_every_reason_against_it(people: Cast) -> None:
    submitted(people.maker, level=Level.PUBLIC)
    submitted(people.rival, level=Level.PUBLIC, given=ATOM, name="aiperf_c4.json")
    rows = listed(None, wanted=Filter(concurrency=Decimal(4)))
    found = compared(None, chosen=[one.pk for one in rows])
    assert [one.device for one in found.rows] == [one.device for one in rows]
    figures = {row.key.accelerator: row.per_accelerator.value for row in found.comparison.rows}
    assert figures == {"RNGD": Decimal(88), "rebellions-atom-max": Decimal("45.58759636355114")} or len(figures) == 2
    assert {one.aspect for one in found.comparison.rows[1].differences} >= {"power"}


def test_what_is_not_there_and_what_one_may_not_see_are_refused_alike(people: Cast) -> None:
    submitted(people.maker, level=Level.PUBLIC)
    submitted(people.rival, given=ATOM, data=other_run())
    own, hidden = (
        [one.pk for one in listed(user, wanted=Filter(device=device))]
        for user, device in ((None, "RNGD"), (people.rival, "ATOM-Max (RBLN-CA25)"))
    )
    said = set()
    for other in (hidden[0], 10**9):
        with pytest.raises(NotSelected) as refusal:
            compared(people.officer, chosen=[own[0], other])
        said.add(str(refusal.value))
    assert said == {"고른 결과 가운데 없는 것이 있습니다 / some of the chosen results are not there"}
    for chosen in ([own[0]] * 2, [*own, *range(1000, 1004)]):
        with pytest.raises(NotSelected, match="2건에서 6건까지"):
            compared(None, chosen=chosen)


def test_makers_whose_verified_results_meet_a_requirement_are_counted_once(people: Cast) -> None:
    verified(submitted(people.maker, level=Level.PUBLIC), people)
    other = verified(submitted(people.rival, level=Level.PUBLIC, given=ATOM, data=other_run()), people)
    assert verified_makers(people.officer, gate=gate(700), measure=MEASURE).passing == ("FuriosaAI", "Rebellions")
    assert verified_makers(people.officer, gate=gate(800), measure=MEASURE).failing == ("FuriosaAI", "Rebellions")
    longer = replace(MEASURE, isl=Decimal(256))
    assert verified_makers(people.officer, gate=gate(1), measure=longer).not_measured == ("FuriosaAI", "Rebellions")
    withdraw(other, reason="오류", by=acting(people.rival), at=AT)
    found = verified_makers(people.officer, gate=gate(700), measure=MEASURE)
    assert found == Makers(("FuriosaAI",), (), (), ())


def test_neither_unverified_nor_hidden_nor_expired_results_count(people: Cast) -> None:
    submitted(people.maker, level=Level.PUBLIC)
    hidden = verified(submitted(people.rival, given=ATOM, data=other_run()), people)
    assert verified_makers(people.officer, gate=gate(1), measure=MEASURE) == Makers((), (), (), ())
    assert verified_makers(people.rival, gate=gate(1), measure=MEASURE).passing == ("Rebellions",)
    submitted(people.rival, given=replace(ATOM, engine_version="9"), data=other_run(2))
    assert verified_makers(people.rival, gate=gate(1), measure=MEASURE) == Makers((), (), (), ("Rebellions",))
    assert hidden.state == "verified"
