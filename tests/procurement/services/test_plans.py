from __future__ import annotations

import hashlib

import pytest

from procurement.models import AuditEntry, Plan
from procurement.selectors.plans import plan_files, plan_progress, written_plan
from procurement.services.plans import plan_from_tender, put_plan_file, put_plan_section, start_plan
from procurement.services.record import NotAllowed, Unusable
from procurement.workflow import NotYet, Stage
from tests.procurement.actors import AT, acting
from tests.procurement.drafts import office
from tests.procurement.plans import EXAMPLE, planned, small
from tests.procurement.rounds import begun, take_further

pytestmark = pytest.mark.django_db


def test_a_plan_keeps_the_files_of_its_folder() -> None:
    own, officer = office()
    plan = planned(own, officer, {one.name: one.read_bytes() for one in EXAMPLE.iterdir()})
    assert plan.title.startswith("[예시] 문서 요약")
    assert set(plan_files(plan)) == {"README.md", "sizing.toml"}
    assert plan_progress(plan).lacking == ()
    assert AuditEntry.objects.latest("number").act == "plan.started"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"sizing.toml": b"[plan"}, "sizing.toml"),
        ({"../sizing.toml": b""}, "받을 수 없는 이름"),
        ({"x.csv": b""}, "sizing.toml"),
        (small(published='"nothing"'), "nothing"),
        (small(utilisation="2"), "utilisation"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(files: dict[str, bytes], said: str) -> None:
    own, officer = office()
    with pytest.raises(Unusable, match=said):
        planned(own, officer, files)
    assert not Plan.objects.exists()


def test_only_officers_begin_and_change_plans_of_their_agency() -> None:
    own, officer = office()
    _, stranger = office("가상도청")
    with pytest.raises(NotAllowed):
        start_plan(small(), agency=own, by=acting(stranger), at=AT)
    plan = planned(own, officer)
    with pytest.raises(NotAllowed):
        put_plan_file(plan, path="x.csv", content=b"", by=acting(stranger), at=AT)


def test_a_section_is_set_anew_with_the_files_it_names_unless_another_was_faster() -> None:
    own, officer = office()
    plan = planned(own, officer)
    written = written_plan(plan)
    assert written is not None
    value = written.table("sizing") | {"limits": {"budget": 500_000_000}}
    put_plan_section(plan, section="sizing", value=value, seen=written.digest, by=acting(officer), at=AT)
    changed = written_plan(plan)
    assert changed is not None
    assert changed.table("sizing")["limits"] == {"budget": 500_000_000}
    assert changed.tables("servers") == written.tables("servers")
    assert changed.digest == hashlib.sha256(plan_files(plan)["sizing.toml"]).hexdigest()
    with pytest.raises(Unusable, match="그사이 바뀌었습니다"):
        put_plan_section(plan, section="sizing", value=value, seen=written.digest, by=acting(officer), at=AT)


def test_evidence_that_is_not_there_is_refused_and_the_plan_stays() -> None:
    own, officer = office()
    plan = planned(own, officer)
    written = written_plan(plan)
    assert written is not None
    servers = [written.tables("servers")[0] | {"evidence": [{"file": "nothing.json"}]}]
    with pytest.raises(Unusable, match="파일이 없습니다"):
        put_plan_section(plan, section="servers", value=servers, seen=written.digest, by=acting(officer), at=AT)
    assert written_plan(plan) == written


def test_the_bids_of_a_tender_become_a_plan_once_their_prices_are_opened() -> None:
    made = begun()
    while made.tender.stage != Stage.TECHNICAL_CLOSED:
        take_further(made)
    with pytest.raises(NotYet):
        plan_from_tender(made.tender, by=acting(made.officer), at=AT)
    take_further(made)
    plan = plan_from_tender(made.tender, by=acting(made.officer), at=AT)
    assert written_plan(plan) is None
    assert "prices.csv" in plan_files(plan)
    assert plan_progress(plan).lacking == ()
