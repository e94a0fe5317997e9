"""The example tender: its sums, its marks, and that it invents nothing but what it says it invents."""

from __future__ import annotations

import csv
import itertools
import re
import textwrap
import tomllib
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from benchmarks import catalogue
from benchmarks.table import Table, TableError
from procurement.casefile import read_case
from procurement.casefile.evidence import examined
from procurement.casefile.scheme import announced

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "npu-llm-servers"
EVALUATORS = [f"위원{n}" for n in range(1, 8)]
QUALITATIVE = ["understanding", "technical_plan", "software_maturity", "maintenance"]


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def tender() -> dict[str, Any]:
    return toml(FOLDER / "tender.toml")


def bids() -> list[dict[str, Any]]:
    return [toml(path) for path in sorted((FOLDER / "bids").glob("*.toml"))]


def marks() -> list[dict[str, str]]:
    with (FOLDER / "marks.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def points(kind: str) -> list[int]:
    return [criterion["points"] for criterion in tender()["criteria"] if criterion["kind"] == kind]


def numbers(tree: object, path: tuple[str, ...] = ()) -> set[str]:
    if isinstance(tree, dict):
        return set().union(*(numbers(value, (*path, key)) for key, value in tree.items()))
    if isinstance(tree, list):
        return set().union(*(numbers(value, path) for value in tree))
    return set() if isinstance(tree, bool | str) else {".".join(path)}


def evaluator_totals(bid: str) -> list[Fraction]:
    return [
        sum(
            (Fraction(mark["points"]) for mark in marks() if (mark["evaluator"], mark["bid"]) == (who, bid)), Fraction()
        )
        for who in EVALUATORS
    ]


def test_points_are_technical_90_price_10() -> None:
    assert points("qualitative") == [15, 25, 15, 15]
    assert points("quantitative") == [10, 5, 5]
    assert tender()["price"]["points"] == 10
    assert sum(points("qualitative") + points("quantitative")) == 90


def test_quantitative_points_keep_the_pps_limits() -> None:
    assert sum(points("quantitative")) <= 20
    for criterion in tender()["criteria"]:
        value = criterion.get("value")
        if value is not None:
            shares = list(value["shares"].values()) if value["kind"] == "grades" else [s for _, s in value["steps"]]
            assert max(shares) - min(shares) <= Decimal("0.3")
            assert criterion["missing_share"] == min(shares)


def test_every_evaluator_marks_every_bid_on_every_qualitative_criterion_once() -> None:
    seen = [(mark["evaluator"], mark["bid"], mark["criterion"]) for mark in marks()]
    wanted = itertools.product(tender()["evaluators"]["ids"], [bid["bid"]["id"] for bid in bids()], QUALITATIVE)
    assert tender()["evaluators"]["ids"] == EVALUATORS
    assert Counter(seen) == Counter(wanted)


def test_no_mark_is_above_the_points() -> None:
    limits = {criterion["id"]: criterion["points"] for criterion in tender()["criteria"]}
    assert [mark for mark in marks() if not 0 <= Decimal(mark["points"]) <= limits[mark["criterion"]]] == []


def test_top_marks_are_tied_for_bid_a() -> None:
    assert sorted(evaluator_totals("A"), reverse=True)[:3] == [68, 68, 67]


def test_only_bid_d_is_below_85_percent_of_the_technical_points() -> None:
    quantitative = {
        "A": 9 + Fraction("4.75") + Fraction("4.5"),
        "B": 7 + Fraction("4.75") + Fraction("4.5"),
        "C": Fraction(20),
        "D": 8 + Fraction("4.5") + Fraction("4.5"),
    }
    panel = {bid: sum(sorted(evaluator_totals(bid))[1:-1], Fraction()) / 5 for bid in quantitative}
    assert panel == {"A": 66, "B": Fraction("61.5"), "C": 63, "D": Fraction("57.6")}
    assert {bid: panel[bid] + quantitative[bid] >= Fraction("76.5") for bid in panel} == {
        "A": True,
        "B": True,
        "C": True,
        "D": False,
    }


def test_every_published_id_is_in_the_catalogue_and_belongs_to_the_offered_device() -> None:
    found = [
        (
            evidence["published"],
            catalogue.published(evidence["published"]).system.accelerator == bid["offer"]["accelerator"],
        )
        for bid in bids()
        for evidence in bid.get("evidence", [])
    ]
    assert found == [(name, True) for name, _ in found]
    assert len(found) == 8


def test_power_and_rack_units_are_the_catalogues() -> None:
    for bid in bids():
        offer = bid["offer"]
        server = next(found for found in catalogue.servers() if found.device == offer["accelerator"])
        assert offer["accelerators"] == server.cards[0].value
        assert offer["power_w"] == max(value.value for value in server.power_w)
        assert offer["rack_units"] == server.rack_units[0].value
        assert server.id in offer["power_source"]
        assert (
            server.power_w[-1].source.url in offer["power_source"]
            or server.power_w[0].source.url in offer["power_source"]
        )
        assert server.rack_units[0].source.url in offer["rack_source"]


def test_vendor_and_domestic_agree_with_the_catalogue() -> None:
    for bid in bids():
        device = catalogue.device(bid["offer"]["accelerator"])
        assert (bid["bid"]["manufacturer"], bid["offer"]["domestic"]) == (device.vendor, device.domestic)


def test_bids_hold_no_number_but_the_declared_ones() -> None:
    allowed = {
        "bid.price",
        "offer.accelerators",
        "offer.power_w",
        "offer.price",
        "offer.rack_units",
        "officer.delivery.value",
    }
    assert [numbers(bid) for bid in bids()] == [allowed] * 4


def test_every_answer_says_where_it_stands_in_the_notice() -> None:
    rules = tender()["rules"]
    assert list(rules["where"]) == list(rules["answers"])
    assert all(text.startswith("예시 ") for text in rules["where"].values())


def test_everything_invented_is_labelled() -> None:
    whole = tender()["tender"]
    assert whole["example"] is True
    assert whole["example_note"].startswith("예시")
    assert all("(가상 업체)" in bid["bid"]["name"] for bid in bids())
    assert all("예시" in entry["trace"] for bid in bids() for entry in bid["officer"].values())


def test_vat_exclusive_estimate_is_the_budget_without_vat() -> None:
    domestic = tender()["sizing"]["limits"]["domestic_share"]
    assert domestic["estimate_won"] * 11 == tender()["rules"]["answers"]["E_amount"] * 10
    assert domestic["estimate_won"] >= domestic["threshold_won"]


def test_bids_stay_within_the_budget_and_the_lowest_is_below_80_percent() -> None:
    prices = {bid["bid"]["id"]: bid["bid"]["price"] for bid in bids()}
    budget = tender()["rules"]["answers"]["E_amount"]
    assert max(prices.values()) <= budget
    assert [name for name, price in prices.items() if price * 10 < budget * 8] == ["B"]


def served_per_second(bid: dict[str, Any]) -> Fraction:
    bucket = tender()["sizing"]["demand"][0]
    for evidence in bid.get("evidence", []):
        found = catalogue.published(evidence["published"])
        lengths = (found.scenario.isl_target, found.scenario.osl_target)
        if (found.model.name, *lengths) == (bucket["model"], bucket["isl"], bucket["osl"]):
            assert found.system.used == 1
            assert found.throughput.output_tps is not None
            return Fraction(found.throughput.output_tps) * Fraction(bid["offer"]["accelerators"], bucket["osl"])
    return Fraction(0)


def cheapest_servers(*, without: str = "") -> tuple[int, ...]:
    limits = {key: value for key, value in tender()["sizing"]["limits"].items() if key != without}
    offers = [bid["offer"] for bid in bids()]
    makers = [bid["bid"]["manufacturer"] for bid in bids()]
    rates = [served_per_second(bid) for bid in bids()]
    demand = sum(bucket["rate"] for bucket in tender()["sizing"]["demand"])
    best: tuple[int, tuple[int, ...]] | None = None
    for servers in itertools.product(range(8), [0], range(3), range(11)):
        if sum(map(Fraction.__mul__, rates, map(Fraction, servers))) * Fraction("0.8") < demand:
            continue
        spent = [count * offer["price"] for count, offer in zip(servers, offers, strict=True)]
        used = {maker: sum(s for s, m in zip(spent, makers, strict=True) if m == maker) for maker in set(makers)}
        if max(used.values()) > Fraction(limits.get("vendor_share", 1)) * sum(spent):
            continue
        if sum(count * offer["power_w"] for count, offer in zip(servers, offers, strict=True)) > limits.get(
            "power_w", 10**9
        ):
            continue
        if (
            sum(count * offer["rack_units"] for count, offer in zip(servers, offers, strict=True))
            > limits["rack_units"]
        ):
            continue
        best = min(best or (limits["budget"], servers), (sum(spent), servers))
    assert best is not None
    return best[1]


def test_cheapest_mix_takes_three_products_and_each_limit_bites() -> None:
    assert cheapest_servers() == (3, 0, 1, 1)
    assert cheapest_servers(without="power_w") == (3, 0, 0, 5)
    assert cheapest_servers(without="vendor_share") == (0, 0, 2, 0)


def test_every_server_keeps_the_gates_that_read_what_the_offer_states() -> None:
    gates = [(gate["offer"], gate["comparison"], gate["limit"]) for gate in tender()["gates"]]
    assert gates == [("power_w", "<=", 11000), ("rack_units", "<=", 8)]
    for bid in bids():
        assert [bid["offer"][figure] <= limit for figure, _, limit in gates] == [True, True]
    assert "한도 11,000 W와 8 U는 지어낸 값" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_readme_states_the_narrow_margin() -> None:
    totals = [result.total.value for result in read_case(FOLDER).evaluation.results if result.total]
    first, second, *_ = sorted(totals, reverse=True)
    assert f"차이는 {first - second}점이다" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_what_the_readme_shows_to_write_is_read_as_it_stands() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (FOLDER / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    gate, evidence = (tomllib.loads(textwrap.dedent(block)) for block in blocks[:2])
    found = announced(Table("tender.toml", {"price": {"points": 10}, **gate}))
    assert [(m.subject, m.metric, m.statistic) for m in found.measures] == [("ttft", "ttft", "p90")]
    assert set(evidence["evidence"][0]) == {"file", "answers", "aliases"}
    with pytest.raises(TableError, match="파일이 없습니다"):
        examined(Table("bids/A.toml.evidence[0]", evidence["evidence"][0]), folder=FOLDER, accelerator="furiosa-rngd")


def test_every_curve_the_readme_shows_can_be_announced() -> None:
    (block,) = re.findall(r"```toml\n( *value = .*?)```", (FOLDER / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = [tomllib.loads(line, parse_float=Decimal) for line in textwrap.dedent(block).splitlines()]
    assert [curve_kind(line) for line in lines] == ["Linear", "Ratio", "Piecewise"]


def curve_kind(line: dict[str, Any]) -> str:
    criteria = [{**one, **line} if "measure" in one else one for one in tender()["criteria"]]
    found = announced(Table("tender.toml", {**tender(), "criteria": criteria}))
    (read,) = {type(c.value).__name__ for c in found.scheme.criteria if c.id in {m.subject for m in found.measures}}
    return read


def test_readme_states_every_published_figure_the_bids_use() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for bid in bids():
        for evidence in bid.get("evidence", []):
            value = catalogue.published(evidence["published"]).throughput.output_tps
            assert f"{value:,}" in text
