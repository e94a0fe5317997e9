from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from procurement.models import Tender
from procurement.selectors.drafting import written_in
from procurement.verification import Level
from tests.procurement.exchange import cast, other_run, submitted, verified

SPEED = {
    "sign": "speed",
    "title": "출력 처리량",
    "source": "measure:output_tps_per_accelerator",
    "limit": "3900",
    "model": "Llama 3.1 8B",
    "isl": "128",
    "osl": "4096",
}


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def put(officer: Client, tender: Tender, key: str, **changed: str) -> int:
    url = f"/tenders/{tender.pk}/gates/{key}/"
    return officer.post(url, SPEED | changed | {"seen": written_in(tender).digest}).status_code


def test_a_requirement_comes_with_the_makers_that_are_known_to_keep_it(officer: Client, tender: Tender) -> None:
    assert put(officer, tender, "new") == 302
    assert written_in(tender).tables("gates")[2] == {
        "id": "speed",
        "title": "출력 처리량",
        "unit": "tokens/s",
        "comparison": ">=",
        "limit": 3900,
        "measure": {"metric": "output_tps_per_accelerator", "statistic": "value", "model": "Llama 3.1 8B",
                    "isl": 128, "osl": 4096},
    }  # fmt: skip
    page = officer.get(f"/tenders/{tender.pk}/gates/").content.decode()
    assert "제조사: 2곳" in page
    assert "3935.25" in page
    assert "미측정" in page


def test_a_limit_that_one_maker_alone_keeps_is_warned_of(officer: Client, tender: Tender) -> None:
    put(officer, tender, "new", limit="13000")
    page = officer.get(f"/tenders/{tender.pk}/gates/").content.decode()
    assert "제조사: 1곳" in page
    assert "경쟁을 제한할 수 있습니다" in page


def test_a_requirement_is_changed_in_its_place_and_taken_away(officer: Client, tender: Tender) -> None:
    power = {"sign": "server_power", "title": "전력", "source": "offer:power_w", "limit": "9000"}
    url = f"/tenders/{tender.pk}/gates/server_power/"
    assert officer.post(url, power | {"seen": written_in(tender).digest}).status_code == 302
    assert [(one["id"], one["limit"]) for one in written_in(tender).tables("gates")] == [
        ("server_power", 9000),
        ("server_height", 8),
    ]
    assert officer.post(f"{url}remove/", {"seen": written_in(tender).digest}).status_code == 302
    assert officer.post(f"{url}remove/", {"seen": written_in(tender).digest}).status_code == 404
    officer.post(f"/tenders/{tender.pk}/gates/server_height/remove/", {"seen": written_in(tender).digest})
    assert "gates" not in written_in(tender).values
    assert "아직 성능 요구가 없습니다" in officer.get(f"/tenders/{tender.pk}/gates/").content.decode()


def test_a_measured_requirement_needs_its_conditions_and_a_sign_of_its_own(officer: Client, tender: Tender) -> None:
    before = written_in(tender)
    assert put(officer, tender, "new", model="") == 422
    assert put(officer, tender, "new", sign="속도") == 422
    assert put(officer, tender, "new", limit="-1") == 422
    assert put(officer, tender, "new", title="RNGD 처리량") == 422
    assert put(officer, tender, "nothing") == 404
    assert written_in(tender) == before


def test_without_the_digest_of_what_was_seen_nothing_is_taken_away(officer: Client, tender: Tender) -> None:
    answer = officer.post(f"/tenders/{tender.pk}/gates/server_power/remove/", follow=True)
    assert "화면을 새로 열어" in answer.content.decode()
    assert len(written_in(tender).tables("gates")) == 2


def test_verified_releases_that_one_may_see_are_counted_apart(officer: Client, tender: Tender) -> None:
    assert put(officer, tender, "new", model="mock-model", osl="64", limit="20") == 302
    people = cast("다른시청", "다른도청")
    verified(submitted(people.rival, level=Level.PRIVATE, data=other_run()), people)
    page = officer.get(f"/tenders/{tender.pk}/gates/").content.decode()
    assert "검증된 성능자료로 지키는 것이 보이는 제조사: 0곳." in page
    verified(submitted(people.maker, level=Level.PUBLIC), people)
    page = officer.get(f"/tenders/{tender.pk}/gates/").content.decode()
    assert "검증된 성능자료로 지키는 것이 보이는 제조사: 1곳. FuriosaAI" in " ".join(page.split())
