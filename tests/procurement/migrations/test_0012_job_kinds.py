from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from procurement.models import Job
from procurement.models.job import IMPORT, SIZING
from procurement.services._jobs import take_job
from procurement.services._parts import lay_parts
from tests.procurement.actors import AT
from tests.procurement.drafts import office
from tests.procurement.migrations.test_0009_job_guards import refused
from tests.procurement.plans import asked, planned

pytestmark = pytest.mark.django_db


def test_what_a_job_is_about_stays_too() -> None:
    own, officer = office()
    asked(planned(own, officer), officer)
    refused(
        "what was asked stays",
        lambda: Job.objects.update(subject="tender:1"),
        lambda: Job.objects.update(plan=None),
        lambda: Job.objects.update(kind=IMPORT),
    )


def test_a_sizing_is_of_a_plan_and_every_kind_is_known() -> None:
    own, officer = office()
    for kind in (SIZING, "magic"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.create(
                kind=kind, agency=own, asked_by=officer, asked_at=AT, parameters="{}", inputs=b"", digest=""
            )


def test_parts_come_and_go_with_a_running_job() -> None:
    own, officer = office()
    asked(planned(own, officer), officer)
    job = take_job(at=AT)
    assert job is not None
    lay_parts(job, orders=[b"x"])
    assert job.parts.all().delete()[0] == 1
