from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from procurement.models import Tender
from procurement.models.tender import STAGES
from procurement.workflow import Stage
from tests.procurement.drafts import drafted, office

pytestmark = pytest.mark.django_db


def test_every_stage_has_a_korean_name() -> None:
    assert set(STAGES) == set(Stage)


def test_the_database_refuses_what_cannot_be() -> None:
    own, officer = office()
    made = drafted(own, officer)
    for values in (
        {"stage": "nowhere"},
        {"stage": Stage.PUBLISHED, "notice_digest": ""},
        {"pk": None, "number": made.number},
    ):
        one = Tender.objects.get(pk=made.pk)
        for name, value in values.items():
            setattr(one, name, value)
        with pytest.raises(DatabaseError), transaction.atomic():
            one.save()
    assert Tender.objects.count() == 1


def test_they_are_told_by_number_and_path() -> None:
    made = drafted(*office())
    assert str(made).startswith("EX-2026-001 [예시] 합성 학습데이터")
    assert [str(one) for one in made.files.all()] == ["README.md", "tender.toml"]
