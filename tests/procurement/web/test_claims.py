from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.selectors.offers import Piece, offers_of
from procurement.selectors.verification import Verified
from procurement.web.claims import LEVELS, shown_piece
from tests.procurement.rounds import with_bids

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece() -> Piece:
    return offers_of(with_bids().tender)[0].pieces[0]


def test_a_claim_stands_as_it_was_made_and_is_not_verified(piece: Piece) -> None:
    shown = shown_piece(piece)
    assert (shown.verified, shown.usable, shown.state) == ("미검증", True, "자체 신고")
    assert (shown.claims.accelerator, shown.claims.isl, shown.claims.osl) == ("furiosa-rngd × 1", "128", "4,096")
    assert shown.claims.ttft_p99 == ""


def test_every_rule_says_what_it_observed(piece: Piece) -> None:
    shown = shown_piece(piece)
    assert len(shown.rules) == shown.passed + shown.silent + len(shown.told)
    assert {rule.level for rule in shown.rules} <= set(LEVELS.values())
    assert [rule.rule for rule in shown.rules] == sorted(rule.rule for rule in shown.rules)
    passed = [rule for rule in shown.rules if rule.level == "통과"]
    assert passed
    assert all(rule.observed and " / " not in rule.title for rule in passed)


def test_who_verified_is_named_with_the_paper_and_what_came_since(piece: Piece) -> None:
    verified = Verified("가상시험원", "TTA-2026-001, 성능자료 3", outdated=False)
    assert shown_piece(replace(piece, verified=verified)).verified == "가상시험원 (TTA-2026-001, 성능자료 3)"
    later = shown_piece(replace(piece, verified=replace(verified, outdated=True))).verified
    assert "그때의 판에만" in later
