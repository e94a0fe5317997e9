from __future__ import annotations

import pytest

from benchmarks.table import Table as Found
from benchmarks.table import TableError
from procurement.exports.ocds.texts import said


@pytest.mark.parametrize("text", ["=1+1", "\u202e가", "🚀", "한글 자모", "a\nb\tc", "👨\u200d👩\u200d👧"])
def test_texts_of_others_stay_as_they_are(text: str) -> None:
    assert said(Found("r", {"name": text}), "name") == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, None), ("", None), (" \n", None), (17, "17"), ("가" * 2000, "가" * 2000)]
)
def test_blank_is_nothing_and_whole_numbers_are_texts(value: object, text: str | None) -> None:
    assert said(Found("r", {"name": value}), "name") == text


@pytest.mark.parametrize("text", ["a\x00", "a\x1b[2J", "a\x7f", "\ud800", "\ufffe", "\ue000", "가" * 2001])
def test_what_no_sheet_holds_is_refused_with_its_path(text: str) -> None:
    with pytest.raises(TableError, match=r"^r.tender: name: .* / has control characters or is longer than 2000"):
        said(Found("r.tender", {"name": text}), "name")


@pytest.mark.parametrize("value", [True, 1.5, ["a"], {"a": 1}])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(TableError, match="name"):
        said(Found("r", {"name": value}), "name")
