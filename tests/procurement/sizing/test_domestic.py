from __future__ import annotations

from fractions import Fraction

import pytest

from procurement.sizing.domestic import DomesticShare, LegalBasis, LegalBasisError, standing

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("basis", "estimate", "expected"),
    [
        ("none", 100_000_000, (False, False)),
        ("none", 99_999_999, (True, True)),
        ("below_threshold", 99_999_999, (True, True)),
        ("sme_setaside", 900_000_000, (True, False)),
        ("sole_source_exempt", None, (True, False)),
        ("security", 900_000_000, (True, False)),
        ("none", None, (False, False)),
    ],
)
def test_the_legal_basis_and_the_threshold_say_whether_the_share_decides(
    basis: LegalBasis, estimate: int | None, expected: tuple[bool, bool]
) -> None:
    found = standing(DomesticShare(HALF, basis, estimate, 100_000_000))
    assert (found.decides, found.capped) == expected


def test_the_reason_holds_both_figures() -> None:
    assert (
        "230,000,000원이 기준금액 100,000,000원 이상"
        in standing(DomesticShare(HALF, "none", 230_000_000, 100_000_000)).why
    )
    assert (
        "90,000,000원이 기준금액 100,000,000원 미만"
        in standing(DomesticShare(HALF, "none", 90_000_000, 100_000_000)).why
    )


def test_a_threshold_that_is_not_given_is_not_guessed() -> None:
    assert "입력되지 않아" in standing(DomesticShare(HALF, "none", 1, None)).why
    with pytest.raises(LegalBasisError, match="모두 필요"):
        standing(DomesticShare(HALF, "below_threshold", 1, None))


def test_a_claim_against_the_figures_is_refused() -> None:
    with pytest.raises(LegalBasisError, match="100,000,000원은 기준금액 100,000,000원 미만이 아닙니다"):
        standing(DomesticShare(HALF, "below_threshold", 100_000_000, 100_000_000))
