"""The panel as people record it: who was appointed, who did not mark which bid, and reasons given in writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

CommitteeKind = Literal["ordinary", "large", "suitability"]


@dataclass(frozen=True, slots=True)
class Absence:
    """One evaluator who does not mark one bid, or any (`bid` None), and why.

    recused = 제척·기피·회피, replaced = 교체 (`replacement` marks instead), absent = 불참. `reason` is required.
    """

    evaluator: str
    bid: str | None
    kind: Literal["recused", "replaced", "absent"]
    reason: str
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an evaluator's total for a bid is what it is, in the evaluator's words."""

    evaluator: str
    bid: str
    text: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who was appointed, the absences and the written reasons.

    `amount` = 추정가격 + 부가가치세 in won, by which the rule sets the size of the committee; None where
    the tender does not say it, and the size is then not checked.
    """

    appointed: tuple[str, ...]
    absences: tuple[Absence, ...] = ()
    reasons: tuple[Reason, ...] = ()
    amount: int | None = None
    kind: CommitteeKind = "ordinary"


def without_bid(sitting: Sitting, *, bid: str) -> Sitting:
    """The sitting as if a bid had never been made."""
    return replace(
        sitting,
        absences=tuple(a for a in sitting.absences if a.bid != bid),
        reasons=tuple(r for r in sitting.reasons if r.bid != bid),
    )


def without_evaluator(sitting: Sitting, *, evaluator: str, marked: Iterable[str]) -> Sitting:
    """The sitting as if one person had not come: absent for the bids `marked`, and for those they replaced someone."""
    absences = (
        replace(a, kind="absent", replacement="") if a.replacement == evaluator else a for a in sitting.absences
    )
    missed = (Absence(evaluator, bid, "absent", "제외") for bid in marked if evaluator in sitting.appointed)
    return replace(
        sitting,
        absences=(*absences, *missed),
        reasons=tuple(r for r in sitting.reasons if r.evaluator != evaluator),
    )
