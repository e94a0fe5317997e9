from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from procurement.models import Organisation


@pytest.mark.django_db
def test_it_adds_the_members_once() -> None:
    first, again = StringIO(), StringIO()
    call_command("seed_council", stdout=first)
    call_command("seed_council", stdout=again)
    assert first.getvalue().startswith("넣은 기관 / added: 퓨리오사AI, 리벨리온")
    assert again.getvalue() == "넣은 기관 / added: 없음 / none\n"
    assert Organisation.objects.count() == 15
