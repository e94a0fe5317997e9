from __future__ import annotations

from procurement.selectors.verification import verified_of
from tests.procurement.exports.cases import step


def test_today_nothing_is_verified() -> None:
    assert verified_of(step("8", "1", "1")) is None
