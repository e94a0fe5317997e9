from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from procurement.models import Job, JobState
from procurement.models.job import ENDED, STATES
from procurement.services._jobs import take_job
from procurement.services.jobs import end_job
from tests.procurement.actors import AT, OPERATOR
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned

pytestmark = pytest.mark.django_db


def test_a_job_has_one_of_the_states_and_says_whether_it_has_ended() -> None:
    own, officer = office()
    job = asked(planned(own, officer), officer)
    assert [Job(state=state).ended for state in STATES] == [state in ENDED for state in STATES]
    with pytest.raises(IntegrityError, match="job_state_known"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="gone")
    assert str(job) == f"장비 구성 계산 {job.pk}"


def test_a_name_holds_one_file() -> None:
    own, officer = office()
    asked(planned(own, officer), officer)
    taken = take_job(at=AT)
    assert taken is not None
    ended = end_job(taken, state=JobState.DONE, told="", files={"a": b"1", "b": b"2"}, program="x", by=OPERATOR, at=AT)
    assert [str(one) for one in ended.files.all()] == ["a", "b"]
