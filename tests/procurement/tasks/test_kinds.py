from __future__ import annotations

import pytest

from procurement.models import Job, JobState
from procurement.models.job import IMPORT, KINDS
from procurement.services.jobs import ask_reconciliation, ask_workbook
from procurement.tasks.imports import read_batch
from procurement.tasks.kinds import answering
from procurement.tasks.running import run_waiting
from tests.procurement.actors import AT, acting
from tests.procurement.drafts import office
from tests.procurement.rounds import opened
from tests.procurement.tasks.test_apart import EXAMPLE

pytestmark = pytest.mark.django_db


def test_a_workbook_and_a_comparison_are_made_and_kept() -> None:
    made = opened()
    book = ask_workbook(made.tender, language="en", program="Jeoul", by=acting(made.officer), at=AT)
    opening, terms = ((EXAMPLE / name).read_bytes() for name in ("opening.json", "reconcile.toml"))
    own, officer = office("가상도청")
    compared = ask_reconciliation(own, opening=opening, terms=terms, language="ko", by=acting(officer), at=AT)
    wrong = ask_reconciliation(own, opening=b"[", terms=terms, language="ko", by=acting(officer), at=AT)
    assert run_waiting() == 3
    found = {job.pk: (job.state, [one.name for one in job.files.all()]) for job in Job.objects.all()}
    assert found[book.pk] == (JobState.DONE, ["workbook-en.xlsx"])
    assert found[compared.pk][0] == JobState.DONE
    assert len(found[compared.pk][1]) == 3
    assert found[wrong.pk] == (JobState.REFUSED, [])


def test_each_kind_has_its_way_to_answer_a_piece() -> None:
    assert answering(Job(kind=IMPORT)) is read_batch
    assert all(answering(Job(kind=kind, parameters="{}")) for kind in KINDS)
