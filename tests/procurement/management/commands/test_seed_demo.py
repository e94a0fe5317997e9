from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from procurement.demo import PASSWORD, PEOPLE
from procurement.models import User

pytestmark = pytest.mark.django_db


def said() -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def test_the_made_up_people_are_added_once(settings: Settings) -> None:
    settings.DEMO = True
    assert "김담당, 이담당, 박결재" in said()
    assert said() == f"넣은 사람 / added: 없음 / none\n비밀번호 / password: {PASSWORD}\n"
    assert {one.username: set(one.roles()) for one in User.objects.all()} == {
        one.username: {one.role} for one in PEOPLE
    }


def test_passwords_that_everyone_knows_are_not_set_outside_the_demo() -> None:
    with pytest.raises(CommandError, match="JEOUL_DEMO=1"):
        said()
    assert User.objects.count() == 0
