from __future__ import annotations

import pytest

from benchmarks import traffic_csv
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.traffic_csv import place_of, rows_of, whole_number


def test_lines_come_with_their_numbers_and_empty_ones_are_skipped() -> None:
    assert list(rows_of(b"a,b\n1,2\n\n3,4", filename="t.csv")) == [(1, ["a", "b"]), (2, ["1", "2"]), (4, ["3", "4"])]


@pytest.mark.parametrize(
    ("data", "where"), [(b"", "byte 0"), (b"a,b\n1", "line 2"), (b'a\n"x', "line 2"), (b"a\n\xff", "line 2, byte 2")]
)
def test_a_broken_table_is_refused_with_its_line(data: bytes, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(rows_of(data, filename="t.csv"))
    assert refused.value.where == where


def test_too_long_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traffic_csv, "MOST_LINES", 2)
    assert len(list(rows_of(b"a\n1", filename="t.csv"))) == 2
    with pytest.raises(UnreadableFile, match="More than 2 lines"):
        list(rows_of(b"a\n1\n2", filename="t.csv"))


@pytest.mark.parametrize(("name", "amount"), [("c", 0), ("b", 2)])
def test_a_column_is_there_once(name: str, amount: int) -> None:
    assert place_of("a", header=["b", "a", "b"], filename="t.csv") == 1
    with pytest.raises(UnreadableFile, match=f"The file has {amount} columns '{name}'"):
        place_of(name, header=["b", "a", "b"], filename="t.csv")


@pytest.mark.parametrize("text", ["", "-1", "1.0", "1e3", "1234567890", "\u0663", " 1"])
def test_a_whole_number_is_digits_only(text: str) -> None:
    assert whole_number("0123", where="line 2/a", filename="t.csv") == 123
    with pytest.raises(UnreadableFile, match="line 2/a"):
        whole_number(text, where="line 2/a", filename="t.csv")
