from __future__ import annotations

from procurement.web.sizing_curve import HIGH, LEFT, RIGHT, WIDE, curve_of

TOLD = {
    "aim": "performance", "unit": "times", "curve": [{"level": "1", "won": 90_000_000}],
    "points": [
        {"level": "1", "won": 100_000_000, "bound": 100_000_000, "proven": True, "servers": {"a": 1}},
        {"level": "2", "won": 300_000_000, "bound": 299_000_000, "proven": False, "servers": {"a": 2, "b": 1}},
    ],
}  # fmt: skip


def test_points_stand_between_the_axes_and_cost_grows_upwards() -> None:
    curve = curve_of(TOLD, names={"a": "가", "b": "나"})
    assert curve is not None
    first, last = curve.points
    assert (first.x, last.x) == (f"{LEFT}.0", f"{WIDE - RIGHT}.0")
    assert float(last.y) < float(first.y) < HIGH
    assert (last.level, last.won, last.gap, last.proven) == ("2.000", "300,000,000", "0.3333", False)
    assert last.servers == "가 2, 나 1"
    assert curve.steps.split() == [f"{first.x},{first.y}", f"{first.x},{last.y}", f"{last.x},{last.y}"]
    assert [one.words for one in curve.up][::4] == ["90", "300"]


def test_one_point_alone_or_none_is_drawn_without_dividing_by_nothing() -> None:
    alone = curve_of(TOLD | {"points": TOLD["points"][:1], "curve": [], "unit": "share"}, names={"a": "가"})
    assert alone is not None
    assert (alone.points[0].level, alone.unit) == ("100.00", "%")
    assert curve_of(None, names={}) is None
    assert curve_of(TOLD | {"points": []}, names={}) is None
