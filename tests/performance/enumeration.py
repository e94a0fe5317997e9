"""The sizing against full enumeration: a thousand random small questions with every term, and what came of them."""

from __future__ import annotations

import random
from time import process_time

from tests.procurement.sizing.plans import question
from tests.procurement.sizing.test_plan_enumeration import compare_cheapest

HEADING = "## 전수조사와의 일치 / equality with full enumeration"
QUESTIONS = 1_000
SEED = 20261122


def table() -> str:
    """A paragraph in Markdown; a question whose answers differ stops it with its seed."""
    start, served = process_time(), 0
    for number in range(QUESTIONS):
        served += _compared(SEED + number)
    return "\n".join(
        (
            HEADING,
            "",
            (
                f"단가 단계·묶음·예비·비중·연도·총비용을 섞은 작은 문제 {QUESTIONS:,}개(씨앗 {SEED}부터):"
                f" {served:,}개는 가장 싼 구성의 비용이 전수조사와 같고"
                f" {QUESTIONS - served:,}개는 둘 다 불가능하다고 답함."
            ),
            f"합해서 {process_time() - start:.0f} s (풀이와 전수조사를 합한 시간).",
            "",
        )
    )


def _compared(seed: int) -> bool:
    try:
        return compare_cheapest(question(random.Random(seed)))  # noqa: S311 -- a random question, no secret
    except BaseException as error:
        error.add_note(f"seed {seed}")
        raise
