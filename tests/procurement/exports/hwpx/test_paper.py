from __future__ import annotations

import pytest

from procurement.exports.hwpx.paper import Table, held


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "=1+1"),
        ("가\x00나\x07다\ufffe라\ud800", "가 나 다 라 "),
        ("a\tb", "a b"),
        ("a\r\nb\rc\nd\u2028e", "a\nb\nc\nd\ne"),
        ("\u200f\u202e각 각 😀 <b>&amp;", "\u200f\u202e각 각 😀 <b>&amp;"),
        ("가" * 40_000, "가" * 40_000),
    ],
)
def test_what_xml_cannot_hold_becomes_a_space_and_all_else_stays(text: str, kept: str) -> None:
    assert held(text) == kept


@pytest.mark.parametrize(
    ("rows", "shares", "sides"), [((("a",),), (1, 1), "ll"), ((), (1,), "ll"), ((("a", "b"),), (1, 1), "l")]
)
def test_a_table_of_uneven_rows_is_a_fault_of_the_program(
    rows: tuple[tuple[str, ...], ...], shares: tuple[int, ...], sides: str
) -> None:
    with pytest.raises(ValueError, match="uneven rows"):
        Table(("가", "나"), rows, shares, sides)
