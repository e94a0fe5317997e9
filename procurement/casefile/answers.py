"""The rules of the tender's day and what the tender answers where they are silent."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal, cast, get_args

from benchmarks.table import Table
from scoring.result import Answers, Vat
from scoring.rules.loading import unanswered
from scoring.rules.schema import Rules

Kind = Literal["estimated", "budget", "reserve"]
Pool = Literal["valid_all", "eligible_only"]
Basis = Literal["raw", "differential"]
Ranked = Literal["all", "eligible_only"]
KEYS = (
    "E_kind", "E_vat", "E_amount", "bid_vat", "ceiling", "L_pool", "floor_L", "cap_at_pmax", "trim_k",
    "price_formula", "differential_step", "differential_threshold_on", "differential_pool",
)  # fmt: skip


class NotAnswered(ValueError):
    """The rule text leaves something open and the tender does not answer it."""


def answers_of(tender: Table, *, rules: tuple[Rules, ...]) -> Answers:
    """The tender's answers; nothing is assumed. Raises NotAnswered with the questions, TableError."""
    given = given_answers(tender)
    _refuse_silence(given, rules)
    return Answers(
        e_kind=_kind(given),
        e_vat=_vat(given, "E_vat"),
        e_amount=given.count("E_amount"),
        bid_vat=_vat(given, "bid_vat"),
        ceiling=given.count("ceiling"),
        l_pool=_pool(given),
        floor_l=given.flag("floor_L"),
        cap_at_pmax=given.flag("cap_at_pmax"),
        trim_k=given.whole("trim_k"),
        price_formula=given.text("price_formula"),
        differential_step=_step(given),
        differential_threshold_on=_basis(given),
        differential_pool=_ranked(given),
    )


def given_answers(tender: Table) -> Table:
    """[rules.answers], each answer that is there of its kind; some may be lacking. Raises TableError."""
    given = tender.table("rules").optional_table("answers") or Table("tender.toml.rules.answers", {})
    for key in given.only(*KEYS).values:
        _READ[key](given)
    return given


def _kind(given: Table) -> Kind:
    return cast("Kind", given.choice("E_kind", choices=get_args(Kind)))


def _pool(given: Table) -> Pool:
    return cast("Pool", given.choice("L_pool", choices=get_args(Pool)))


def _basis(given: Table) -> Basis:
    return cast("Basis", given.choice("differential_threshold_on", choices=get_args(Basis)))


def _ranked(given: Table) -> Ranked:
    return cast("Ranked", given.choice("differential_pool", choices=get_args(Ranked)))


def _refuse_silence(given: Table, rules: tuple[Rules, ...]) -> None:
    open_questions = unanswered(rules, given=frozenset(given.values))
    if open_questions:
        lines = "\n".join(f"  {q.key}: {q.text} ({q.reference})" for q in open_questions)
        raise NotAnswered(
            f"{given.where}: 규정이 정하지 않아 답해야 하는 항목입니다 / the rules leave these open, answer them:\n"
            f"{lines}"
        )


def _vat(given: Table, key: str) -> Vat:
    return cast("Literal['incl', 'excl']", given.choice(key, choices=("incl", "excl")))


def _step(given: Table) -> Fraction | None:
    value = given.scalar("differential_step")
    if value == "none":
        return None
    if isinstance(value, str):
        raise given.wrong(
            f'differential_step = {value!r}: 점수(따옴표 없는 숫자)나 "none" / points (a number) or "none"'
        )
    return Fraction(value)


_READ: dict[str, Callable[[Table], object]] = {
    "E_kind": _kind,
    "E_vat": lambda given: _vat(given, "E_vat"),
    "E_amount": lambda given: given.count("E_amount"),
    "bid_vat": lambda given: _vat(given, "bid_vat"),
    "ceiling": lambda given: given.count("ceiling"),
    "L_pool": _pool,
    "floor_L": lambda given: given.flag("floor_L"),
    "cap_at_pmax": lambda given: given.flag("cap_at_pmax"),
    "trim_k": lambda given: given.whole("trim_k"),
    "price_formula": lambda given: given.text("price_formula"),
    "differential_step": _step,
    "differential_threshold_on": _basis,
    "differential_pool": _ranked,
}
