"""Every question that a notice answers, in its order: as the rule texts put it, or as the notice itself has to."""

from __future__ import annotations

from procurement.casefile.answers import KEYS
from scoring.price import FORMULAS
from scoring.rules.loading import shipped_rule
from scoring.rules.schema import Question, Reference, Rules

NOTICE = Reference("공고가 정함 / the notice decides", "")
DIFFERENTIAL = "kr.differential"
_OWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "E_kind": ("기준금액 E는 무엇입니까? / Which amount is E?", ("estimated", "budget", "reserve")),
    "E_vat": ("기준금액 E는 부가가치세를 포함합니까, 제외합니까? / Does E include VAT?", ("incl", "excl")),
    "E_amount": ("기준금액 E는 몇 원입니까? / How many won is E?", ()),
    "bid_vat": ("입찰가격은 부가가치세를 포함합니까, 제외합니까? / Do the bid prices include VAT?", ("incl", "excl")),
    "ceiling": ("입찰가격의 상한은 몇 원입니까? / How many won may a bid cost at most?", ()),
    "L_pool": (
        "최저입찰가격 L은 어느 입찰에서 찾습니까? / Among whose bids is the lowest price L found?",
        ("valid_all", "eligible_only"),
    ),
    "floor_L": ("최저입찰가격 L을 산식의 하한으로 올립니까? / Is L raised to the lower limit?", ("true", "false")),
    "cap_at_pmax": ("가격 평점을 가격 배점까지만 줍니까? / Is a price score cut to the points?", ("true", "false")),
    "trim_k": ("최고점과 최저점을 몇 개씩 뺍니까? / How many highest and lowest marks are left out?", ("0", "1", "2")),
    "price_formula": ("가격 평점의 산식은 무엇입니까? / Which formula scores the price?", tuple(FORMULAS)),
}


def questions_of(rules: tuple[Rules, ...]) -> tuple[Question, ...]:
    """One question for each of KEYS, with the clause that leaves it open; without one the notice decides."""
    asked = {question.key: question for text in rules for question in text.questions}
    return tuple(asked.get(key) or _own(key) for key in KEYS)


def _own(key: str) -> Question:
    if key in _OWN:
        text, choices = _OWN[key]
        return Question(key, text, choices, NOTICE)
    return next(question for question in shipped_rule(DIFFERENTIAL).questions if question.key == key)
