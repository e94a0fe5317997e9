from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import translation

from procurement.exports.dossier import Noise
from procurement.selectors.robustness import Annex, annex_of
from procurement.web import robustness
from procurement.web.robustness import Bar, bar
from scoring.acceptability_noise import Contribution
from scoring.crosscheck import Opinion
from scoring.sensitivity import Shift
from tests.procurement.rounds import Round, opened, take_further
from tests.procurement.web.pages import Page, faults


@pytest.fixture
def annex(db: None) -> Annex:  # noqa: ARG001 -- asks for the database
    return annex_of(opened().tender)


def test_the_page_shows_the_annex_as_tables_with_bars_and_says_what_it_is_not(
    entered: Callable[[str], Client], made: Round
) -> None:
    for _ in range(4):
        take_further(made)
    auditor, path = entered("auditor"), f"/tenders/{made.tender.pk}/robustness/"
    page = Page("", "auditor", auditor.get(path).content.decode())
    assert faults(page) == []
    assert "낙찰자 결정에 쓰지 않습니다" in page.text
    headings = [one.get("id") for one in page.tree.iter("h2") if one.get("id") != "session-title"]
    assert headings == ["intervals", "shifts", "swings", "shares1", "left1", "left2", "edges", "agreement", "opinions"]
    with_bars = page.tree.xpath("//section[.//*[name()='svg']]/@aria-labelledby")
    assert with_bars == ["intervals", "shifts", "swings", "shares1", "agreement"]


def test_before_the_opening_there_is_none(entered: Callable[[str], Client], made: Round) -> None:
    for _ in range(3):
        take_further(made)
    assert entered("officer").get(f"/tenders/{made.tender.pk}/robustness/").status_code == 409


def test_a_bar_goes_from_the_lower_to_the_higher_place() -> None:
    assert bar(Fraction(50), Fraction(20), "down") == Bar("20.00", "30.00", "down")
    assert bar(Fraction(1, 3), Fraction(1), "up") == Bar("0.33", "0.67", "up")


def test_ranges_hold_the_announced_points(annex: Annex) -> None:
    lines = list(robustness.intervals(annex))
    assert [line.name for line in lines] == [one.title for one in annex.evaluation.scheme.criteria]
    for line in lines:
        points, low, high = (Fraction(cell.replace(",", "")) for cell in line.cells[:3])
        assert low <= points <= high
        assert Fraction(line.bars[0].start) + Fraction(line.bars[0].width) <= 100 + Fraction(1, 50)


def test_every_bar_of_the_tornado_lies_within_its_chart(annex: Annex) -> None:
    lines = list(robustness.swings(annex))
    assert len(lines) == min(len(annex.robust.swings), robustness.MOST_SWINGS)
    ends = [(Fraction(one.start), Fraction(one.start) + Fraction(one.width)) for line in lines for one in line.bars[:2]]
    assert all(low >= 0 and high <= 100 + Fraction(1, 50) for low, high in ends)
    assert list(robustness.swings(replace(annex, robust=replace(annex.robust, lead=None)))) == []


def test_the_shares_of_a_bid_fill_its_bar(annex: Annex) -> None:
    assert annex.robust.weights is not None
    shares = robustness.shares(annex.robust.weights, annex)
    assert [round(sum(float(one.width) for one in line.bars)) for line in shares.lines] == [100] * len(shares.lines)
    assert shares.ranks == tuple(range(1, len(shares.lines) + 1))
    assert "씨앗" in shares.drawn
    assert "95% 범위" in shares.difference
    assert not shares.noisy
    alone = replace(annex.robust.weights, difference=None)
    assert robustness.shares(alone, annex).difference == ""


def test_what_cannot_be_reached_or_computed_is_said(annex: Annex) -> None:
    first = next(iter(annex.names))
    odd = replace(
        annex.robust, shifts=(Shift(first, None, None),), opinions=(Opinion("VIKOR", None, None),), agreement=None
    )
    changed = replace(annex, robust=odd)
    assert [line.cells for line in robustness.shifts(changed)] == [("어떤 배점으로도 안 됨",)]
    assert [line.cells for line in robustness.opinions(changed)] == [()]
    assert list(robustness.severities(changed)) == []
    assert list(robustness.again(changed)) == []


def test_what_to_measure_again_comes_with_its_share(annex: Annex) -> None:
    assert annex.robust.weights is not None
    bid, criterion = next(iter(annex.names)), annex.evaluation.scheme.criteria[0]
    noise = Noise(annex.robust.weights, (Contribution(bid, criterion.id, 1.0, 0.25, 0.5, 0.125),))
    (line,) = robustness.again(replace(annex, robust=replace(annex.robust, noise=noise)))
    assert (line.name, line.cells) == (f"{annex.names[bid]}: {criterion.title}", ("25.00", "0.5000", "0.1250"))
    assert line.bars == (Bar("0.00", "25.00", "range"),)


def test_moved_figures_are_named_by_their_kind(annex: Annex) -> None:
    swing, bid = annex.robust.swings[0], next(iter(annex.names))
    kinds = [robustness.swing_name(replace(swing, kind=kind, bid=bid), annex) for kind in ("points", "knot", "value")]
    assert [name.rpartition(": ")[2] for name in kinds] == ["배점", "기준값", f"{annex.names[bid]}의 측정값"]
    with translation.override("en"):
        assert robustness.swing_name(replace(swing, kind="points"), annex).endswith(": points")
