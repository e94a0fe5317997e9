from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from procurement.models import ApiToken, User
from procurement.permissions import Role
from procurement.services.tokens import end_token
from tests.procurement.actors import acting, agency, person
from tests.procurement.api.client import V1, Api, api_of, problem, token_for, visitor
from tests.procurement.rounds import crew

pytestmark = pytest.mark.django_db


def test_without_a_good_token_nobody_is_let_in() -> None:
    officer = crew().officer
    assert problem(visitor().get("me"))["status"] == 401
    assert visitor().get("me").headers["WWW-Authenticate"] == "Bearer"
    assert Api("jeoul_wrong").get("me").status_code == 401
    secret = token_for(officer)
    assert Api(secret).get("me").json()["username"] == officer.username
    ApiToken.objects.update(begun_at=datetime(2020, 1, 1, tzinfo=UTC), expires_at=datetime(2020, 1, 2, tzinfo=UTC))
    assert Api(secret).get("me").status_code == 401
    ApiToken.objects.update(expires_at=datetime.now(tz=UTC) + timedelta(days=1))
    assert Api(secret).get("me").status_code == 200
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert Api(secret).get("me").status_code == 401


def test_an_ended_token_is_no_good() -> None:
    officer = crew().officer
    secret = token_for(officer)
    end_token(ApiToken.objects.get(), by=acting(officer), at=datetime.now(tz=UTC))
    assert Api(secret).get("me").status_code == 401


def test_a_token_is_good_for_its_scopes_only() -> None:
    officer = crew().officer
    reads = api_of(officer, "tenders:read")
    assert reads.get("tenders").status_code == 200
    assert reads.post_zip("tenders", {}).status_code == 403
    assert reads.get("plans").status_code == 403
    assert reads.get("me").status_code == 200
    writes = api_of(officer, "plans:write")
    assert writes.get("plans").status_code == 200
    assert writes.get("record").status_code == 403


def test_an_address_that_guesses_has_to_wait() -> None:
    answers = [Api(f"jeoul_{number}").get("me").status_code for number in range(11)]
    assert answers == [401] * 10 + [429]
    assert 0 < int(Api("jeoul_x").get("me").headers["Retry-After"]) <= 60
    assert api_of(crew().officer).get("me").status_code == 200


def test_the_session_of_the_web_is_good_with_its_second_factor_and_its_guard() -> None:
    officer = crew().officer
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert "2차 인증" in problem(client.get(f"{V1}me"))["detail"]
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    assert client.get(f"{V1}me").json()["username"] == officer.username
    forged = client.post(f"{V1}organisations/council")
    assert problem(forged)["status"] == 403


def test_who_needs_no_second_factor_is_let_in_without() -> None:
    client = Client()
    supplier = person("감사", Role.AUDITOR, at=agency())
    client.force_login(supplier, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"{V1}me").status_code == 200
