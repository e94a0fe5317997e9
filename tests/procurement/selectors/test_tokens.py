from __future__ import annotations

from datetime import timedelta

import pytest

from procurement.models import User
from procurement.selectors.tokens import secret_digest, token_of, tokens_for
from procurement.services.tokens import give_token
from tests.procurement.actors import AT, acting, agency, person

pytestmark = pytest.mark.django_db


def test_a_token_is_good_until_it_expires_for_a_person_who_may_sign_in() -> None:
    user = person("담당", at=agency())
    token, secret = give_token("x", scopes=["plans:write"], days=1, by=acting(user), at=AT)
    assert token.digest == secret_digest(secret)
    assert token_of(secret, at=AT + timedelta(hours=23)) == token
    assert token_of(secret, at=AT + timedelta(hours=25)) is None
    assert token_of(secret + "x", at=AT) is None
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert token_of(secret, at=AT) is None


def test_tokens_are_ones_own() -> None:
    own = agency()
    user, other = person("가", at=own), person("나", at=own)
    token, _ = give_token("x", scopes=["plans:write"], days=1, by=acting(user), at=AT)
    assert (list(tokens_for(user)), list(tokens_for(other))) == ([token], [])
