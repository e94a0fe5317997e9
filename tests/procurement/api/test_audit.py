from __future__ import annotations

import pytest

from procurement.models import AuditEntry
from procurement.permissions import Role
from tests.procurement.actors import person
from tests.procurement.api.client import api_of, problem
from tests.procurement.exchange import unguarded
from tests.procurement.rounds import begun

pytestmark = pytest.mark.django_db


def test_an_auditor_reads_and_checks_the_record() -> None:
    made = begun()
    auditor = api_of(person("감사", Role.AUDITOR, at=made.agency))
    found = auditor.get("record", subject=f"tender:{made.tender.pk}").json()
    assert [one["act"] for one in found["results"]] == ["tender.started"]
    assert found["results"][0]["details"]["number"] == "EX-2026-001"
    whole = auditor.post("record/check", {}).json()
    assert (whole["broken"], whole["entries"]) == (None, AuditEntry.objects.count())
    cut = auditor.post("record/check", {"head": "f" * 64}).json()
    assert "인쇄된 머리값" in cut["broken"]
    unguarded()
    AuditEntry.objects.filter(number=2).update(who="다른 사람")
    assert auditor.post("record/check", {}).json()["broken"] == "2번: 내용이 바뀌었습니다"


def test_others_do_not_and_the_attempt_is_recorded() -> None:
    made = begun()
    refused = api_of(made.officer).get("record")
    assert problem(refused)["status"] == 403
    last = AuditEntry.objects.order_by("-number").first()
    assert last
    assert (last.act, last.who) == ("access.refused", made.officer.username)
    assert "/api/v1/record" in last.details
