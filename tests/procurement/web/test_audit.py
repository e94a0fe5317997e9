from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from procurement.models import AuditEntry, AuditHead, Tender
from tests.procurement.drafts import drafted


@pytest.fixture
def auditor(entered: Callable[[str], Client]) -> Client:
    return entered("auditor")


def test_entries_are_told_in_words_and_found_by_subject_and_person(auditor: Client, tender: Tender) -> None:
    page = auditor.get(f"/audit/?subject=tender:{tender.pk}").content.decode()
    assert page.count('<th scope="row"') == 1
    assert "<td>사업 시작</td>" in page
    assert "README.md, tender.toml" in page
    assert auditor.get("/audit/?person=가상시청officer").content.decode().count('<th scope="row"') == 1
    assert "조건에 맞는 기록이 없습니다." in auditor.get("/audit/?person=없음").content.decode()
    assert auditor.get(f"/audit/?subject={'x' * 99}").status_code == 200


def test_an_auditor_reads_the_own_agencys_entries_and_an_administrator_all(
    entered: Callable[[str], Client], tender: Tender
) -> None:
    pages = {role: entered(role).get("/audit/").content.decode() for role in ("auditor", "administrator")}
    assert {role: "organisation:1<" in page for role, page in pages.items()} == {
        "auditor": False,
        "administrator": True,
    }
    assert all(f"tender:{tender.pk}<" in page for page in pages.values())


def test_the_chain_is_read_from_its_beginning(auditor: Client, tender: Tender) -> None:
    page = auditor.post("/audit/check/", {"head": ""}).content.decode()
    assert "온전합니다" in page
    assert AuditHead.objects.get().digest in page
    assert "인쇄된 머리값" in auditor.post("/audit/check/", {"head": "f" * 64}).content.decode()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER auditentry_no_update")
    AuditEntry.objects.filter(subject=f"tender:{tender.pk}").update(details="{}")
    broken = auditor.post("/audit/check/", {"head": ""}).content.decode()
    assert "온전하지 않습니다" in broken
    assert "내용이 바뀌었습니다" in broken


def test_longer_lists_ask_the_database_no_more(
    auditor: Client, tender: Tender, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(10) as one:
        auditor.get("/audit/")
    for number in ("B-2", "C-3"):
        drafted(tender.agency, tender.officer, number=number)
    with django_assert_num_queries(len(one)):
        auditor.get("/audit/")


@pytest.mark.parametrize("role", ["officer", "chair", "evaluator", "nobody"])
def test_others_do_not_read_it_and_their_try_is_an_entry(entered: Callable[[str], Client], role: str) -> None:
    answer = entered(role).get("/audit/")
    last = AuditEntry.objects.last()
    assert last is not None
    assert (answer.status_code, last.act, last.details) == (403, "access.refused", '{"path": "/audit/"}')
