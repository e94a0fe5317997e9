from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procurement.models import AuditEntry, AuditHead, ReleaseFile
from tests.procurement.actors import agency
from tests.procurement.exchange import cast, submitted, unguarded

pytestmark = pytest.mark.django_db


def test_a_whole_record_is_said_with_its_head() -> None:
    agency()
    out = StringIO()
    call_command("verify_audit_log", stdout=out)
    assert out.getvalue() == f"온전함 / whole: 1개 항목, 머리값 / head {AuditEntry.objects.get().digest}\n"


def test_a_broken_one_ends_with_one_and_the_first_fault() -> None:
    agency()
    AuditHead.objects.update(number=5)
    with pytest.raises(CommandError, match="the record is broken\n1번 뒤가 없습니다") as refusal:
        call_command("verify_audit_log")
    assert refusal.value.returncode == 1


def test_a_printed_head_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="인쇄된 머리값"):
        call_command("verify_audit_log", head="f" * 64)


def test_the_releases_are_read_too_and_their_first_fault_is_said() -> None:
    people = cast()
    submitted(people.maker)
    out = StringIO()
    call_command("verify_audit_log", stdout=out)
    assert out.getvalue().endswith("성능자료 / releases: 1건 온전함 / whole\n")
    unguarded()
    ReleaseFile.objects.update(content=b"")
    with pytest.raises(CommandError, match="the releases are broken\n가상반도체 자료 1번") as refusal:
        call_command("verify_audit_log")
    assert refusal.value.returncode == 1
