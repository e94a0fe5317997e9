from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from procurement.models import ApiToken
from procurement.permissions import SCOPES
from procurement.web.tokens import choices, scope_words

PAGE = "/account/tokens/"


@pytest.fixture
def client(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def test_a_token_is_made_shown_once_and_ended(client: Client) -> None:
    given = {"name": "연계 서버", "scopes": ["tenders:read", "plans:write"], "days": "30"}
    made = client.post(PAGE, given).content.decode()
    secret = re.search(r"jeoul_[\w-]+", made)
    assert secret
    later = client.get(PAGE).content.decode()
    assert "jeoul_" not in later
    assert "장비 구성 보고 바꾸기" in later
    asks = Client(headers={"Authorization": f"Bearer {secret[0]}"})
    assert asks.get("/api/v1/tenders").status_code == 200
    token = ApiToken.objects.get()
    assert client.post(f"{PAGE}{token.pk}/end/").status_code == 302
    assert asks.get("/api/v1/tenders").status_code == 401
    assert "없앰" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{token.pk}/end/").status_code == 302


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"days": "400"}])
def test_what_is_wrong_is_said_and_no_token_is_made(client: Client, wrong: dict[str, object]) -> None:
    answer = client.post(PAGE, {"name": "x", "scopes": ["tenders:read"], "days": "1"} | wrong)
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_anothers_token_does_not_exist(client: Client, entered: Callable[[str], Client]) -> None:
    client.post(PAGE, {"name": "x", "scopes": ["tenders:read"], "days": "1"})
    assert entered("approver").post(f"{PAGE}{ApiToken.objects.get().pk}/end/").status_code == 404


def test_every_scope_has_words() -> None:
    assert [scope for scope, _ in choices()] == list(SCOPES)
    assert scope_words("cards:read") == "내 평가표 보기"
