"""The domestic share of a purchase: when it may decide, and when it may only inform."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

LegalBasis = Literal["below_threshold", "sme_setaside", "sole_source_exempt", "security", "none"]

BASIS_WORDS: dict[LegalBasis, str] = {
    "below_threshold": "협정 기준금액 미만 / below the treaty threshold",
    "sme_setaside": "중소기업자간 경쟁 등 협정 제외 / SME set-aside",
    "sole_source_exempt": "수의계약 제외 / sole-source exemption",
    "security": "안보·공공질서 제외 / security exclusion",
    "none": "근거 없음 / none",
}


class LegalBasisError(ValueError):
    """The legal basis contradicts the figures given with it, or lacks the figures it rests on."""


@dataclass(frozen=True, slots=True)
class DomesticShare:
    """The least share of the value (0..1) from domestic configurations and the legal basis for asking it.

    `estimate_won` is the VAT-exclusive estimated price, `threshold_won` the lowest treaty threshold that applies to the
    agency on the tender's day; both come from the caller. Source: rules §1.7 (재정경제부고시 2026-439).
    """

    share: Fraction
    legal_basis: LegalBasis
    estimate_won: int | None
    threshold_won: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the share decides the mix, whether that rests on staying under the threshold, and why, in words."""

    decides: bool
    capped: bool
    why: str


def standing(domestic: DomesticShare) -> Standing:
    """Say whether a domestic share is a constraint or only information.

    With basis `none` and an estimate at or above the threshold (or either figure unknown) it informs and never decides.
    Under the threshold it decides, and the purchase must then stay under the threshold as well. The other bases decide
    as declared. Raises LegalBasisError when `below_threshold` is claimed without figures or against them.
    Source: rules §1.7, "Rule for the tool".
    """
    if domestic.legal_basis not in ("below_threshold", "none"):
        return Standing(decides=True, capped=False, why=BASIS_WORDS[domestic.legal_basis])
    estimate, threshold = domestic.estimate_won, domestic.threshold_won
    if estimate is None or threshold is None:
        return _unknown(domestic)
    if estimate < threshold:
        return Standing(decides=True, capped=True, why=_under(estimate, threshold))
    return _over(domestic, f"{estimate:,}", f"{threshold:,}")


def _under(estimate: int, threshold: int) -> str:
    return (
        f"추정가격 {estimate:,}원이 기준금액 {threshold:,}원 미만 "
        f"/ the estimate {estimate:,} KRW is below the threshold {threshold:,} KRW"
    )


def _unknown(domestic: DomesticShare) -> Standing:
    why = (
        "추정가격 또는 기준금액이 입력되지 않아 국산 비중은 참고만 합니다. "
        "/ The estimate or the threshold is not given, so the domestic share informs only."
    )
    if domestic.legal_basis == "below_threshold":
        raise LegalBasisError(
            "기준금액 미만이라는 근거에는 추정가격과 기준금액이 모두 필요합니다. "
            "/ The basis below_threshold needs both the estimate and the threshold."
        )
    return Standing(decides=False, capped=False, why=why)


def _over(domestic: DomesticShare, estimate: str, threshold: str) -> Standing:
    if domestic.legal_basis == "below_threshold":
        raise LegalBasisError(
            f"추정가격 {estimate}원은 기준금액 {threshold}원 미만이 아닙니다. 법적 근거를 고치십시오. "
            f"/ The estimate {estimate} KRW is not below the threshold {threshold} KRW; correct the legal basis."
        )
    why = (
        f"법적 근거가 없고 추정가격 {estimate}원이 기준금액 {threshold}원 이상이므로 국산 비중은 참고만 합니다. "
        f"/ No legal basis and the estimate {estimate} KRW reaches the threshold {threshold} KRW: informs only."
    )
    return Standing(decides=False, capped=False, why=why)
