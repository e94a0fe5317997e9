from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from procurement.models import Tender
from procurement.selectors.drafting import written_in


def test_places_are_named_or_numbered_and_never_twice(entered: Callable[[str], Client], tender: Tender) -> None:
    officer, url = entered("officer"), f"/tenders/{tender.pk}/evaluators/"
    assert "위원1" in officer.get(url).content.decode()
    wrong = ({"names": "가\n가"}, {"names": ""}, {"count": "0"}, {"count": "41"}, {"names": "가" * 41})
    for given in wrong:
        assert officer.post(url, given | {"seen": written_in(tender).digest}).status_code == 422
    officer.post(url, {"names": " 가 \n\n나", "seen": written_in(tender).digest})
    assert written_in(tender).table("evaluators") == {"ids": ["가", "나"]}
    officer.post(url, {"names": "가", "count": "3", "seen": written_in(tender).digest})
    assert written_in(tender).table("evaluators") == {"ids": ["위원1", "위원2", "위원3"]}
