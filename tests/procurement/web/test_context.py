from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from pytest_django import Settings

from procurement import __version__
from procurement.demo import PASSWORD
from procurement.models import User
from procurement.web.context import surroundings


def test_every_page_knows_who_is_there_and_what_they_may_open(rf: RequestFactory, cast: dict[str, User]) -> None:
    request = rf.get("/")
    request.user = cast["administrator"]
    found = surroundings(request)
    assert (found["role_names"], found["may_audit"], found["may_edit_people"]) == (["관리자"], True, True)
    request.user = AnonymousUser()
    found = surroundings(request)
    assert (found["role_names"], found["may_audit"], found["may_edit_people"]) == ([], False, False)
    assert found["version"] == __version__


def test_the_demos_password_is_known_in_the_demo_only(rf: RequestFactory, settings: Settings) -> None:
    assert surroundings(rf.get("/"))["demo_password"] == ""
    settings.DEMO = True
    assert surroundings(rf.get("/"))["demo_password"] == PASSWORD
