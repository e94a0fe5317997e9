from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scoring.international import METHODS, Compared, UnknownMethod, compare
from scoring.international_formulas import QualityBid, Terms, UnusableTerms
from scoring.quantity import exact
from scoring.rules.loading import RuleError, on, shipped_rule

DAY = date(2026, 11, 22)
RULES = tuple(on(shipped_rule(i), day=DAY) for i in ("intl.price.formulas", "intl.ufab", "intl.world.bank"))
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "international.toml").read_text(encoding="utf-8"))
HALF = Fraction(1, 2)
TERMS = Terms(
    places=2,
    price_points=Fraction(50),
    ceiling=Fraction(200),
    floor=Fraction(0),
    band=exact("0.1"),
    price_weight=HALF,
    quality_weight=HALF,
)


def bid(name: str, price: str | int, quality: str | int) -> QualityBid:
    return QualityBid(name, exact(price), exact(quality))


def run(*bids: QualityBid, method: str, terms: Terms = TERMS) -> Compared:
    return compare(bids, method=method, terms=terms, rules=RULES)


def figures(found: Compared) -> list[str]:
    return [str(number.value) for _, number in found.figures]


@pytest.mark.parametrize(
    "case", [c for c in CASES["cases"] if c["compute"] == "proportional"], ids=lambda case: case["id"]
)
def test_published_price_scores(case: dict[str, Any]) -> None:
    given = case["input"]
    bids = (bid("lowest", given["L"], 1), bid("bid", given["P"], 1))
    terms = Terms(places=given["places"], price_points=Fraction(given["pmax"]))
    scored = dict(run(*bids, method="relative_lowest", terms=terms).figures)["bid"]
    assert str(scored.value - 1) == case["expected"]


def test_goldilocks_price_and_quality_points() -> None:
    # localgovernmentlawyer 39482: quality 50, 75, 100 of 100 for £50, £75, £100, weighted 50 : 50.
    found = run(bid("A", 50, 25), bid("B", 75, "37.5"), bid("C", 100, 50), method="relative_lowest")
    assert (figures(found), found.order) == (["75.00", "70.83", "75.00"], (("A", "C"), ("B",)))


def test_goldilocks_by_price_per_quality_point() -> None:
    found = run(bid("A", 50, 50), bid("B", 75, 75), bid("C", 100, 100), method="price_per_quality_point")
    assert (figures(found), found.order) == (["1.00", "1.00", "1.00"], (("A", "B", "C"),))


def test_the_lowest_price_per_point_wins_and_the_highest_ratio_too() -> None:
    given = (bid("A", 80, 70), bid("B", 90, 90))
    assert run(*given, method="price_per_quality_point").order == (("B",), ("A",))
    assert run(*given, method="ufab_simple", terms=replace(TERMS, places=4)).order == (("B",), ("A",))


def test_within_the_band_the_better_quality_decides() -> None:
    # Z: 1, 0.95, 0.9 and 0.89 with a band of 10 %.
    given = (bid("A", 100, 100), bid("B", 200, 190), bid("C", 100, 90), bid("D", 100, 89))
    found = run(*given, method="ufab_extended", terms=replace(TERMS, places=4))
    assert (found.order, found.outside_band) == ((("B",), ("A",), ("C",)), ("D",))


@pytest.mark.parametrize("band", ["0.11", "0", "-0.1"])
def test_the_band_is_at_most_ten_percent(band: str) -> None:
    with pytest.raises(UnusableTerms, match="band"):
        run(bid("A", 1, 1), method="ufab_extended", terms=replace(TERMS, band=exact(band)))


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("relative_lowest", "second_hand"),
        ("linear_from_lowest", "second_hand"),
        ("linear_min_max", "second_hand"),
        ("linear_fixed_ceiling", "unconfirmed"),
        ("price_per_quality_point", "second_hand"),
        ("ufab_simple", "second_hand"),
        ("ufab_extended", "second_hand"),
        ("ufab_weighted", "unconfirmed"),
        ("world_bank_rated", "unconfirmed"),
        ("qcbs", "unconfirmed"),
    ],
)
def test_every_result_says_how_far_its_formula_is_known(method: str, code: str) -> None:
    found = run(bid("A", 80, 70), bid("B", 90, 90), method=method)
    assert (found.notes[0].code, found.method) == (code, method)
    assert str(found.figures[0][1].clause) == found.notes[0].clause


def test_every_method_has_a_rule_and_every_rule_a_method() -> None:
    keys = {found.key.removeprefix("method.") for rules in RULES for found in rules.rules}
    assert keys - {"ufab_extended.band_max", "ufab_extended.decided_by"} == set(METHODS)


def test_within_the_band_the_assumed_criterion_and_the_band_are_said_too() -> None:
    notes = run(bid("A", 80, 70), bid("B", 90, 90), method="ufab_extended").notes
    assert [note.code for note in notes] == ["second_hand", "second_hand", "unconfirmed"]
    assert "only where that is the quality" in notes[2].text
    assert len(run(bid("A", 80, 70), method="ufab_simple").notes) == 1


def test_what_german_law_does_not_allow_says_so() -> None:
    (note,) = run(bid("A", 80, 70), bid("B", 90, 90), method="linear_min_max").notes
    assert "held inadmissible in Germany" in note.text


@pytest.mark.parametrize("method", ["utley", "telgen", "mean"])
def test_unknown_methods_are_refused(method: str) -> None:
    with pytest.raises(UnknownMethod, match=f"{method}: .*Utley와 Telgen의 산식은 확보하지 못했습니다"):
        run(bid("A", 80, 70), method=method)


@pytest.mark.parametrize(
    ("bids", "message"),
    [
        ((), "입찰이 없거나"),
        ((bid("A", 1, 1), bid("A", 2, 2)), "같은 입찰이 두 번"),
        ((bid("A", 0, 1),), "A: 가격 0, 품질 1"),
        ((bid("A", 1, 0),), "A: 가격 1, 품질 0"),
    ],
)
def test_bids_that_cannot_be_compared_are_refused(bids: tuple[QualityBid, ...], message: str) -> None:
    with pytest.raises(UnusableTerms, match=message):
        run(*bids, method="ufab_simple")


@pytest.mark.parametrize(
    ("method", "missing"),
    [(name, key) for name, method in METHODS.items() for key in method.needs],
)
def test_what_the_notice_must_say_is_asked_for(method: str, missing: str) -> None:
    change: dict[str, Any] = {missing: None}
    with pytest.raises(UnusableTerms, match=missing):
        run(bid("A", 80, 70), method=method, terms=replace(TERMS, **change))


def test_without_its_rule_file_a_method_is_not_computed() -> None:
    with pytest.raises(RuleError, match=r"method\.qcbs"):
        compare((bid("A", 80, 70),), method="qcbs", terms=TERMS, rules=RULES[:2])
