from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from procurement.models import DisclosedTo, Reply, ReviewStep
from procurement.services.evidence_requests import Wanted, ask
from procurement.verification import Level
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import at, cast, proposed, submitted

pytestmark = pytest.mark.django_db


def test_steps_disclosures_and_the_organisations_they_name_are_told_in_a_line() -> None:
    people = cast()
    made = submitted(people.maker, level=Level.NAMED, named=(at(people.officer),))
    assert str(ReviewStep.objects.get()) == f"{made.pk} draft>submitted"
    assert str(DisclosedTo.objects.get()) == "가상시청"
    assert str(proposed(people)) == "furiosa-rngd tdp_w 170"


def test_a_reply_is_a_release_or_a_reason_and_a_step_is_taken_once() -> None:
    people = cast()
    made = submitted(people.maker)
    asked = ask(Wanted("x"), by=acting(people.officer), at=AT)
    for release, reason in ((made, "x"), (None, "")):
        with pytest.raises(IntegrityError, match="reply_release_or_reason"), transaction.atomic():
            Reply.objects.create(
                request=asked, organisation=people.own, release=release, reason=reason, by=people.maker, at=AT
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        made.steps.create(before="draft", after="submitted", by=people.maker, at=AT)
