from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from procurement.models import Usage

pytestmark = pytest.mark.django_db


def test_a_minute_has_one_count() -> None:
    Usage.objects.create(who="a", kind="upload", minute=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Usage.objects.create(who="a", kind="upload", minute=1)
