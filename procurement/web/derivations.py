"""How each number of a result came to be: its formula with the numbers in it, and the clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from scoring.result import BidResult, Number


@dataclass(frozen=True, slots=True)
class Derived:
    """One number: what it is, as printed, how, and by which clause."""

    name: str | Promise
    value: str
    formula: str
    clause: str


def derived(result: BidResult) -> tuple[Derived, ...]:
    """Every number of the bid in the order in which it is computed."""
    return tuple(_each(result))


def _each(result: BidResult) -> Iterator[Derived]:
    yield _of(gettext_lazy("정성 평가"), result.panel.number)
    for item in result.items:
        yield _of(item.criterion.title, item.number)
    yield _of(gettext_lazy("정량 평가"), result.quantitative)
    yield _of(gettext_lazy("기술점수"), result.technical_raw)
    if result.differential:
        yield _of(gettext_lazy("차등 기술점수"), result.differential.number)
    yield _of(gettext_lazy("적격 기준"), result.threshold)
    if result.price:
        yield _of(gettext_lazy("가격점수"), result.price.number)
    if result.deduction.value:
        yield _of(gettext_lazy("감점"), result.deduction)
    if result.bonus:
        yield _of(gettext_lazy("가점"), result.bonus)
    if result.total:
        yield _of(gettext_lazy("합계"), result.total)


def _of(name: str | Promise, number: Number) -> Derived:
    return Derived(name, str(number.value), number.formula, str(number.clause))
