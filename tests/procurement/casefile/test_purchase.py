from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.slo import Slo
from benchmarks.table import TableError, read_table
from procurement.casefile.bids import submissions_of
from procurement.casefile.purchase import Purchase, purchase_of
from procurement.casefile.scheme import announced
from procurement.sizing.capacity import Capacity, Configuration, NoCapacity
from procurement.sizing.demand import Bucket
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.problem import Limits
from tests.procurement.casefile.folder import TENDER, bid, small_case, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def purchase(folder: Path, old: str = "", new: str = "") -> Purchase | None:
    assert old in TENDER
    root = read_table(TENDER.replace(old, new).encode(), filename="tender.toml")
    return purchase_of(root, submissions=submissions_of(folder, announced=announced(root)))


def test_demand_servers_and_limits_are_as_announced_and_offered(folder: Path) -> None:
    found = purchase(folder)
    assert found is not None
    assert (found.objective, found.problem.spares) == ("cheapest", 0)
    bucket = Bucket("chat", "상담", "mock-model", 128, 64, Decimal(20), Slo(ttft_p90_ms=Decimal(60)))
    assert found.problem.buckets == (bucket,)
    assert found.problem.configurations[0] == Configuration(
        id="A",
        vendor="A사 제조",
        title="A사 · A사 서버",
        domestic=True,
        accelerator="npu-a",
        accelerators=8,
        price=100_000_000,
        power_w=Decimal(3000),
        rack_units=4,
        maximum=None,
    )
    assert found.problem.limits == Limits(1_000_000_000, None, None, None, None, None, None)


def test_a_rejected_or_withdrawn_measurement_carries_nothing(folder: Path) -> None:
    text = bid("B", lengths='isl = 128\nosl = 64\nverification = "withdrawn"\n')
    write(folder / "bids" / "B.toml", text)
    found = purchase(folder)
    assert found is not None
    assert [type(c) for c in found.problem.capacities] == [Capacity, NoCapacity, NoCapacity]
    withdrawn = found.problem.capacities[1]
    assert isinstance(withdrawn, NoCapacity)
    assert "건은 쓰지 않았습니다 (철회)" in withdrawn.why


def test_every_limit_is_read(folder: Path) -> None:
    wanted = (
        "budget = 5\npower_w = 6.5\nrack_units = 7\nvendor_share = 0.6\nmin_vendors = 2\nmax_vendors = 3\n"
        'domestic_share = { share = 0.5, legal_basis = "none", threshold_won = 100, estimate_won = 200 }'
    )
    found = purchase(folder, "budget = 1000000000", wanted)
    assert found is not None
    domestic = DomesticShare(Fraction(1, 2), "none", estimate_won=200, threshold_won=100)
    assert found.problem.limits == Limits(5, Decimal("6.5"), 7, Fraction(3, 5), 2, 3, domestic)


def test_a_demand_without_a_service_level_is_batch_work(folder: Path) -> None:
    found = purchase(folder, "rate = 20\nslo = { ttft_p90_ms = 60 }", "rate = 20")
    assert found is not None
    assert found.problem.buckets[0].slo == Slo()


def test_without_sizing_there_is_nothing_to_buy(folder: Path) -> None:
    assert purchase(folder, f"[sizing]{TENDER.partition('[sizing]')[2]}", "") is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('objective = "cheapest"', 'objective = "best"', "must be one of cheapest, most_performance"),
        ("spares = 0", "spares = 0.5", "spares = 0.5: 0 이상의 정수"),
        ("rate = 20", 'rate = "20"', "rate = '20': 숫자 이어야 함 / expected a number. 따옴표와 쉼표 없이"),
        ("[sizing.limits]", "[sizing.limit]", "unknown key 'limit'"),
    ],
)
def test_a_wrong_sizing_is_refused_with_its_place(folder: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(TableError, match=r"^tender\.toml\.sizing") as caught:
        purchase(folder, old, new)
    assert says in str(caught.value)


def test_the_lower_end_of_repeated_runs_is_planned_with_where_it_is_asked_for(folder: Path) -> None:
    found = purchase(folder, "utilisation = 0.5", 'utilisation = 0.5\nmeasured = "lower"\nconfidence = "0.95"')
    assert found is not None
    (why, *_) = [c.why for c in found.problem.capacities if isinstance(c, NoCapacity)]
    assert "두 번 이상 측정해" in why
