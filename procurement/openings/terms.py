"""reconcile.toml: what the published opening does not say, asked for and never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, cast, get_args

from benchmarks.table import Table, TableError, read_table
from procurement.openings.opened import Key
from scoring.checks import UnusableAnswers, check_answers
from scoring.eligibility import POINTS_OF, Basis, eligibility_on
from scoring.price import FORMULAS, UnknownFormula, UnusablePrice, formula_named
from scoring.quantity import plain
from scoring.result import Answers
from scoring.rules.loading import RuleError, known, number, on, places, shipped_rule, unanswered
from scoring.rules.schema import Reference, Rule, Rules, RuleValue

PROCEDURES = {
    "negotiation_national": "kr.negotiation.national",
    "negotiation_pps": "kr.negotiation.national",
    "negotiation_local": "kr.negotiation.local",
    "negotiation_international": "intl.price.formulas",
}
State = Literal["valid", "ineligible", "invalid"]
Kind = Literal["estimated", "budget", "reserve"]
Pool = Literal["valid_all", "eligible_only"]
Vat = Literal["incl", "excl"]
Tested = Literal["techEvlVal", "techEvlNaturVal"]
REFUSALS = (TableError, RuleError, UnusableAnswers, UnusablePrice, UnknownFormula)
"""What a wrong reconcile.toml is refused with."""
_ANSWERS = (
    "E_kind", "E_vat", "bid_vat", "ceiling", "L_pool", "floor_L", "cap_at_pmax", "price_formula", "threshold_on",
)  # fmt: skip
_FROM_NOTICE = {
    "price_places", "price_rounding", "eligibility_on", "eligibility_share", "eligibility_total_points",
    "eligibility_technical_points", *(f"{name}.{key}" for name, one in FORMULAS.items() for key in one.constants),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """The answers for one opening. Amounts in won; `amounts` by kind, that of `answers.e_kind` is E.

    `rules` is what the law says on `day`, and after it what the notice gives where the law is silent.
    `threshold` in points, of the technical score or of the total (`basis`). `remarks` maps a remark of the opening
    to what it means. `which` picks one opening of several: 공고번호, 공고차수, 분류, 재입찰, empty where not given.
    """

    title: str
    example: str
    procedure: str
    day: date
    which: Key
    technical_points: Fraction
    price_points: Fraction
    amounts: tuple[tuple[Kind, int], ...]
    answers: Answers
    tested: Tested
    basis: Basis
    threshold: Fraction
    places: int
    law: str
    rules: tuple[Rules, ...]
    remarks: tuple[tuple[str, State], ...]


def read_terms(data: bytes, *, filename: str) -> Terms:
    """Read reconcile.toml. Raises nothing but REFUSALS; each names the key and how to mend it."""
    root = read_table(data, filename=filename).only("reconcile", "points", "amounts", "answers", "notice", "remarks")
    head = root.table("reconcile").only(
        "title", "example_note", "procedure", "rules_day", "bidNtceNo", "bidNtceOrd", "bidClsfcNo", "rbidNo"
    )
    law = PROCEDURES[head.choice("procedure", choices=tuple(PROCEDURES))]
    rules = _rules(root, law=law, day=head.day("rules_day"))
    answers = _answers(root, rules=rules)
    technical, price = _points(root, rules=rules)
    basis, threshold = _threshold(root, rules=rules, technical=technical)
    return Terms(
        title=head.text("title"),
        example=head.optional_text("example_note") or "",
        procedure=head.text("procedure"),
        day=head.day("rules_day"),
        which=Key(
            head.text("bidNtceNo"),
            head.optional_text("bidNtceOrd") or "",
            head.optional_text("bidClsfcNo") or "",
            head.optional_text("rbidNo") or "",
        ),
        technical_points=technical,
        price_points=price,
        amounts=_amounts(root),
        answers=answers,
        tested=cast("Tested", root.table("answers").choice("threshold_on", choices=get_args(Tested))),
        basis=basis,
        threshold=threshold,
        places=places(rules, step="price"),
        law=law,
        rules=rules,
        remarks=_remarks(root),
    )


def _rules(root: Table, *, law: str, day: date) -> tuple[Rules, ...]:
    text = on(shipped_rule(law), day=day)
    table = root.optional_table("notice")
    if table is None:
        return (text,)
    source = table.text("source")
    table.only("source", *sorted(_FROM_NOTICE))
    given = tuple(_given(table, key, law=text, source=source) for key in sorted(set(table.values) - {"source"}))
    return (text, Rules("notice.reconcile", source, day, given, (), (), source))


def _given(table: Table, key: str, *, law: Rules, source: str) -> Rule:
    if decided := known((law,), key=key):
        raise table.wrong(
            f"{key}: 규정이 정한 값({decided.value})이라 공고로 바꿀 수 없습니다 ({decided.reference}). "
            f"이 줄을 지우십시오 / the law decides it, delete the line"
        )
    value: RuleValue = table.scalar(key)
    return Rule(key, "공고", "", law.day, value, Reference(source, ""), "read")


def _answers(root: Table, *, rules: tuple[Rules, ...]) -> Answers:
    table = root.table("answers").only(*_ANSWERS)
    if questions := unanswered(rules, given=frozenset(table.values)):
        lines = "\n".join(f"  {q.key}: {q.text} ({q.reference})" for q in questions)
        raise table.wrong(f"규정이 정하지 않아 답해야 하는 항목 / the rules leave these open, answer them:\n{lines}")
    kind = cast("Kind", table.choice("E_kind", choices=get_args(Kind)))
    answers = Answers(
        e_kind=kind,
        e_vat=cast("Vat", table.choice("E_vat", choices=get_args(Vat))),
        e_amount=root.table("amounts").count(kind),
        bid_vat=cast("Vat", table.choice("bid_vat", choices=get_args(Vat))),
        ceiling=table.count("ceiling"),
        l_pool=cast("Pool", table.choice("L_pool", choices=get_args(Pool))),
        floor_l=table.flag("floor_L"),
        cap_at_pmax=table.flag("cap_at_pmax"),
        trim_k=0,
        price_formula=table.choice("price_formula", choices=tuple(FORMULAS)),
        differential_step=None,
        differential_threshold_on="raw",
        differential_pool="all",
    )
    check_answers(answers, rules=rules)
    for constant in formula_named(answers.price_formula).constants:
        number(rules, key=f"{answers.price_formula}.{constant}")
    return answers


def _points(root: Table, *, rules: tuple[Rules, ...]) -> tuple[Fraction, Fraction]:
    table = root.table("points").only("technical", "price")
    technical, price = Fraction(table.number("technical")), Fraction(table.number("price"))
    whole = known(rules, key="total_points")
    if min(technical, price) <= 0 or (whole and technical + price != number(rules, key="total_points")):
        total = whole.value if whole else "?"
        raise table.wrong(
            f"기술 {plain(technical)} + 가격 {plain(price)}: 둘 다 0보다 크고 합이 {total}점이어야 합니다 / "
            f"both above 0, adding up to {total}"
        )
    return technical, price


def _threshold(root: Table, *, rules: tuple[Rules, ...], technical: Fraction) -> tuple[Basis, Fraction]:
    basis = eligibility_on(rules)
    if basis != "technical":
        return basis, number(rules, key=f"eligibility_{POINTS_OF[basis]}")
    if known(rules, key="eligibility_share") is None:
        raise root.wrong(
            "협상적격 기준이 규정에 없습니다. [notice]에 eligibility_share(예: 0.85)와 source를 적으십시오 / "
            "no rule gives the threshold, write eligibility_share and source in [notice]"
        )
    return basis, number(rules, key="eligibility_share") * technical


def _amounts(root: Table) -> tuple[tuple[Kind, int], ...]:
    table = root.table("amounts").only(*get_args(Kind))
    found = ((cast("Kind", kind), table.optional_count(kind)) for kind in get_args(Kind))
    return tuple((kind, amount) for kind, amount in found if amount is not None)


def _remarks(root: Table) -> tuple[tuple[str, State], ...]:
    table = root.optional_table("remarks")
    return tuple(_remark(table)) if table else ()


def _remark(table: Table) -> Iterator[tuple[str, State]]:
    for remark in sorted(table.values):
        yield remark, cast("State", table.choice(remark, choices=get_args(State)))
