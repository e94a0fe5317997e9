from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from procurement.demo import seed_demo
from procurement.models import AuditEntry, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True
    seed_demo(at=datetime(2026, 11, 22, tzinfo=UTC))


@pytest.mark.urls("tests.procurement.web.demo_urls")
@pytest.mark.usefixtures("demo")
def test_one_press_enters_as_a_made_up_person(client: Client) -> None:
    assert "김담당 (계약담당자)(으)로 들어가기" in client.get("/sign-in/").content.decode()
    assert client.post("/demo/enter/", {"person": "김담당"}).headers["Location"] == "/"
    assert "김담당" in client.get("/").content.decode()
    last = AuditEntry.objects.last()
    assert last is not None
    assert (last.act, last.who) == ("session.begun", "김담당")


@pytest.mark.urls("tests.procurement.web.demo_urls")
@pytest.mark.usefixtures("demo")
def test_it_lets_nobody_in_outside_the_demo_and_no_other_person(client: Client, settings: Settings) -> None:
    User.objects.create(username="진짜")
    assert client.post("/demo/enter/", {"person": "진짜"}).status_code == 404
    settings.DEMO = False
    assert client.post("/demo/enter/", {"person": "김담당"}).status_code == 404
    assert "들어가기" not in client.get("/sign-in/").content.decode()


def test_the_door_has_no_address_without_the_switch(client: Client) -> None:
    assert client.post("/demo/enter/", {"person": "김담당"}).status_code == 404
