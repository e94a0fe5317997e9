from __future__ import annotations

import json

import pytest

from procurement.services.jobs import OPENING, TERMS
from procurement.tasks.making import TOLD
from procurement.tasks.running import run_waiting
from tests.procurement.api.client import V1, Api, api_of, token_for
from tests.procurement.drafts import office
from tests.procurement.plans import asked, planned
from tests.procurement.rounds import crew, opened
from tests.procurement.tasks.test_apart import EXAMPLE

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


def test_an_opening_is_reconciled_by_a_job() -> None:
    officer = api_of(crew().officer)
    opening, terms = ((EXAMPLE / name).read_text(encoding="utf-8") for name in (OPENING, TERMS))
    asked_for = officer.post("reconciliations", {"opening": opening, "terms": terms, "language": "en"})
    assert (asked_for.status_code, asked_for.json()["plan"]) == (202, None)
    assert run_waiting() == 1
    done = officer.get(asked_for.headers["Location"].removeprefix(V1)).json()
    assert (done["state"], done["kind"]) == ("done", "reconciliation")
    told = officer.get(f"jobs/{done['id']}/files/{TOLD}").json()
    assert [one["price_verdict"] for one in told["bids"]].count("다름") == 1


def test_a_workbook_is_made_by_a_job() -> None:
    made = opened()
    officer = api_of(made.officer)
    job = officer.post(f"tenders/{made.tender.pk}/workbooks", {"language": "en"}).json()
    assert (job["subject"], job["parameters"]["language"]) == (f"tender:{made.tender.pk}", "en")
    assert run_waiting() == 1
    assert officer.get(f"jobs/{job['id']}/files/workbook-en.xlsx").content[:2] == b"PK"


def test_a_token_sees_the_jobs_of_its_areas_alone() -> None:
    people = crew()
    job = asked(planned(people.agency, people.officer), people.officer)
    for scopes, seen in ((("plans:read",), 200), (("tenders:write",), 404)):
        one = Api(token_for(people.officer, *scopes))
        assert one.get(f"jobs/{job.pk}").status_code == seen
        assert one.get("jobs").json()["count"] == (seen == 200)
    assert Api(token_for(people.officer, "plans:read")).post(f"jobs/{job.pk}/cancellation").status_code == 404
