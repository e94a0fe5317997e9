from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from procurement.models import PlanFile
from tests.procurement.drafts import office
from tests.procurement.plans import planned

pytestmark = pytest.mark.django_db


def test_a_path_holds_one_file() -> None:
    own, officer = office()
    plan = planned(own, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        plan.files.create(path="sizing.toml", content=b"", sha256="")
    assert (str(plan), [str(one) for one in PlanFile.objects.all()]) == ("작은 구성", ["sizing.toml"])
