from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from procurement.models import ApiToken, KeptReply
from tests.procurement.actors import AT, agency, person

pytestmark = pytest.mark.django_db


def test_a_token_has_a_name_a_scope_and_an_end() -> None:
    user = person("담당", at=agency())
    whole = {"user": user, "name": "서버", "scopes": "tenders:read", "digest": "a" * 64, "begun_at": AT}
    wrong: list[dict[str, object]] = [
        {"expires_at": AT},
        {"expires_at": AT + timedelta(days=1), "name": ""},
        {"expires_at": AT + timedelta(days=1), "scopes": ""},
    ]
    for one in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiToken.objects.create(**whole | one)
    assert str(ApiToken.objects.create(**whole, expires_at=AT + timedelta(days=1))) == "서버"


def test_a_key_has_one_reply_for_each_person() -> None:
    one, other = (person(name, at=agency(name)) for name in ("가", "나"))
    KeptReply.objects.create(user=one, key="k", asked="a", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptReply.objects.create(user=one, key="k", asked="b", at=AT)
    assert str(KeptReply.objects.create(user=other, key="k", asked="a", at=AT)) == "k"
