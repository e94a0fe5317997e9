"""An evaluation's outcome as it is kept, and computed again."""

from __future__ import annotations

from datetime import datetime

from procurement import __version__
from procurement.models import Result, Tender
from procurement.selectors.cases import case_files
from procurement.selectors.results import outcome_of
from procurement.selectors.tenders import digest_of
from scoring.result import Evaluation


def keep_result(tender: Tender, *, kind: str, evaluation: Evaluation, at: datetime) -> Result:
    """Keep what was computed with the digests of what it was computed from."""
    return Result.objects.create(
        tender=tender,
        kind=kind,
        outcome=outcome_of(evaluation),
        input_digest=evaluation.input_digest,
        files_digest=digest_of(case_files(tender)),
        program=f"Jeoul {__version__}",
        at=at,
    )
