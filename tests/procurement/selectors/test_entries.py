from __future__ import annotations

import pytest

from procurement.models import AuditEntry
from procurement.permissions import Role
from procurement.selectors.entries import entries_for, matching
from tests.procurement.actors import person
from tests.procurement.drafts import drafted, office

pytestmark = pytest.mark.django_db


def test_an_auditor_reads_the_own_agencys_entries_and_an_administrator_all() -> None:
    (city, kim), (province, lee) = office("가상시청"), office("가상도청")
    mine, other = drafted(city, kim), drafted(province, lee)
    auditor, chief = person("감사", Role.AUDITOR, at=city), person("관리", Role.ADMINISTRATOR, at=province)
    assert [one.subject for one in entries_for(auditor)] == [f"tender:{mine.pk}"]
    assert entries_for(chief).count() == AuditEntry.objects.count()
    assert list(entries_for(kim)) == []
    found = matching(entries_for(chief), subject=f"tender:{other.pk}", person="가상도청담당")
    assert [one.act for one in found] == ["tender.started"]
    assert [one.act for one in matching(entries_for(chief), subject="", person="없음")] == []
    assert matching(entries_for(chief), subject="", person="").first() == AuditEntry.objects.last()
