from __future__ import annotations

from datetime import timedelta

import pytest

from procurement.models import ApiToken, AuditEntry
from procurement.permissions import Role
from procurement.selectors.tokens import token_of
from procurement.services.record import NotAllowed, Unusable
from procurement.services.tokens import end_token, give_token
from tests.procurement.actors import AT, OPERATOR, acting, agency, person

pytestmark = pytest.mark.django_db


def test_a_token_is_given_its_secret_told_once_and_kept_nowhere() -> None:
    user = person("담당", at=agency())
    token, secret = give_token(" 연계 서버 ", scopes=["tenders:read"], days=30, by=acting(user), at=AT)
    assert (token.name, token.scopes, token.expires_at - AT) == ("연계 서버", "tenders:read", timedelta(days=30))
    assert secret.startswith("jeoul_")
    assert len(secret) > 40
    assert secret not in "".join(map(str, ApiToken.objects.values().get().values()))
    entry = AuditEntry.objects.get(act="token.given")
    assert secret not in entry.details
    assert '"scopes": ["tenders:read"]' in entry.details
    found = token_of(secret, at=AT)
    assert found == token


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [
        ("", ["tenders:read"], 1),
        ("x", [], 1),
        ("x", ["all:read"], 1),
        ("x", ["tenders:read"], 0),
        ("x", ["tenders:read"], 367),
    ],
)
def test_what_is_wrong_is_refused(name: str, scopes: list[str], days: int) -> None:
    user = person("담당", at=agency())
    with pytest.raises(Unusable):
        give_token(name, scopes=scopes, days=days, by=acting(user), at=AT)
    assert not ApiToken.objects.exists()


def test_only_a_person_has_tokens_and_ends_the_own_ones_or_an_administrator_does() -> None:
    own = agency()
    user, other, chief = person("가", at=own), person("나", at=own), person("다", Role.ADMINISTRATOR, at=own)
    with pytest.raises(NotAllowed):
        give_token("x", scopes=["tenders:read"], days=1, by=OPERATOR, at=AT)
    token, secret = give_token("x", scopes=["tenders:read"], days=1, by=acting(user), at=AT)
    with pytest.raises(NotAllowed):
        end_token(token, by=acting(other), at=AT)
    end_token(token, by=acting(chief), at=AT)
    assert token_of(secret, at=AT) is None
    with pytest.raises(Unusable, match="이미 없앤"):
        end_token(token, by=acting(user), at=AT)
