"""Every published and derived case, through `scoring` and nothing else, to the last digit."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scoring.panel import trimmed_mean
from scoring.price import (
    Offer,
    award_floor_passes,
    deviation_from_reserve,
    preference_margin,
    price_score,
    relative_lowest,
    reserve_ratio,
)
from scoring.quantity import exact, half_up, total_of
from scoring.ranking import Standing, passes_threshold, rank
from scoring.rules.loading import on, shipped_rule
from tests.scoring import mcda

Case = dict[str, Any]
SUBJECTS = (
    "goods_qualification",
    "international",
    "panel",
    "price_legacy",
    "price_national_2026",
    "price_proportional",
    "ranking",
    "totals",
)
CASES = Path(__file__).parents[1] / "cases"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "procurement.json"


def read_cases() -> list[Case]:
    texts = [(CASES / f"{subject}.toml").read_text(encoding="utf-8") for subject in SUBJECTS]
    return [case for text in texts for case in tomllib.loads(text)["cases"]]


def offer(given: Case) -> Offer:
    return Offer(
        price=exact(given["P"]),
        lowest=exact(given["L"]),
        reference=exact(given["E"] if "E" in given else given["P"]),
        points=exact(given["pmax"]),
        floor_lowest=True,
    )


def price(case: Case, given: Case) -> str:
    rules = (on(shipped_rule("kr.negotiation.national"), day=case["day"]),)
    scored = price_score(offer(given), formula=case["formula"], rules=rules, cap_at_pmax=False)
    if "exact" in given:
        assert scored.number.exact == exact(given["exact"])
    return str(scored.number.value)


def price_of_shares(case: Case) -> str:
    given = case["input"]
    if "P_over_E" not in given:
        return price(case, given)
    return price(case, {"pmax": given["pmax"], "E": 1, "P": given["P_over_E"], "L": given["L_over_E"]})


def proportional(case: Case) -> str:
    return str(half_up(relative_lowest(offer(case["input"])).exact, places=case["input"]["places"]))


def total(case: Case) -> str:
    given = dict(case["input"])
    penalty = -Decimal(given.pop("penalty", 0))
    return str(total_of([*(Decimal(part) for part in given.values()), penalty]))


def rank_totals(case: Case) -> str:
    pairs = zip(case["input"]["bids"], case["input"]["totals"], strict=True)
    ranking = rank(Standing(bid=bid, total=Decimal(value), technical=Decimal(0)) for bid, value in pairs)
    return ",".join(place.bid for place in ranking.places)


def standings(bids: dict[str, Any]) -> list[Standing]:
    return [
        Standing(bid=bid, total=total_of([Decimal(technical), Decimal(points)]), technical=Decimal(technical))
        for bid, (technical, points) in bids.items()
    ]


def threshold(case: Case) -> bool:
    given = case["input"]
    return passes_threshold(exact(given["tech"]), technical_points=exact(given["tech_max"]), share=exact("0.85"))


def eligible_and_rank(case: Case) -> str:
    bids = dict(case["input"])
    most = exact(bids.pop("tech_max"))
    share = exact("0.85")
    out = [bid for bid, (t, _) in bids.items() if not passes_threshold(exact(t), technical_points=most, share=share)]
    ranking = rank(standings({bid: parts for bid, parts in bids.items() if bid not in out}))
    return f"{','.join(place.bid for place in ranking.places)}; out {','.join(out)}"


def first(case: Case) -> str:
    bids = {bid: parts for bid, parts in case["input"].items() if bid != "tech_max"}
    return rank(standings(bids)).places[0].bid


def mean(values: list[int], given: Case) -> Decimal:
    return half_up(trimmed_mean([exact(value) for value in values], trim_k=given["trim_k"]), places=given["places"])


def total_trim_and_item_trim(case: Case) -> str:
    given = case["input"]
    totals = mean([a + b for a, b in zip(given["a"], given["b"], strict=True)], given)
    return f"{totals} vs {total_of([mean(given['a'], given), mean(given['b'], given)])}"


def ratio(case: Case) -> str:
    given = case["input"]
    return str(reserve_ratio(exact(given["P"]), reserve=exact(given["R"]), places=given["places"]))


def percent(case: Case) -> str:
    given = case["input"]
    return str(half_up(100 * exact(given["P"]) / exact(given["R"]), places=given["places"]))


def deviation(case: Case) -> str:
    given = case["input"]
    bid = exact(given["P"])
    scored = deviation_from_reserve(
        Offer(price=bid, lowest=bid, reference=exact(given["R"]), points=exact(given["B"]), floor_lowest=False),
        base_rate=exact(given["base_rate"]),
        points_per_percent=exact(given["k"]),
        ratio_places=Fraction(4),
    )
    return str(half_up(scored.exact, places=given["places"]))


def award_floor(case: Case) -> str:
    given = case["input"]
    at = [exact(given["floor"]), exact(given["floor"]) - exact("0.00001")]
    passes = [
        award_floor_passes(
            rate,
            points=exact(given["B"]),
            points_per_percent=exact(given["k"]),
            base_rate=exact(given["R"]),
            other_points=exact(given["N"]),
            pass_mark=exact(given["T"]),
        )
        for rate in at
    ]
    return str(passes).lower()


def preference(case: Case) -> str:
    return str(preference_margin(exact(case["input"]["base"]), rate=exact(case["input"]["rate"])))


def differential_bid(case: Case) -> str:
    given = case["input"]
    margin = preference_margin(exact(given["materials"]), rate=exact(given["rate"]))
    compared = total_of([Decimal(given["bid"]), margin])
    assert compared > given["domestic"]
    return str(compared)


def reversal(case: Case) -> str:
    given = case["input"]

    def order(lowest: int) -> str:
        parts = {
            bid: [technical, Decimal(price(case, {"pmax": given["pmax"], "E": given["E"], "P": won, "L": lowest}))]
            for bid, (technical, won) in (("A", given["A"]), ("B", given["B"]))
        }
        ranking = rank(standings(parts))
        totals = {s.bid: s.total for s in standings(parts)}
        return ">".join(f"{place.bid} {totals[place.bid]}" for place in ranking.places)

    return f"{order(84)} without C; {order(given['C_price'])} with C"


COMPUTE: dict[str, Callable[[Case], str | bool]] = {
    "price": price_of_shares,
    "proportional": proportional,
    "total": total,
    "rank_totals": rank_totals,
    "threshold": threshold,
    "eligible_and_rank": eligible_and_rank,
    "first": first,
    "trimmed_mean": lambda case: str(mean(case["input"]["scores"], case["input"])),
    "total_trim_and_item_trim": total_trim_and_item_trim,
    "reserve_ratio": ratio,
    "reserve_percent": percent,
    "deviation": deviation,
    "award_floor": award_floor,
    "preference": preference,
    "differential_bid": differential_bid,
    "reversal": reversal,
}


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case["id"])
def test_case_comes_out_to_the_last_digit(case: Case) -> None:
    assert str(COMPUTE[case["compute"]](case)) == str(case["expected"])


def test_there_are_69_cases_and_each_has_a_source() -> None:
    cases = read_cases()
    assert len({case["id"] for case in cases}) == len(cases) == 69
    assert [case["id"] for case in cases if not case["source"]] == []


def test_cases_are_those_of_the_research() -> None:
    if not SHARED.exists():
        pytest.skip("the research data is not beside this checkout")
    research = {case["id"]: case for case in json.loads(SHARED.read_text(encoding="utf-8"))}
    ours = {case["id"]: case for case in read_cases()}
    assert {i: case["expected"] for i, case in ours.items()} == {i: case["expected"] for i, case in research.items()}
    for i, case in research.items():
        assert {key: ours[i]["input"][key] for key in case["input"]} == case["input"]


NOT_COPIED = {"smaa03_thrombo"}
"""Its samples are files under the GPL."""


def alike(value: Any) -> Any:
    """Keys as texts, numbers without their zeros, and nothing written as a word: TOML has no null."""
    if isinstance(value, dict):
        return {str(key): alike(one) for key, one in value.items()}
    if isinstance(value, list):
        return [alike(one) for one in value]
    return "none" if value is None else value.normalize() if isinstance(value, Decimal) else value


def test_decision_analysis_cases_are_those_of_the_research() -> None:
    folder = SHARED.parent / "mcda"
    if not folder.exists():
        pytest.skip("the research data is not beside this checkout")
    research = {f.stem: json.loads(f.read_text(encoding="utf-8"), parse_float=Decimal) for f in folder.glob("*.json")}
    subjects = ("additive", "promethee", "reversal", "smaa", "topsis", "vikor")
    ours = {i: case for subject in subjects for i, case in mcda.cases(subject).items()}
    assert set(ours) == {i for i in research if not i.startswith("ahp")} - NOT_COPIED
    for i, case in ours.items():
        numbers = set(research[i]) - {"id", "method", "source", "licence", "note", "verified_by"}
        assert {key: alike(case[key]) for key in numbers} == {key: alike(research[i][key]) for key in numbers}
