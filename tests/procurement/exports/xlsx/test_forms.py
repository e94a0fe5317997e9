from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.exports.xlsx import forms
from scoring import notes, panel_notes


def test_two_names_that_clean_alike_get_two_sheets() -> None:
    assert forms.card_titles(("위원/1", "위원?1", "위원*1")) == {
        "위원/1": "평가표 위원_1",
        "위원?1": "평가표 위원_1 (2)",
        "위원*1": "평가표 위원_1 (3)",
    }


def test_long_names_are_cut_and_stay_apart() -> None:
    long, longer = "가" * 40, "가" * 41
    assert forms.card_titles((long, longer)) == {long: "평가표 " + "가" * 27, longer: "평가표 " + "가" * 23 + " (2)"}


def test_names_that_differ_in_case_alone_are_alike_to_excel() -> None:
    assert list(forms.card_titles(("kim", "KIM")).values()) == ["평가표 kim", "평가표 KIM (2)"]


@pytest.mark.parametrize("letter", ["[", "]", ":", "*", "?", "/", "\\", "'", "\x07", "\n", "\ud800", "\uffff", "🙂"])
def test_letters_that_a_sheet_name_cannot_hold_are_replaced(letter: str) -> None:
    assert forms.card_titles((f"위{letter}원",)) == {f"위{letter}원": "평가표 위_원"}


@given(st.lists(st.text(max_size=60), unique=True, max_size=30))
def test_sheet_names_are_legal_and_unique(names: list[str]) -> None:
    titles = forms.card_titles(names)
    assert list(titles) == names
    assert len({title.casefold() for title in titles.values()}) == len(names)
    assert all(len(title) <= 31 and not set("[]:*?/\\'") & set(title) for title in titles.values())


def test_every_note_has_a_heading() -> None:
    used = {name for name in forms.NOTE if f'"{name}"' in _source(notes) + _source(panel_notes)}
    assert used == set(forms.NOTE)


def _source(module: object) -> str:
    import inspect  # noqa: PLC0415 -- only here

    return inspect.getsource(module)  # type: ignore[arg-type]  # a module
