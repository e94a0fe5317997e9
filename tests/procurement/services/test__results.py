from __future__ import annotations

import pytest

from procurement import __version__
from procurement.models import Result
from procurement.selectors.cases import case_files, technical_case
from procurement.selectors.results import outcome_of
from procurement.selectors.tenders import digest_of
from tests.procurement.rounds import closed

pytestmark = pytest.mark.django_db


def test_a_result_is_kept_with_the_digests_of_what_it_came_from() -> None:
    made = closed()
    kept, evaluation = Result.objects.get(), technical_case(made.tender).evaluation
    assert (kept.outcome, kept.input_digest) == (outcome_of(evaluation), evaluation.input_digest)
    assert (kept.files_digest, kept.program) == (digest_of(case_files(made.tender)), f"Jeoul {__version__}")
