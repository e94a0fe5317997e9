"""A notice written in forms from nothing, until it says what the example's file says."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from procurement.models import Tender
from procurement.selectors.drafting import progress_of, written_in
from procurement.web.entries import initial_of
from tests.procurement.drafts import notice
from tests.procurement.web.test_build_rules import answered

EXAMPLE: dict[str, Any] = tomllib.loads(notice()["tender.toml"].decode(), parse_float=Decimal)
BEGUN = {"number": "2026-77", "title": "추론 서버 구매", "rules_day": "2026-11-02", "procedure": "negotiation_national"}


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def begun(officer: Client) -> Tender:
    assert officer.post("/tenders/new/form/", BEGUN).status_code == 302
    return Tender.objects.get(number="2026-77")


def seen(tender: Tender) -> str:
    return written_in(tender).digest


def sent(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as a browser sends them."""
    return {key: value for key, value in fields.items() if value is not None}


def test_a_notice_is_begun_and_lists_what_is_left(officer: Client) -> None:
    made = begun(officer)
    page = officer.get(f"/tenders/{made.pk}/").content.decode()
    assert "공고할 때까지 정할 것" in page
    assert "평가위원의 자리를 정해야 합니다" in page
    again = officer.post("/tenders/new/form/", BEGUN)
    assert (again.status_code, "이미 있습니다" in again.content.decode()) == (422, True)


def test_forms_come_to_the_same_notice_as_the_file(officer: Client) -> None:
    made = begun(officer)
    url = f"/tenders/{made.pk}"
    officer.post(f"{url}/rules/", answered(EXAMPLE["rules"], seen=seen(made)))
    for gate in EXAMPLE["gates"]:
        answer = officer.post(f"{url}/gates/new/", sent(initial_of(gate)) | {"seen": seen(made)})
        assert answer.status_code == 302, answer.content.decode()
    for item in EXAMPLE["criteria"]:
        answer = officer.post(f"{url}/criteria/new/", sent(initial_of(item)) | {"seen": seen(made)})
        assert answer.status_code == 302, answer.content.decode()
    officer.post(f"{url}/criteria/", EXAMPLE["price"] | {"seen": seen(made)})
    officer.post(f"{url}/evaluators/", {"count": 7, "seen": seen(made)})
    written = written_in(made).values
    assert {key: written[key] for key in ("rules", "gates", "criteria", "price", "evaluators")} == {
        key: EXAMPLE[key] for key in ("rules", "gates", "criteria", "price", "evaluators")
    }
    assert progress_of(made).open == ()
    page = officer.get(f"{url}/publish/").content.decode()
    assert "위의 파일을 확인했습니다" in page
    assert "1,650,000,000원" in page


def test_publishing_says_what_is_open_and_has_no_button(officer: Client) -> None:
    made = begun(officer)
    page = officer.get(f"/tenders/{made.pk}/publish/").content.decode()
    assert "아직 공고할 수 없습니다" in page
    assert "위의 파일을 확인했습니다" not in page


def test_basics_change_and_the_number_stays(officer: Client) -> None:
    made = begun(officer)
    given = {
        "title": "서버 임차",
        "rules_day": "2026-11-03",
        "procedure": "negotiation_national",
        "example_note": "예시",
    }
    assert officer.post(f"/tenders/{made.pk}/basics/", given | {"seen": seen(made)}).status_code == 302
    made.refresh_from_db()
    table = written_in(made).table("tender")
    assert (made.title, made.number, table["example"], table["id"]) == ("서버 임차", "2026-77", True, "2026-77")
    wrong = officer.post(f"/tenders/{made.pk}/basics/", given | {"procedure": "negotiation_pps", "seen": seen(made)})
    assert (wrong.status_code, "kr.pps.panel" in wrong.content.decode()) == (422, True)


def test_what_another_changed_in_between_is_not_overwritten(officer: Client) -> None:
    made = begun(officer)
    old = seen(made)
    officer.post(f"/tenders/{made.pk}/evaluators/", {"count": 5, "seen": old})
    late = officer.post(f"/tenders/{made.pk}/evaluators/", {"count": 9, "seen": old})
    assert (late.status_code, "그사이 공고가 바뀌었습니다" in late.content.decode()) == (422, True)
    assert len(written_in(made).table("evaluators")["ids"]) == 5
