from __future__ import annotations

import pytest

from procurement.models import Decision, Result
from tests.procurement.rounds import decided

pytestmark = pytest.mark.django_db


def test_results_and_decisions_say_what_they_are_of() -> None:
    made = decided()
    assert [str(one) for one in Result.objects.order_by("pk")] == [f"{made.tender} technical", f"{made.tender} final"]
    assert str(Decision.objects.get()) == f"{made.tender} A 가온누리솔루션 (가상 업체)"
