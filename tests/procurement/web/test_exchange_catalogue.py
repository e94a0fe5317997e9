from __future__ import annotations

import pytest
from django.test import Client

from procurement.models import Proposal
from tests.procurement.exchange import Cast, cast, proposed
from tests.procurement.web.pages import Page, faults
from tests.procurement.web.test_exchange_release import entering

VALUE = {
    "device": "furiosa-rngd", "field": "tdp_w", "value": "171", "unit": "W", "source_title": "제품 자료",
    "source_url": "https://example.com/rngd", "source_date": "2026-10", "confidence": "A",
}  # fmt: skip


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return cast()


def test_a_supplier_proposes_an_administrator_accepts_and_the_conflict_is_marked(people: Cast) -> None:
    maker, administrator = entering(people.maker), entering(people.administrator)
    assert "출처끼리 다름" not in row_of(Client(), "171")
    sent = maker.post("/results/catalogue/propose/", VALUE, follow=True).content.decode()
    assert "제안했습니다." in sent
    assert "기다리는 중" in sent
    page = administrator.get("/results/catalogue/").content.decode()
    assert faults(Page("", "administrator", page)) == []
    administrator.post(f"/results/catalogue/{Proposal.objects.get().pk}/accept/")
    assert "출처끼리 다름" in row_of(Client(), "171 W")
    assert administrator.post(f"/results/catalogue/{Proposal.objects.get().pk}/accept/").status_code == 409


def row_of(client: Client, value: str) -> str:
    text = client.get("/results/catalogue/").content.decode()
    return next((row for row in text.split("<tr>") if f"<td>{value}" in row), "")


def test_a_declined_value_stays_out_with_its_reason(people: Cast) -> None:
    made = proposed(people, value="999", device="새-장비")
    administrator = entering(people.administrator)
    assert administrator.post(f"/results/catalogue/{made.pk}/decline/", {"reason": ""}).status_code == 422
    administrator.post(f"/results/catalogue/{made.pk}/decline/", {"reason": "출처가 열리지 않음"})
    assert "출처가 열리지 않음" in entering(people.maker).get("/results/catalogue/").content.decode()
    assert "새-장비" not in entering(people.rival).get("/results/catalogue/").content.decode()
    assert "999" not in row_of(Client(), "999")


def test_a_new_device_is_shown_once_it_is_accepted_and_what_lacks_a_source_is_refused(people: Cast) -> None:
    made = proposed(people, device="새-장비")
    entering(people.administrator).post(f"/results/catalogue/{made.pk}/accept/")
    text = Client().get("/results/catalogue/").content.decode()
    assert "새-장비" in text.partition("카탈로그 이력")[2]
    maker = entering(people.maker)
    assert maker.post("/results/catalogue/propose/", VALUE | {"source_url": "nowhere"}).status_code == 422
    assert entering(people.officer).get("/results/catalogue/propose/").status_code == 403
