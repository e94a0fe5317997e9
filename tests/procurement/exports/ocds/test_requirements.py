from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from benchmarks.table import Table, TableError
from procurement.exports.ocds.requirements import Demand, demands_of
from tests.procurement.exports.ocds.foreign import requirements


def demands(*criteria: dict[str, Any]) -> list[Demand]:
    told = json.loads(json.dumps({"criteria": criteria}), parse_float=Decimal)
    return list(demands_of(Table("t", told), lot="L1"))


def criterion(*groups: list[dict[str, Any]], **fields: object) -> dict[str, Any]:
    return {"id": "c", "requirementGroups": [{"id": str(n), "requirements": g} for n, g in enumerate(groups)], **fields}


def test_each_bound_is_a_demand_and_the_rest_is_told() -> None:
    assert demands(criterion(requirements())) == [
        Demand("ram_minValue", "Memory", None, ">=", Decimal(64)),
        Demand("ram_maxValue", "Memory", None, "<=", Decimal("512.5")),
        Demand("iso", "ISO 27001", None, None, None),
    ]


def test_alternatives_and_patterns_are_no_bounds() -> None:
    (bound, _), other = requirements(), {"id": "x", "dataType": "number", "minValue": 1, "pattern": "1.*"}
    assert [one.limit for one in demands(criterion([bound], [other]))] == [None, None]
    assert [one.limit for one in demands(criterion([other]))] == [None]


def test_requirements_of_other_lots_are_left_out() -> None:
    assert demands(criterion(requirements(), relatedLots=["L2"])) == []
    assert len(demands(criterion(requirements(), relatedLots=["L2", "L1"]))) == 3


def test_a_negative_bound_is_refused_with_its_path() -> None:
    with pytest.raises(TableError, match=r"t.criteria\[0\].requirementGroups\[0\].requirements\[0\]: minValue"):
        demands(criterion([{"id": "x", "dataType": "number", "minValue": -1}]))
