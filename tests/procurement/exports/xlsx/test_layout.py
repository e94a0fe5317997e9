from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.exports.xlsx.layout import display_width, lines_of, never_an_escape, row_height, wrapped


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 30), ("가나", 36), ("a가", 28), ("·", 10)])
def test_a_korean_letter_is_wider_than_a_digit(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("a" * 8, 1), ("a" * 9, 2), ("a\nb", 2), ("가" * 9, 3)])
def test_lines_in_a_column_of_ten_digits_with_its_margin(text: str, lines: int) -> None:
    assert lines_of(text, width=10) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("aaaa aaa", 1),
        ("aaaa aaaa", 2),
        ("aaaaa aaaaa aaaaa", 3),
        ("aa aaaaaaaaaa", 3),
        ("aa " + "a" * 16 + " aaa", 4),
        ("a" * 10 + " aaaaa", 2),
    ],
)
def test_a_word_that_has_no_room_left_begins_a_line(text: str, lines: int) -> None:
    assert lines_of(text, width=10) == lines


@given(st.lists(st.text(alphabet="가a=", max_size=4), max_size=30).map(" ".join), st.integers(10, 40))
def test_a_row_has_as_many_lines_as_wrapping_at_spaces_makes(text: str, width: int) -> None:
    assert lines_of(text, width=width) == len(list(wrapped(text, width=width - 2)))


@pytest.mark.parametrize(("lines", "points"), [(1, 16), (3, 44), (29, 408), (30, 409), (3000, 409)])
def test_no_row_is_taller_than_excel_holds(lines: int, points: int) -> None:
    assert row_height(lines) == points


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("한 줄", ["한 줄"]),
        ("aaaa bbbb cccc", ["aaaa bbbb", "cccc"]),
        ("a\n\nb", ["a", "", "b"]),
        ("x" * 12, ["xxxxx", "xxxxx", "xx"]),
    ],
)
def test_a_paragraph_is_cut_at_spaces(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, width=10)) == lines


@given(st.text(alphabet="가a =\n", max_size=200), st.integers(2, 40))
def test_a_paragraph_fits_and_loses_no_letter(text: str, width: int) -> None:
    lines = list(wrapped(text, width=width))
    assert max(display_width(line) for line in lines) <= 10 * width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(("text", "shown"), [("a_x0041_", "a＿x0041_"), ("_x41_ a_b", "_x41_ a_b")])
def test_what_a_reader_may_take_for_an_escape_only_looks_like_one(text: str, shown: str) -> None:
    assert never_an_escape(text) == shown
