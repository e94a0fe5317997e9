from __future__ import annotations

import tomllib
from datetime import date

import pytest

from procurement.casefile.beginning import Beginning, first_files
from procurement.casefile.procedure import PROCEDURES

BEGUN = Beginning("2026-7", '"따옴표" 서버', "가상시청", date(2026, 11, 2), "negotiation_pps")


def test_a_notice_begins_with_what_it_is_and_the_texts_of_its_procedure() -> None:
    assert tomllib.loads(first_files(BEGUN)["tender.toml"].decode()) == {
        "tender": {
            "id": "2026-7",
            "title": '"따옴표" 서버',
            "agency": "가상시청",
            "rules_day": date(2026, 11, 2),
            "example": False,
            "procedure": "negotiation_pps",
        },
        "rules": {"profiles": ["kr.negotiation.national", "kr.pps.panel", "kr.pps.committee"]},
    }


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_an_example_says_that_it_is_one(procedure: str) -> None:
    begun = Beginning("EX-1", "예시", "가상시청", date(2026, 11, 2), procedure, "지어낸 값")
    tender = tomllib.loads(first_files(begun)["tender.toml"].decode())["tender"]
    assert (tender["example"], tender["example_note"], tender["procedure"]) == (True, "지어낸 값", procedure)
