from __future__ import annotations

from datetime import timedelta

import pytest

from procurement.models import JobPart, JobState
from procurement.services._jobs import LostLease, take_job
from procurement.services._parts import (
    answer_part,
    answers_in_order,
    beat_part,
    lay_parts,
    release_part,
    take_part,
    unanswered,
)
from procurement.services.jobs import end_job
from tests.procurement.actors import AT, OPERATOR
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)


def test_parts_are_answered_by_whoever_takes_them_and_come_back_in_order() -> None:
    own, officer = office()
    asked(planned(own, officer), officer)
    job = take_job(at=AT)
    assert job is not None
    numbers = lay_parts(job, orders=[b"one", b"two", b"one"])
    assert numbers[0] == numbers[2] != numbers[1]
    first, second = take_part(among=numbers, at=AT), take_part(among=numbers, at=AT)
    assert first is not None
    assert second is not None
    assert take_part(among=numbers, at=AT) is None
    release_part(second)
    assert take_part(among=numbers, at=AT) == second
    for part in (second, first):
        part.refresh_from_db()
        assert not beat_part(part, at=AT)
        answer_part(part, answer=bytes(part.order).upper())
    assert (unanswered(numbers), answers_in_order(numbers)) == ((), (b"ONE", b"TWO", b"ONE"))
    assert beat_part(first, at=AT)  # answered: nobody wants it any more
    end_job(job, state=JobState.DONE, told="", files={}, program="x", by=OPERATOR, at=AT)
    assert not JobPart.objects.exists()


def test_a_silent_helper_loses_its_part_and_the_next_runner_keeps_what_was_answered() -> None:
    own, officer = office()
    asked(planned(own, officer), officer)
    silent = take_job(at=AT)
    assert silent is not None
    numbers = lay_parts(silent, orders=[b"one", b"two"])
    lost, done = take_part(among=numbers[:1], at=AT), take_part(among=numbers[1:], at=AT)
    assert lost is not None
    assert done is not None
    answer_part(done, answer=b"TWO")
    job = take_job(at=LATER)
    assert job is not None
    with pytest.raises(LostLease):
        lay_parts(silent, orders=[b"three"])
    assert lay_parts(job, orders=[b"two", b"one"]) == numbers[::-1]
    again = take_part(among=numbers, at=LATER)
    assert again == lost
    answer_part(lost, answer=b"late")
    assert unanswered(numbers) == numbers[:1]
