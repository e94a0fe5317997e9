from __future__ import annotations

import pytest
from django.db import connection

from procurement.models import AuditEntry, AuditHead
from procurement.selectors.audit import chain
from tests.procurement.actors import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded() -> None:
    """An attacker who may do anything to the tables."""
    for name in "갑을병정":
        agency(name)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER auditentry_no_update")
            cursor.execute("DROP TRIGGER auditentry_no_delete")


def test_a_record_as_written_is_whole() -> None:
    assert (chain().entries, chain().broken) == (0, None)
    agency()
    found = chain()
    assert (found.entries, found.head, found.broken) == (1, AuditEntry.objects.get().digest, None)


@pytest.mark.usefixtures("unguarded")
def test_a_changed_field_is_named() -> None:
    AuditEntry.objects.filter(number=2).update(subject="organisation:99")
    assert chain().broken == "2번: 내용이 바뀌었습니다 / entry 2 was changed"


@pytest.mark.usefixtures("unguarded")
def test_an_entry_signed_anew_no_longer_leads_to_the_next() -> None:
    entry = AuditEntry.objects.get(number=2)
    entry.details = "{}"
    AuditEntry.objects.filter(number=2).update(details="{}", digest=entry.computed())
    assert chain().broken == "3번: 앞 항목과 이어지지 않습니다 / entry 3 does not follow the one before"


@pytest.mark.usefixtures("unguarded")
def test_a_deleted_row_is_named() -> None:
    AuditEntry.objects.filter(number=2).delete()
    assert chain().broken == "2번이 없습니다 / entry 2 is missing"


@pytest.mark.usefixtures("unguarded")
def test_swapped_rows_are_named() -> None:
    for old, new in ((2, 9), (3, 2), (9, 3)):
        AuditEntry.objects.filter(number=old).update(number=new)
    assert chain().broken == "2번: 앞 항목과 이어지지 않습니다 / entry 2 does not follow the one before"


@pytest.mark.usefixtures("unguarded")
def test_a_cut_tail_is_found_by_the_kept_head_or_by_a_printed_one() -> None:
    printed = chain().head
    AuditEntry.objects.filter(number__gt=2).delete()
    assert chain().broken == "2번 뒤가 없습니다: 머리값은 4번을 가리킵니다 / entries after 2 are gone: the head says 4"
    last = AuditEntry.objects.get(number=2)
    AuditHead.objects.update(number=2, digest=last.digest)
    assert chain().broken is None
    assert (chain(printed=printed).broken or "").startswith(f"인쇄된 머리값 {printed}이(가) 기록에 없습니다")
    assert chain(printed=last.digest).broken is None
