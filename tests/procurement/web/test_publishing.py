from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from procurement.models import AuditEntry, Tender
from procurement.selectors.tenders import digest_of, files_of
from procurement.services.tenders import put_file
from tests.procurement.actors import AT, acting


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def stage(tender: Tender) -> str:
    return Tender.objects.get(pk=tender.pk).stage


def test_publishing_shows_what_freezes_and_asks_once(officer: Client, tender: Tender) -> None:
    digest, url = digest_of(files_of(tender)), f"/tenders/{tender.pk}/publish/"
    page = officer.get(url).content.decode()
    assert "되돌릴 수 없습니다" in page
    assert page.count(digest) == 2
    assert officer.post(url, {"digest": digest}).status_code == 422
    assert stage(tender) == "draft"
    assert officer.post(url, {"digest": digest, "sure": "on"}).status_code == 302
    assert (stage(tender), Tender.objects.get().notice_digest) == ("published", digest)
    assert officer.get(url).status_code == 409


def test_files_that_changed_after_they_were_shown_are_not_published(officer: Client, tender: Tender) -> None:
    seen = digest_of(files_of(tender))
    put_file(tender, path="README.md", content=b"new", by=acting(tender.officer), at=AT)
    answer = officer.post(f"/tenders/{tender.pk}/publish/", {"digest": seen, "sure": "on"})
    assert (answer.status_code, stage(tender)) == (422, "draft")
    assert "그사이 파일이 바뀌었습니다" in answer.content.decode()


def test_cancelling_asks_for_the_reason_and_keeps_it(officer: Client, tender: Tender) -> None:
    url = f"/tenders/{tender.pk}/cancel/"
    assert "취소 사유" in officer.get(url).content.decode()
    assert officer.post(url, {"reason": " "}).status_code == 422
    assert officer.post(url, {"reason": "예산 삭감"}).status_code == 302
    last = AuditEntry.objects.last()
    assert last is not None
    assert (stage(tender), last.address) == ("cancelled", "192.0.2.7")
    assert "예산 삭감" in last.details
    page = officer.get(f"/tenders/{tender.pk}/").content.decode()
    assert "취소된 사업입니다" in page
    assert "/cancel/" not in page


@pytest.mark.parametrize("act", ["publish", "cancel"])
def test_others_of_the_agency_may_not(entered: Callable[[str], Client], tender: Tender, act: str) -> None:
    auditor = entered("auditor")
    answers = [auditor.get(f"/tenders/{tender.pk}/{act}/"), auditor.post(f"/tenders/{tender.pk}/{act}/")]
    assert [one.status_code for one in answers] == [403, 403]
    assert stage(tender) == "draft"
