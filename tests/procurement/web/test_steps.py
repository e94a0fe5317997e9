from __future__ import annotations

import pytest

from procurement.models import Tender
from procurement.web.steps import NEXT, steps_of
from procurement.workflow import Stage


def test_the_stages_before_are_done_and_those_after_are_to_come() -> None:
    found = steps_of(Tender(stage=Stage.EVALUATING))
    assert [one.state for one in found] == ["done", "done", "active", "", "", ""]
    assert [one.name for one in found][2:4] == ["기술평가", "기술평가 마감"]


def test_a_cancelled_tender_stands_nowhere_in_the_order() -> None:
    assert steps_of(Tender(stage=Stage.CANCELLED)) == []


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_says_what_comes_next(stage: Stage) -> None:
    assert str(NEXT[stage].advice).endswith(".")
