from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from procurement.models import Tender
from procurement.selectors.drafting import written_in
from procurement.web.build_rules import answers_in


def answered(rules: dict[str, Any], *, seen: str) -> dict[str, Any]:
    """The fields of the page for a [rules] section."""
    answers = {key: str(value).lower() if isinstance(value, bool) else value for key, value in rules["answers"].items()}
    where = {f"where_{key}": text for key, text in rules["where"].items()}
    chosen = [name for name in rules["profiles"] if name != "kr.negotiation.national"]
    return {"profiles": chosen, "seen": seen} | answers | where


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def test_what_the_rules_ask_is_shown_with_its_clause_and_answers_in_words(officer: Client, tender: Tender) -> None:
    page = officer.get(f"/tenders/{tender.pk}/rules/").content.decode()
    assert "협상에 의한 계약체결기준 별표" in page
    assert "kr.negotiation.national" in page
    found = {question: answer for question, answer, _ in answers_in(tender)}
    assert "사업예산" in found.values()
    assert "1,650,000,000원" in found.values()
    assert "적용하지 않음" in found.values()


def test_an_answer_may_stay_open_and_saving_changes_nothing_else(officer: Client, tender: Tender) -> None:
    before = written_in(tender)
    rules = before.table("rules")
    fields = answered(rules, seen=before.digest)
    assert officer.post(f"/tenders/{tender.pk}/rules/", fields).status_code == 302
    assert written_in(tender).values == before.values
    del fields["E_amount"], fields["where_E_amount"]
    officer.post(f"/tenders/{tender.pk}/rules/", fields | {"seen": written_in(tender).digest})
    after = written_in(tender).table("rules")
    assert "E_amount" not in after["answers"]
    assert "E_amount" not in after["where"]
    assert len(after["answers"]) == 12


def test_wrong_answers_are_refused_beside_their_question(officer: Client, tender: Tender) -> None:
    before = written_in(tender)
    fields = answered(before.table("rules"), seen=before.digest)
    for key, value in (
        ("E_amount", "많이"),
        ("differential_step", "반점"),
        ("E_kind", "guess"),
        ("profiles", ["kr.x"]),
    ):
        assert officer.post(f"/tenders/{tender.pk}/rules/", fields | {key: value}).status_code == 422
    assert written_in(tender) == before


def test_a_rule_text_is_taken_away_and_its_question_is_asked_of_the_notice(officer: Client, tender: Tender) -> None:
    before = written_in(tender)
    fields = answered(before.table("rules"), seen=before.digest) | {"profiles": ["kr.pps.panel"]}
    assert officer.post(f"/tenders/{tender.pk}/rules/", fields).status_code == 302
    assert written_in(tender).table("rules")["profiles"] == ["kr.negotiation.national", "kr.pps.panel"]
