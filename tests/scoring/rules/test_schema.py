from __future__ import annotations

import pytest

from scoring.rules.schema import Reference


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        (
            Reference("(계약예규) 협상에 의한 계약체결기준", "제8조제1항"),
            "(계약예규) 협상에 의한 계약체결기준 제8조제1항",
        ),
        (Reference("공고 배점표", ""), "공고 배점표"),
        (Reference("지침", "제4조", href="https://www.law.go.kr", gazette="제40호"), "지침 제4조"),
    ],
)
def test_a_clause_is_cited_by_its_title_and_article(reference: Reference, text: str) -> None:
    assert str(reference) == text
