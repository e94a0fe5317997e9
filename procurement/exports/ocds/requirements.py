"""Requirements of a release as gates: numbers with one bound each; the others are told, not turned into anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.table import Table
from procurement.exports.ocds.texts import said
from scoring.criteria import Comparison

_SIDES: tuple[tuple[str, Comparison], ...] = (("minValue", ">="), ("maxValue", "<="))


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement; `comparison` and `limit` are None where it is no bound of a number that all bids must keep."""

    id: str
    title: str | None
    unit: str | None
    comparison: Comparison | None
    limit: Decimal | None


def demands_of(tender: Table, *, lot: str) -> Iterator[Demand]:
    """The requirements that concern the lot, in order. Raises TableError.

    Groups are alternatives and the requirements of a group hold together, so a criterion of several groups has no
    gate. Source: OCDS requirements extension, RequirementGroup.
    """
    for criterion in tender.tables("criteria"):
        if "relatedLots" in criterion.values and lot not in criterion.texts("relatedLots"):
            continue
        groups = criterion.tables("requirementGroups")
        for group in groups:
            for requirement in group.tables("requirements"):
                yield from _demands(requirement, alternative=len(groups) > 1)


def _demands(requirement: Table, *, alternative: bool) -> Iterator[Demand]:
    number = requirement.optional_text("dataType") in ("number", "integer")
    bounds = [(side, key) for key, side in _SIDES if requirement.optional_number(key) is not None]
    name, title, unit = requirement.text("id"), said(requirement, "title"), said(requirement, "unit")
    if alternative or not number or not bounds or "pattern" in requirement.values:
        yield Demand(name, title, unit, None, None)
        return
    for side, key in bounds:
        one = name if len(bounds) == 1 else f"{name}_{key}"
        yield Demand(one, title, unit, side, requirement.number(key))
