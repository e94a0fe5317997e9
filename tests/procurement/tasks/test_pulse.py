from __future__ import annotations

import pytest

from procurement.models import JobState
from procurement.services._jobs import LostLease, take_job
from procurement.services._parts import lay_parts, take_part
from procurement.services.jobs import cancel_job, end_job
from procurement.sizing.solver import Progress
from procurement.tasks import pulse
from procurement.tasks.pulse import Pulse, helping, now
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "BEAT_SECONDS", 0.0)


def test_how_far_it_is_stands_in_the_row_and_a_cancelled_job_hears_it() -> None:
    own, officer = office()
    job = asked(planned(own, officer), officer)
    taken = take_job(at=now())
    assert taken is not None
    heart = Pulse(taken)
    heart.begin("mix")
    heart.hear(Progress(0.25, 7))
    heart.count(3, whole=8)
    assert not heart.should_stop()
    job.refresh_from_db()
    assert (job.phase, job.gap, job.nodes, job.done, job.whole) == ("mix", 0.25, 7, 3, 8)
    cancel_job(job, by=acting(officer), at=AT)
    assert heart.should_stop()
    assert heart.stopped


def test_a_helper_hears_that_its_job_has_ended() -> None:
    own, officer = office()
    asked(planned(own, officer), officer)
    taken = take_job(at=now())
    assert taken is not None
    part = take_part(among=lay_parts(taken, orders=[b"x", b"y"]), at=now())
    assert part is not None
    stop = helping(part)
    assert not stop()
    end_job(taken, state=JobState.DONE, told="", files={}, program="x", by=OPERATOR, at=AT)
    with pytest.raises(LostLease):
        stop()
