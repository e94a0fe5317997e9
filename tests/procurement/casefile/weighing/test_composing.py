from __future__ import annotations

from pathlib import Path

from procurement.casefile.weighing.composing import (
    Item,
    Judging,
    composed,
    judges_in,
    pairs_of,
    swings_in,
)
from procurement.casefile.weighing.reading import read_weighing

ITEMS = (Item("a", "이해도"), Item("b", "구현방안"), Item("c", "지원"))
NOTICE = {"id": "T-1", "title": "서버", "agency": "가상시청"}
SWINGS = {"a": "하 → 상", "b": "하 → 상", "c": "5일 → 1일"}
FIRST = Judging("위원1", {("a", "b"): "1/2", ("a", "c"): "2", ("b", "c"): "4"})


def made(before: bytes | None, judging: Judging, items: tuple[Item, ...] = ITEMS) -> bytes:
    return composed(before, notice=NOTICE, items=items, swings=SWINGS, judging=judging, total=70)


def test_every_two_items_are_compared_once() -> None:
    assert [(one.id, other.id) for one, other in pairs_of(ITEMS)] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_what_was_judged_is_weighed_to_the_points_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "weigh.toml").write_bytes(made(None, FIRST))
    weighing = read_weighing(tmp_path / "weigh.toml")
    assert weighing.methods[0].points == (("a", 20), ("b", 40), ("c", 10))
    assert weighing.nodes[0].judged[0].judge.name == "위원1"
    assert (weighing.total, weighing.agency) == (70, "가상시청")


def test_a_judge_who_judges_again_is_there_once_and_others_stay() -> None:
    both = made(made(None, FIRST), Judging("위원2", {("a", "b"): "1", ("a", "c"): "", ("b", "c"): "3"}))
    again = made(both, Judging("위원1", {("a", "b"): "9"}))
    assert [(one["name"], one["judgments"]) for one in judges_in(again)] == [
        ("위원2", [["a", "b", 1], ["b", "c", 3]]),
        ("위원1", [["a", "b", 9]]),
    ]
    assert swings_in(again) == SWINGS


def test_comparisons_of_an_item_that_is_gone_go_with_it() -> None:
    less = made(made(None, FIRST), Judging("위원2", {("a", "b"): "1"}), ITEMS[:2])
    assert judges_in(less)[0]["judgments"] == [["a", "b", "1/2"]]
    assert (judges_in(None), swings_in(None)) == ([], {})
