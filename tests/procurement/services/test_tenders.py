from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from procurement.casefile.beginning import Beginning, first_files
from procurement.models import AuditEntry, Tender
from procurement.permissions import Role
from procurement.selectors.tenders import digest_of, files_of
from procurement.services.record import NotAllowed, Unusable
from procurement.services.tenders import cancel, publish, put_file, put_section, start_tender
from procurement.workflow import NotYet, Stage
from tests.procurement.actors import AT, OPERATOR, acting, person
from tests.procurement.drafts import drafted, notice, office

pytestmark = pytest.mark.django_db


def test_a_tender_is_drafted_changed_published_and_then_frozen() -> None:
    own, officer = office()
    made = drafted(own, officer)
    changed = notice()["tender.toml"].replace("LLM 추론 서버 구매".encode(), "LLM 추론 서버 임차".encode())
    put_file(made, path="tender.toml", content=changed, by=acting(officer), at=AT)
    published = publish(made, by=acting(officer), at=AT)
    assert (published.stage, published.title[-2:]) == (Stage.PUBLISHED, "임차")
    assert published.notice_digest == digest_of(files_of(made)) == digest_of(notice() | {"tender.toml": changed})
    with pytest.raises(NotYet, match="only while draft, it is published now"):
        put_file(made, path="tender.toml", content=changed, by=acting(officer), at=AT)
    with pytest.raises(NotYet, match="no step from published to published"):
        publish(made, by=acting(officer), at=AT)
    acts = [(one.act, one.who) for one in AuditEntry.objects.filter(subject=f"tender:{made.pk}")]
    assert acts == [(f"tender.{act}", "가상시청담당") for act in ("started", "file_put", "published")]


def test_cancelling_needs_a_reason_and_ends_it() -> None:
    own, officer = office()
    made = drafted(own, officer)
    with pytest.raises(Unusable, match="취소 사유"):
        cancel(made, reason=" \n", by=acting(officer), at=AT)
    assert cancel(made, reason=" 예산 삭감 ", by=acting(officer), at=AT).stage == Stage.CANCELLED
    last = AuditEntry.objects.last()
    assert last is not None
    assert json.loads(last.details) == {"reason": "예산 삭감", "stage": "draft"}
    with pytest.raises(NotYet):
        publish(made, by=acting(officer), at=AT)


def test_nobody_but_the_agencys_officers_may() -> None:
    own, officer = office()
    _, stranger = office("가상도청")
    made, before = drafted(own, officer), AuditEntry.objects.count()
    auditor = person("감사", Role.AUDITOR, at=own)
    before += 2
    for by in (acting(stranger), acting(auditor), OPERATOR):
        tries = (
            lambda by=by: start_tender(notice("X-2"), agency=own, by=by, at=AT),
            lambda by=by: put_file(made, path="a.md", content=b"", by=by, at=AT),
            lambda by=by: publish(made, by=by, at=AT),
            lambda by=by: cancel(made, reason="까닭", by=by, at=AT),
        )
        for one in tries:
            with pytest.raises(NotAllowed, match="가상시청의 계약담당자만"):
                one()
    assert (AuditEntry.objects.count(), Tender.objects.get().stage, made.files.count()) == (before, "draft", 2)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("../tender.toml", "받을 수 없는 이름"),
        ("/etc/passwd.toml", "받을 수 없는 이름"),
        ("a/b/c.toml", "받을 수 없는 이름"),
        ("run.py", "받을 수 없는 이름"),
        (".toml", "받을 수 없는 이름"),
        ("notice.toml\n", "받을 수 없는 이름"),
        ("bids/a.toml", "공고 뒤에 받습니다"),
        ("marks.csv", "공고 뒤에 받습니다"),
    ],
)
def test_names_that_lead_elsewhere_and_files_that_come_later_are_refused(path: str, said: str) -> None:
    own, officer = office()
    made = drafted(own, officer)
    with pytest.raises(Unusable, match=said):
        put_file(made, path=path, content=b"", by=acting(officer), at=AT)
    with pytest.raises(Unusable, match=said):
        start_tender(notice("X-2") | {path: b""}, agency=own, by=acting(officer), at=AT)


def test_too_large_a_file_and_an_unreadable_folder_are_refused_whole() -> None:
    own, officer = office()
    made, before = drafted(own, officer), AuditEntry.objects.count()
    wrong = (
        ("big.md", b"x" * 1_000_001, "1,000,001바이트"),
        ("tender.toml", b"[tender", "tender.toml"),
        ("tender.toml", notice("EX-2")["tender.toml"], "공고번호는 EX-2026-001이어야"),
        ("tender.toml", notice()["tender.toml"].replace("처리량".encode(), "퓨리오사AI 처리량".encode()), "퓨리오사"),
    )
    for path, content, said in wrong:
        with pytest.raises(Unusable, match=said):
            put_file(made, path=path, content=content, by=acting(officer), at=AT)
    with pytest.raises(Unusable, match=r"tender\.toml"):
        start_tender({}, agency=own, by=acting(officer), at=AT)
    with pytest.raises(Unusable, match="EX-2026-001: 이미 있습니다"):
        drafted(own, officer)
    assert files_of(Tender.objects.get()) == notice()
    assert AuditEntry.objects.count() == before


BEGUN = Beginning("2026-7", "서버 구매", "가상시청", date(2026, 11, 2), "negotiation_national")


def test_a_notice_is_written_section_by_section_and_published_when_nothing_is_open() -> None:
    own, officer = office()
    made = start_tender(first_files(BEGUN), agency=own, by=acting(officer), at=AT)
    with pytest.raises(Unusable, match=r"(?s)마저 정해야.*- 기준금액 E는 몇 원.*- 평가항목을 하나 이상.*- 평가위원"):
        publish(made, by=acting(officer), at=AT)
    whole = tomllib.loads(notice()["tender.toml"].decode(), parse_float=Decimal)
    for section in ("rules", "criteria", "gates", "price", "evaluators"):
        seen = made.files.get().sha256
        put_section(made, section=section, value=whole[section], seen=seen, by=acting(officer), at=AT)
    assert publish(made, by=acting(officer), at=AT).stage == Stage.PUBLISHED
    written = tomllib.loads(bytes(made.files.get().content).decode(), parse_float=Decimal)
    assert {key: written[key] for key in ("rules", "criteria", "gates", "price", "evaluators")} == {
        key: whole[key] for key in ("rules", "criteria", "gates", "price", "evaluators")
    }
    last = AuditEntry.objects.filter(act="tender.section_put").last()
    assert last is not None
    assert json.loads(last.details)["section"] == "evaluators"
    with pytest.raises(NotYet):
        put_section(made, section="price", value=None, seen=made.files.get().sha256, by=acting(officer), at=AT)


def test_a_section_changed_by_another_in_between_or_wrong_or_by_a_stranger_is_refused() -> None:
    own, officer = office()
    _, stranger = office("가상도청")
    made = drafted(own, officer)
    before, seen = AuditEntry.objects.count(), made.files.get(path="tender.toml").sha256
    tries = (
        (officer, {"points": 20, "weight_reason": "까닭"}, "0" * 64, "그사이 공고가 바뀌었습니다"),
        (officer, {"points": "열"}, seen, "points"),
        (officer, {"points": 10, "wishes": 1}, seen, "wishes"),
    )
    for by, value, known, said in tries:
        with pytest.raises(Unusable, match=said):
            put_section(made, section="price", value=value, seen=known, by=acting(by), at=AT)
    with pytest.raises(NotAllowed):
        put_section(made, section="price", value=None, seen=seen, by=acting(stranger), at=AT)
    assert (files_of(Tender.objects.get()), AuditEntry.objects.count()) == (notice(), before)


def test_a_section_in_a_shape_of_its_own_is_left_to_its_writer() -> None:
    own, officer = office()
    made = start_tender(first_files(BEGUN), agency=own, by=acting(officer), at=AT)
    text = "criteria = [ # 한 줄로\n]\n" + bytes(made.files.get().content).decode()
    put_file(made, path="tender.toml", content=text.encode(), by=acting(officer), at=AT)
    rows = [{"id": "a", "title": "이해도", "group": "기술", "kind": "qualitative", "points": 90}]
    with pytest.raises(Unusable, match="화면에서 고칠 수 없는 모양"):
        put_section(made, section="criteria", value=rows, seen=made.files.get().sha256, by=acting(officer), at=AT)
