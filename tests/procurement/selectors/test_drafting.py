from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from procurement.selectors.drafting import progress_of, written_in
from procurement.services.tenders import put_section
from tests.procurement.actors import AT, acting
from tests.procurement.drafts import drafted, notice, office

pytestmark = pytest.mark.django_db


def test_a_notice_is_read_as_it_is_written() -> None:
    own, officer = office()
    made = drafted(own, officer)
    found = written_in(made)
    assert found.digest == hashlib.sha256(notice()["tender.toml"]).hexdigest()
    assert found.table("price")["points"] == 10
    assert found.tables("criteria")[4]["missing_share"] == Decimal("0.7")
    assert (found.table("nothing"), found.tables("nothing")) == ({}, [])
    assert progress_of(made).open == ()


def test_what_is_taken_away_is_open_again() -> None:
    own, officer = office()
    made = drafted(own, officer)
    found = written_in(made)
    put_section(made, section="evaluators", value=None, seen=found.digest, by=acting(officer), at=AT)
    assert [one.key for one in progress_of(made).parts if one.open] == ["evaluators"]
    assert written_in(made).table("evaluators") == {}
