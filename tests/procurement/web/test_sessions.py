from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from procurement.models import AuditEntry, User
from tests.procurement.actors import PASSWORD
from tests.procurement.web.conftest import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_counts() -> None:
    """What was counted in other tests."""
    cache.clear()


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> int:
    return client.post("/sign-in/", {"login": name, "password": password, **more}).status_code


def code(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def acts() -> list[tuple[str, str]]:
    """What happened at the door, without the cast's own appointments."""
    return [(one.act, one.who) for one in AuditEntry.objects.filter(act__regex="^(session|password|second_factor)")]


def test_signing_in_takes_the_password_and_the_code_and_gives_a_new_session(
    client: Client, cast: dict[str, User]
) -> None:
    client.get("/sign-in/")
    client.session["kept"] = 1
    before = client.session.session_key
    assert sign_in(client, cast["officer"].username) == 302
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    assert client.post("/sign-in/code/", {"code": code()}).headers["Location"] == "/"
    assert client.session.session_key != before
    assert client.get("/").status_code == 200
    who = cast["officer"].username
    assert acts() == [("session.failed", "(방문자)"), ("session.begun", who)]


def test_a_password_changed_elsewhere_ends_the_session(entered: Callable[[str], Client], cast: dict[str, User]) -> None:
    browser = entered("auditor")
    cast["auditor"].set_password("another-password-9")
    cast["auditor"].save()
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil"])
def test_signing_in_leads_to_no_other_host(client: Client, next_page: str) -> None:
    person = User.objects.create(username="한위원")
    person.set_password(PASSWORD)
    person.save()
    answer = client.post("/sign-in/", {"login": "한위원", "password": PASSWORD, "next": next_page})
    assert answer.headers["Location"] == "/"
    assert client.post("/language/", {"language": "en", "next": next_page}).headers["Location"] == "/"


def test_five_wrong_passwords_lock_even_the_right_one_out(client: Client, cast: dict[str, User]) -> None:
    name = cast["nobody"].username
    assert [sign_in(client, name, "wrong") for _ in range(5)] == [200] * 4 + [429]
    answer = client.post("/sign-in/", {"login": name, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "15분 뒤에 다시" in answer.content.decode()
    kept = [(one.act, json.loads(one.details)) for one in AuditEntry.objects.filter(act__startswith="session")]
    assert [act for act, _ in kept] == ["session.failed"] * 4 + ["session.locked_out"] * 2
    assert {details["username"] for _, details in kept} == {name}


def test_a_name_that_nobody_has_is_not_kept(client: Client) -> None:
    sign_in(client, "hunter2-my-password", "x")
    assert "hunter2" not in AuditEntry.objects.get().details


def test_a_session_that_is_not_used_ends(entered: Callable[[str], Client], settings: Settings) -> None:
    browser = entered("officer")
    assert browser.get("/").status_code == 200
    kept = Session.objects.get(session_key=browser.session.session_key)
    assert abs(kept.expire_date - timezone.now() - timedelta(minutes=settings.IDLE_MINUTES)) < timedelta(minutes=1)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert browser.post("/session/extend/").status_code == 204
    kept.refresh_from_db()
    assert kept.expire_date > timezone.now() + timedelta(minutes=10)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get("/").headers["Location"] == "/sign-in/?next=/"


def test_signing_out_is_a_post(entered: Callable[[str], Client], cast: dict[str, User]) -> None:
    browser = entered("officer")
    assert browser.get("/sign-out/").status_code == 200
    assert browser.get("/").status_code == 200
    assert browser.post("/sign-out/").status_code == 302
    assert browser.get("/").status_code == 302
    assert acts()[-1] == ("session.ended", cast["officer"].username)


def test_a_second_factor_is_set_up_shown_as_a_picture_and_taken_away(
    client: Client, cast: dict[str, User], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    Authenticator.objects.filter(user=cast["officer"]).delete()
    assert sign_in(client, cast["officer"].username) == 302
    assert client.get("/tenders/").headers["Location"] == "/account/second-factor/add/"
    assert client.get("/account/second-factor/picture.svg").status_code == 404
    assert client.get("/account/second-factor/add/").headers["Location"].startswith("/sign-in/again/")
    assert client.post("/sign-in/again/", {"password": "wrong"}).status_code == 200
    assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 302
    page = client.get("/account/second-factor/add/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page
    picture = client.get("/account/second-factor/picture.svg")
    assert (picture.headers["Content-Type"], picture.content[:4]) == ("image/svg+xml", b"<svg")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/second-factor/add/", {"code": code(secret)})
    assert answer.headers["Location"] == "/account/second-factor/codes/"
    assert client.get("/account/second-factor/codes/").content.decode().count("<li><code>") == 10
    assert client.get("/account/second-factor/codes/download/").headers["Content-Disposition"].startswith("attachment")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/second-factor/codes/new/").status_code == 302
    assert client.get("/tenders/").status_code == 200
    kept = Authenticator.objects.get(user=cast["officer"], type="totp")
    assert secret not in json.dumps(kept.data)
    assert TOTP(kept).validate_code(code(secret))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/second-factor/remove/").status_code == 302
    assert client.get("/tenders/").headers["Location"] == "/account/second-factor/add/"
    kinds = [act for act, _ in acts() if act.startswith("second")]
    added, removed = ["second_factor.added"] * 2, ["second_factor.removed"] * 2  # the app and its recovery codes
    assert kinds == [*added, "second_factor.reset", *removed]


def test_a_recovery_code_stands_in_for_the_app_once(client: Client, cast: dict[str, User]) -> None:
    browser = Client()
    browser.force_login(cast["evaluator"])
    assert browser.get("/account/second-factor/").status_code == 200
    assert sign_in(client, cast["evaluator"].username) == 302
    assert client.get("/sign-in/code/").status_code == 200


def test_changing_the_password_needs_the_old_one_and_is_an_entry(client: Client) -> None:
    person = User.objects.create(username="한위원")
    person.set_password(PASSWORD)
    person.save()
    sign_in(client, "한위원")
    new = "beodeunamu-1443"
    asked = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert client.post("/account/password/", asked).status_code == 200
    assert client.post("/account/password/", asked | {"oldpassword": PASSWORD}).status_code == 302
    assert client.get("/").status_code == 200
    assert acts()[-1] == ("password.changed", "한위원")


def test_the_language_is_chosen_and_kept(client: Client) -> None:
    assert '<html lang="ko">' in client.get("/help/", headers={"accept-language": "en"}).content.decode()
    client.post("/language/", {"language": "en", "next": "/help/"})
    assert '<html lang="en">' in client.get("/help/").content.decode()
