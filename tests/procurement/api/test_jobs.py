from __future__ import annotations

import json

import pytest

from procurement.tasks.running import run_waiting
from tests.procurement.api.client import api_of
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned
from tests.procurement.rounds import crew

pytestmark = pytest.mark.django_db(transaction=False)


def test_a_job_is_followed_to_its_files() -> None:
    people = crew()
    job = asked(planned(people.agency, people.officer), people.officer)
    officer = api_of(people.officer)
    waiting = officer.get(f"jobs/{job.pk}").json()
    assert (waiting["state"], waiting["files"], waiting["begunAt"]) == ("waiting", [], None)
    assert run_waiting() == 1
    done = officer.get(f"jobs/{job.pk}").json()
    assert (done["state"], done["attempts"]) == ("done", 1)
    names = [one["name"] for one in done["files"]]
    assert names == ["sizing-en.xlsx", "sizing.json", "sizing.xlsx"]
    made = officer.get(f"jobs/{job.pk}/files/sizing.json")
    assert made.headers["ETag"] == f'"{done["files"][1]["sha256"]}"'
    assert json.loads(made.content)
    assert officer.get(f"jobs/{job.pk}/files/nothing.json").status_code == 404
    assert officer.post(f"jobs/{job.pk}/cancellation").status_code == 422


def test_a_job_that_waits_is_cancelled_by_its_agency_alone() -> None:
    people, (_, stranger) = crew(), office("가상도청")
    job = asked(planned(people.agency, people.officer), people.officer)
    assert api_of(stranger).post(f"jobs/{job.pk}/cancellation").status_code == 404
    assert api_of(people.approver).post(f"jobs/{job.pk}/cancellation").status_code == 403
    assert api_of(people.officer).post(f"jobs/{job.pk}/cancellation").json()["state"] == "cancelled"
    assert api_of(people.officer).get("jobs").json()["count"] == 1
