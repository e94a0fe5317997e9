"""How robust a tender's ranking is, computed anew from what is kept; an annex, never the award."""

from __future__ import annotations

from dataclasses import dataclass

from procurement.casefile.robust import robust_of
from procurement.exports.dossier import Robust
from procurement.exports.edges import EdgeCheck
from procurement.models import Tender
from procurement.selectors.cases import final_case
from scoring.result import Evaluation


@dataclass(frozen=True, slots=True)
class Annex:
    """The evaluation, what moves its ranking, and the edges that measured values stand at."""

    evaluation: Evaluation
    robust: Robust
    edges: tuple[EdgeCheck, ...]

    @property
    def names(self) -> dict[str, str]:
        """The bidders by their bids."""
        return {one.bid.id: one.bid.name for one in self.evaluation.results}


def annex_of(tender: Tender) -> Annex:
    """The annex of a tender whose prices are opened; the same files, the same figures. Raises casefile's REFUSALS."""
    case = final_case(tender)
    robust = robust_of(case.evaluation, runs=case.runs)
    return Annex(case.evaluation, robust, tuple(check for one in case.submissions for check in one.edges))
