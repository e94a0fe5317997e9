from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from procurement.models import Job, JobFile, JobState
from procurement.models.job import ENDED
from procurement.services._jobs import take_job
from procurement.services.jobs import end_job
from tests.procurement.actors import AT, OPERATOR
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned

pytestmark = pytest.mark.django_db


def deleted(model: type[Model]) -> object:
    return model._default_manager.all()._raw_delete("default")  # noqa: SLF001 -- past what Django itself would refuse


def refused(said: str, *acts: Callable[[], object]) -> None:
    for act in acts:
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            act()


def test_what_was_asked_and_what_came_of_it_stay() -> None:
    own, officer = office()
    job = asked(planned(own, officer), officer)
    refused("only a running job makes files", lambda: job.files.create(name="x", content=b"", sha256=""))
    refused("a job begins by waiting", lambda: Job.objects.create(
        kind="sizing", agency=own, plan=job.plan, asked_by=officer, asked_at=AT, parameters="{}", inputs=b"",
        digest="", state=JobState.DONE,
    ))  # fmt: skip
    refused("what was asked stays", lambda: Job.objects.update(parameters="{}"), lambda: Job.objects.update(inputs=b""))
    refused("a job stays", lambda: deleted(Job))
    taken = take_job(at=AT)
    assert taken is not None
    end_job(taken, state=JobState.DONE, told="", files={"x": b"y"}, program="x", by=OPERATOR, at=AT)
    refused("an ended job stays", lambda: Job.objects.update(state=JobState.WAITING))
    refused("what a job made stays", lambda: JobFile.objects.update(content=b""), lambda: deleted(JobFile))


def test_the_ends_of_the_database_are_those_of_the_model() -> None:
    assert set(import_module("procurement.migrations.0009_job_guards").ENDED) == set(ENDED)
