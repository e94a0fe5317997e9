from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.selectors.evidence_grid import grids, lengths_of, measured_pairs
from procurement.selectors.evidence_list import Filter
from procurement.verification import Level
from tests.procurement.exchange import ANSWERED, cast, other_run, submitted

pytestmark = pytest.mark.django_db
MODEL = Filter(model="mock-model")


def test_the_most_output_stands_at_each_pair_for_each_line() -> None:
    people = cast()
    made = submitted(people.maker, level=Level.PUBLIC)
    best = max(one.output_tps for one in made.measured.all() if one.output_tps is not None)
    pair = next((one.isl, one.osl) for one in made.measured.all())
    found = grids(None, wanted=MODEL)
    assert [one.most for one in found] == [{pair: best}]
    assert found[0].key[:2] == ("가상반도체", made.measured.all()[0].device)
    assert measured_pairs(None, wanted=replace(MODEL, isl=Decimal(1))) == (pair,)


def test_another_software_is_another_line_and_what_is_hidden_is_in_none() -> None:
    people = cast()
    submitted(people.maker, level=Level.PUBLIC)
    submitted(people.rival, given=replace(ANSWERED, engine_version="9"), data=other_run())
    assert (len(grids(None, wanted=MODEL)), len(grids(people.rival, wanted=MODEL))) == (1, 2)
    assert grids(None, wanted=Filter(model="nothing")) == ()
    assert measured_pairs(None, wanted=Filter(model="nothing")) == ()


def test_lengths_come_once_and_rising() -> None:
    pairs = [(Decimal(2), Decimal(9)), (Decimal(1), Decimal(9)), (Decimal(2), Decimal(3))]
    assert [[int(one) for one in ends] for ends in lengths_of(pairs)] == [[1, 2], [3, 9]]
