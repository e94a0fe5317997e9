from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from procurement.models import AuditEntry, AuditHead
from procurement.models.audit import FIRST_PREVIOUS
from tests.procurement.actors import agency

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    agency()
    for act in (
        lambda: AuditEntry.objects.update(act="nothing"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditHead.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert [entry.act for entry in AuditEntry.objects.all()] == ["organisation.added"]


def test_the_digest_is_of_every_field() -> None:
    agency()
    entry = AuditEntry.objects.get()
    assert entry.previous == FIRST_PREVIOUS
    assert entry.computed() == entry.digest
    changed = {
        "number": 2, "at": entry.at + timedelta(microseconds=1), "by_id": 1, "who": "다른 사람", "address": "::1",
        "act": "x", "subject": "x", "details": "{}", "previous": "1" * 64,
    }  # fmt: skip
    for name, value in changed.items():
        other = AuditEntry.objects.get()
        setattr(other, name, value)
        assert other.computed() != entry.digest, name
    assert {field.attname for field in AuditEntry._meta.concrete_fields} == {*changed, "digest"}  # noqa: SLF001 -- Django's own name for it


def test_entry_and_head_are_told_in_a_line() -> None:
    made = agency()
    entry = AuditEntry.objects.get()
    assert str(entry) == f"1 organisation.added organisation:{made.pk}"
    assert str(AuditHead.objects.get()) == f"1 {entry.digest}"
