from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile import sized
from procurement.casefile.sizing import read_sizing
from procurement.casefile.sizing_explore import Wanted, explored
from procurement.exports.sizing_explored import Explored
from procurement.sizing.solver import Watch
from tests.procurement.casefile.folder import TENDER, write
from tests.procurement.exports.explored_cases import QUIET, explored_sizing, tender_case

NOTHING = Wanted(None, prices=False, why=None)


def test_everything_that_was_asked_is_answered() -> None:
    found = explored_sizing(1_000_000_000).explored
    assert [price.limit.rule for price in found.prices] == ["budget"]
    assert found.frontier is not None
    assert [point.won for point in found.frontier.points] == [100_000_000, 560_000_000, 1_000_000_000]
    assert (found.missing, found.basis) == ((), "")
    assert found.price_break is not None
    assert (found.price_break.configuration, found.remedy) == ("A", None)


def test_where_nothing_fits_the_change_is_found_only_when_asked(tmp_path: Path) -> None:
    assert explored_sizing(1000).explored.remedy is not None
    case = tender_case(tmp_path / "case", 1000)
    found = sized(case.purchase, wall_seconds=60)
    assert explored(found, wanted=NOTHING, wall_seconds=60, watch=QUIET) == Explored()


def test_each_limit_that_is_enough_alone_is_told_and_where_none_is_that_is_said(tmp_path: Path) -> None:
    poor = explored_sizing(1000).explored
    assert [one.sentence for one in poor.alone] == ["예산 / budget 1,000 KRW → 100,000,000 KRW"]
    found = sized(tender_case(tmp_path / "case", 1000).purchase, wall_seconds=60)
    problem = replace(found.problem, limits=replace(found.problem.limits, power_w=Decimal(1)))
    told = explored(
        replace(found, problem=problem), wanted=Wanted(None, prices=True, why=None), wall_seconds=60, watch=QUIET
    )
    assert told.remedy is not None
    assert (len(told.remedy.steps), told.alone) == (2, ())
    assert [one.why.partition(".")[0] for one in told.missing] == ["한도 하나만 바꾸어서는 맞는 구성이 없습니다"]


def test_nothing_asked_is_nothing_answered_and_an_unknown_server_is_refused(tmp_path: Path) -> None:
    case = tender_case(tmp_path / "case", 1_000_000_000)
    found = sized(case.purchase, wall_seconds=60)
    assert explored(found, wanted=NOTHING, wall_seconds=60, watch=QUIET) == Explored()
    with pytest.raises(TableError, match=r"--why: 'Z'.*known: A, B, C"):
        explored(found, wanted=Wanted(None, prices=False, why="Z"), wall_seconds=60, watch=QUIET)


def test_what_a_configuration_is_in_the_mix_and_why_not_is_known(tmp_path: Path) -> None:
    case = tender_case(tmp_path / "case", 1_000_000_000)
    found = sized(case.purchase, wall_seconds=60)
    why = explored(found, wanted=Wanted(None, prices=False, why="C"), wall_seconds=60, watch=QUIET).why
    assert why is not None
    assert (why.title, why.servers, why.rates) == ("C사 · C사 서버", 0, ())
    assert why.reasons[0].startswith("상담: 미측정")


def test_the_most_that_may_be_spent_ends_the_curve_without_a_budget(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    tender_case(folder, 5)
    write(folder / "tender.toml", TENDER.replace("budget = 1000000000", "[sizing.frontier]\nmost_won = 300000000"))
    case = read_sizing(folder)
    found = sized(case.purchase, wall_seconds=60)
    wanted = Wanted(2, prices=False, why=None, most_won=case.purchase.most_won)
    curve = explored(found, wanted=wanted, wall_seconds=60, watch=QUIET).frontier
    assert curve is not None
    assert [point.won for point in curve.points] == [100_000_000, 300_000_000]


def test_the_curve_of_a_folder_may_be_against_power_and_ends_at_the_most_that_may_be_spent(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    tender_case(folder, 5)
    told = '[sizing.frontier]\naim = "power"\nmost_won = 300000000'
    write(folder / "tender.toml", TENDER.replace("budget = 1000000000", told))
    purchase = read_sizing(folder).purchase
    wanted = Wanted(2, prices=False, why=None, most_won=purchase.most_won, aim=purchase.curve_aim)
    curve = explored(sized(purchase, wall_seconds=60), wanted=wanted, wall_seconds=60, watch=QUIET).frontier
    assert curve is not None
    assert curve.aim == "power"
    assert [point.level for point in curve.points] == [3000]


def test_what_the_time_does_not_allow_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    found = sized(tender_case(tmp_path / "case", 1_000_000_000).purchase, wall_seconds=60)
    wanted = Wanted(2, prices=True, why="C")
    late = explored(found, wanted=wanted, wall_seconds=60, watch=Watch(lambda: True, None))
    assert (late.prices, late.frontier, late.price_break, late.speed_break) == ((), None, None, None)
    assert late.why is not None
    assert [one.what.partition(" / ")[0] for one in late.missing] == [
        "한도의 가격", "비용-성능 곡선", "가격의 경계", "처리율의 경계",
    ]  # fmt: skip
    assert late.missing[-1].why.startswith("측정한 처리율이 없어")
    poor = sized(tender_case(tmp_path / "poor", 1000).purchase, wall_seconds=60)
    told = explored(poor, wanted=wanted, wall_seconds=60, watch=Watch(lambda: True, None))
    assert (told.remedy, len(told.missing)) == (None, 1)


def test_no_change_is_proposed_where_only_the_time_was_too_short(tmp_path: Path) -> None:
    found = sized(tender_case(tmp_path / "case", 1_000_000_000).purchase, wall_seconds=0.000001)
    assert found.mix is None
    told = explored(found, wanted=Wanted(None, prices=True, why=None), wall_seconds=60, watch=QUIET)
    assert told.remedy is None
    assert [one.why.partition(".")[0] for one in told.missing] == ["바꾸지 않아도 맞는 구성이 있습니다"]


def test_without_limits_or_a_mix_for_all_there_is_nothing_to_price_or_draw(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    tender_case(folder, 5)
    write(folder / "tender.toml", TENDER.replace("budget = 1000000000", ""))
    free = sized(read_sizing(folder).purchase, wall_seconds=60)
    wanted = Wanted(None, prices=True, why=None)
    (told,) = explored(free, wanted=wanted, wall_seconds=60, watch=QUIET).missing
    assert told.why.startswith("값이 있는 한도가 없습니다")
    part = TENDER.replace('"cheapest"', '"most_served"').replace("rate = 20", "rate = 2000")
    write(folder / "tender.toml", part)
    some = sized(read_sizing(folder).purchase, wall_seconds=60)
    both = explored(some, wanted=Wanted(2, prices=True, why=None), wall_seconds=60, watch=QUIET)
    assert (both.prices, both.frontier) == ((), None)
    assert both.basis.startswith("여기부터의 답은 수요를 모두 처리하는 가장 싼 구성에 대한 것")
    assert [one.why[:14] for one in both.missing] == ["수요를 모두 처리하는 구성이"[:14]] * 2
