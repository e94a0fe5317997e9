from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from benchmarks.readers import UnreadableFile
from benchmarks.table import TableError
from procurement.exports.ocds.draft import Draft, Item, draft_of
from scoring.criteria import Criterion
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.ocds.foreign import bytes_of, foreign
from tests.procurement.exports.ocds.published import packed


def drafted(package: object, *, lot: str | None = None) -> Draft:
    return draft_of(bytes_of(package), filename="r.json", lot=lot)


def criterion_of(item: Item) -> Criterion:
    assert item.title
    assert item.group
    assert item.kind
    assert item.points
    return Criterion(
        item.id, item.title, item.group, item.kind, item.points, item.value, item.unit or "", item.missing_share
    )


def test_a_scheme_comes_back_from_its_release() -> None:
    evaluation = evaluated()
    found = draft_of(packed(evaluation), filename="r.json", lot=None)
    assert tuple(criterion_of(item) for item in found.items) == evaluation.scheme.criteria
    assert found.price is not None
    assert found.price.points == evaluation.scheme.price_points
    assert [(d.id, d.title, d.unit, d.comparison, Fraction(d.limit or 0)) for d in found.demands] == [
        (g.id, g.title, g.unit, g.comparison, g.limit) for g in evaluation.scheme.gates
    ]
    assert found.thresholds == (("기술능력평가", Fraction("76.5")),)
    assert (found.amount, found.agency, found.lot) == (1_000_000, "가상기관", "lot-1")


def test_what_another_publisher_does_not_say_stays_open() -> None:
    found = drafted(foreign())
    assert (found.id, found.title, found.agency, found.amount) == ("17", "Servers", "Stadt", None)
    assert [(i.id, i.title, i.group, i.kind, i.points, i.said) for i in found.items] == [
        ("criterion_1", "Service", None, None, 60, None),
        ("criterion_2", "Plan", None, None, None, 25),
        ("criterion_3", None, None, None, None, None),
    ]
    assert found.price is not None
    assert found.price.points is None
    assert found.price.said == 15


def test_two_prices_are_no_price() -> None:
    package = foreign()
    criteria = package["releases"][0]["tender"]["lots"][0]["awardCriteria"]["criteria"]
    criteria.append({"type": "cost", "numbers": [{"number": 5, "weight": "pointsExact"}]})
    assert drafted(package).price is None


def test_a_criterion_without_numbers_is_one() -> None:
    package = foreign()
    package["releases"][0]["tender"]["lots"][0]["awardCriteria"]["criteria"] = [{"type": "quality", "name": "x"}]
    assert [(i.title, i.points) for i in drafted(package).items] == [("x", None)]


def test_a_lot_without_award_criteria_has_none() -> None:
    package = foreign()
    del package["releases"][0]["tender"]["lots"][0]["awardCriteria"]
    assert drafted(package).items == ()


def test_the_newest_release_with_a_tender_counts_whatever_its_offset() -> None:
    package = foreign()
    (old,) = package["releases"]
    newer = {**old, "date": "2026-01-01T22:00:00-05:00", "tender": {**old["tender"], "title": "Newer"}}
    package["releases"] = [newer, old, {"ocid": old["ocid"], "date": "2026-09-01T00:00:00Z"}]
    assert drafted(package).title == "Newer"


def test_one_of_several_lots_has_to_be_chosen() -> None:
    package = foreign()
    package["releases"][0]["tender"]["lots"].append({"id": "L2"})
    assert drafted(package, lot="L2").items == ()
    for wrong in (None, "L3"):
        with pytest.raises(TableError, match=r"r.json.releases\[0\].tender: .*--lot: 'L1', 'L2'"):
            drafted(package, lot=wrong)


def changed(**fields: Any) -> dict[str, Any]:
    package = foreign()
    package["releases"][0] |= fields
    return package


@pytest.mark.parametrize(
    ("package", "says"),
    [
        ([1], "r.json: .*one JSON object"),
        ({"releases": []}, "r.json: .*has no release with a tender"),
        ({"records": []}, "r.json: .*has no release with a tender"),
        ({"releases": [foreign()["releases"][0], *changed(ocid="o")["releases"]]}, "holds several processes"),
        (changed(tender={"id": "1"}), r"r.json.releases\[0\].tender: .*has no lots"),
        (changed(ocid=None), "'ocid'"),
        (changed(title="x", tender={"title": "a\x00", "lots": [{"id": "1"}]}), "tender: title: .*control characters"),
    ],
)
def test_what_is_no_release_package_is_refused_with_its_path(package: object, says: str) -> None:
    with pytest.raises(TableError, match=says):
        drafted(package)


@pytest.mark.parametrize("date", ["yesterday", "2026-01-01", "2026-01-01T00:00:00"])
def test_a_date_without_offset_is_refused(date: str) -> None:
    with pytest.raises(TableError, match=f"date = '{date}': .*ISO 8601 with an offset"):
        drafted(changed(date=date))


@pytest.mark.parametrize("data", [b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000, b"\xff\xfe\xff"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"r\.json"):
        draft_of(data, filename="r.json", lot=None)
