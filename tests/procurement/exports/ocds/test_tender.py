from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from procurement.exports.ocds.publication import NotPublishable, Paper
from procurement.exports.ocds.tender import tender_json
from scoring.criteria import Scheme
from tests.procurement.exports.evaluations import evaluated, panel_only
from tests.procurement.exports.ocds.published import PUBLICATION, criteria, notice_for, release
from tests.scoring.tender import SCHEME

NOTICE = notice_for(evaluated())


def told(**changed: Any) -> Any:
    return tender_json(replace(NOTICE, **changed), publication=PUBLICATION, status="active")


def test_one_lot_holds_every_criterion_the_price_and_the_threshold() -> None:
    found = criteria(release(evaluated(), "tender"))
    assert list(found) == ["plan", "support", "manage", "speed", "credit", "delivery", "price", "technical"]
    assert [number for one in found.values() for number in one["numbers"]] == [
        *({"number": points, "weight": "pointsExact"} for points in (30, 20, 20, 10, 5, 5, 10)),
        {"number": Decimal("76.5000"), "threshold": "minimumScore"},
    ]
    assert found["delivery"] == {
        "id": "delivery",
        "type": "quality",
        "name": "납품실적",
        "group": "정량",
        "judgedBy": "value",
        "numbers": [{"number": 5, "weight": "pointsExact"}],
        "missingShare": Decimal("0.7"),
        "conversion": {
            "kind": "ladder",
            "better": "higher",
            "steps": [{"value": 3, "share": 1}, {"value": 1, "share": Decimal("0.8")}],
        },
    }
    assert (found["speed"]["unit"], found["plan"]["judgedBy"]) == ("tok/s", "panel")


def test_a_threshold_on_the_total_is_called_so() -> None:
    entry = told(threshold_on_total=True)["lots"][0]["awardCriteria"]["criteria"][-1]
    assert (entry["id"], entry["name"]) == ("total", "합산점수")


def test_gates_are_requirements_of_one_group_with_their_unit() -> None:
    (requirements,) = told()["criteria"]
    assert requirements["requirementGroups"] == [
        {
            "id": "requirements",
            "requirements": [
                {"id": "power", "title": "소비전력", "dataType": "number", "maxValue": Decimal(3000), "unit": "W"}
            ],
        }
    ]
    assert "criteria" not in told(scheme=panel_only((50, 40)))


def test_the_amount_is_told_unless_it_is_sealed() -> None:
    assert told()["value"] == {"amount": 1_000_000, "currency": "KRW"}
    assert "value" not in told(amount=None)


def test_a_note_becomes_the_description() -> None:
    assert told(note="예시")["description"] == "예시"
    assert "description" not in told()


def test_documents_carry_their_hash_and_an_address_where_there_is_one() -> None:
    paper = Paper("n", "tenderNotice", "공고서", "application/pdf", "a" * 64, None)
    papers = (paper, replace(paper, id="m", url="https://example.invalid/m.pdf"))
    found: Any = tender_json(NOTICE, publication=replace(PUBLICATION, papers=papers), status="active")["documents"]
    assert [(one["id"], one["sha256"], one.get("url")) for one in found] == [
        ("n", "a" * 64, None),
        ("m", "a" * 64, "https://example.invalid/m.pdf"),
    ]


@pytest.mark.parametrize("name", ["price", "technical", "total"])
def test_ids_that_mean_something_else_in_a_release_are_refused(name: str) -> None:
    first, *rest = SCHEME.criteria
    scheme = Scheme((replace(first, id=name), *rest), SCHEME.gates, SCHEME.price_points)
    with pytest.raises(NotPublishable, match=f"id = '{name}': .* use another id"):
        told(scheme=scheme)
